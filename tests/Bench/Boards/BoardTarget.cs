using Kiosk.Core.Settings;

namespace Kiosk.Bench.Boards;

/// <summary>A board as nf.config and nanoff call it.</summary>
/// <param name="Name">Name in nf.config.</param>
/// <param name="Type">Its pin set.</param>
/// <param name="Target">Name of the nanoFramework image for it (list of reference targets in nf-interpreter's README).</param>
public sealed record BoardTarget(string Name, BoardType Type, string Target)
{
    /// <summary>All boards, the usual one first.</summary>
    public static readonly IReadOnlyList<BoardTarget> All =
    [
        new("esp32-devkitc", BoardType.Esp32DevKitC, "ESP32_REV3"),
        new("esp32-s3-devkitc", BoardType.Esp32S3DevKitC, "ESP32_S3"),
        new("esp32-c3-devkitm", BoardType.Esp32C3DevKitM, "ESP32_C3_REV3"),
    ];
}
