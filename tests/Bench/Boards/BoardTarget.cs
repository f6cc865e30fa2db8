using Kiosk.Core.Settings;

namespace Kiosk.Bench.Boards;

/// <summary>A board as nf.config and nanoff call it.</summary>
/// <param name="Name">Name in nf.config.</param>
/// <param name="Type">Its pin set.</param>
/// <param name="Target">
/// Name of the nanoFramework image for it, as in nf-interpreter (<c>targets/ESP32/defconfig</c>) and in nanoff's own choice (<c>Esp32Operations.cs</c>) since the
/// images were renamed in June 2026 (its pull request 349). Those of S3 and C3 speak over whichever of the board's USB connectors is used; the former ESP32_S3 spoke
/// over the chip's own USB alone. ESP32_S3_QUAD is for boards without PSRAM, too, and ESP32_C3 for all chips but revision 0.2.
/// </param>
public sealed record BoardTarget(string Name, BoardType Type, string Target)
{
    /// <summary>All boards, the usual one first.</summary>
    public static readonly IReadOnlyList<BoardTarget> All =
    [
        new("esp32-devkitc", BoardType.Esp32DevKitC, "ESP32_REV3"),
        new("esp32-s3-devkitc", BoardType.Esp32S3DevKitC, "ESP32_S3_QUAD"),
        new("esp32-c3-devkitm", BoardType.Esp32C3DevKitM, "ESP32_C3"),
    ];
}
