using Kiosk.Board;

namespace nanoFramework.Runtime.Native;

/// <summary>Plays what the firmware image says of itself.</summary>
public static class SystemInfo
{
    /// <summary>The image's version.</summary>
    public static Version Version => new(1, 12, 4, 0);

    /// <summary>The image's maker.</summary>
    public static string OEMString => "Kiosk.Board";

    /// <summary>0.</summary>
    public static byte OEM => 0;

    /// <summary>0.</summary>
    public static byte Model => 0;

    /// <summary>0.</summary>
    public static ushort SKU => 0;

    /// <summary>The target: the name of the image that nanoff puts on such a board.</summary>
    public static string TargetName => VirtualBoard.Current.World.Chip switch
    {
        ChipType.Esp32S3 => "ESP32_S3",
        ChipType.Esp32C3 => "ESP32_C3",
        _ => "ESP32_REV3",
    };

    /// <summary>The platform.</summary>
    public static string Platform => "ESP32";
}
