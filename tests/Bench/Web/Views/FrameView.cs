using Kiosk.Board;

namespace Kiosk.Bench.Web.Views;

/// <summary>What is on the display.</summary>
/// <param name="Pixels">Pages of 128 columns, one for 8 rows, bit 0 uppermost, in base 64.</param>
/// <param name="Lines">Its lines of text that are not empty.</param>
internal sealed record FrameView(string Pixels, string[] Lines)
{
    /// <summary>Makes it from what the panel shows.</summary>
    public static FrameView Of(byte[] snapshot) =>
        new(Convert.ToBase64String(snapshot), [.. PanelText.Lines(snapshot).Where(line => line.Length > 0)]);
}
