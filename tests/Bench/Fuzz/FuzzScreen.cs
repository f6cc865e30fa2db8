using Kiosk.Board;
using Kiosk.Core.Display;

namespace Kiosk.Bench.Fuzz;

/// <summary>A display whose lines can be read.</summary>
internal sealed class FuzzScreen : IScreen
{
    private const int MostKept = 1000;

    private static readonly Dictionary<string, string> Known = [];

    private readonly byte[] _image = new byte[FrameBuffer.Width * FrameBuffer.MostPages];

    /// <inheritdoc/>
    public bool Write(int page, int column, byte[] data, int offset, int count)
    {
        Array.Copy(data, offset, _image, (page * FrameBuffer.Width) + column, count);
        return true;
    }

    /// <summary>The small text of a page. To read dots takes its time, so that what was read once is kept.</summary>
    public string Line(int page)
    {
        ReadOnlySpan<byte> dots = _image.AsSpan(page * FrameBuffer.Width, FrameBuffer.Width);
        string key = Convert.ToBase64String(dots);
        if (!Known.TryGetValue(key, out string? text))
        {
            byte[] alone = new byte[_image.Length];
            dots.CopyTo(alone);
            text = PanelText.Lines(alone)[0];
            if (Known.Count < MostKept)
            {
                Known[key] = text;
            }
        }

        return text;
    }
}
