using System.Device.Gpio;

namespace Kiosk.Board;

/// <summary>The pins of each chip, by the pin lists of their data sheets.</summary>
internal static class ChipPins
{
    /// <summary>More than the highest pin of any chip.</summary>
    internal const int Most = 49;

    /// <summary>Pins that exist, the flash chip's left out: opening those hangs a real board.</summary>
    internal static bool Exists(ChipType chip, int pin) => chip switch
    {
        ChipType.Esp32S3 => pin is (>= 0 and <= 21) or (>= 33 and <= 48),
        ChipType.Esp32C3 => pin is (>= 0 and <= 10) or (>= 18 and <= 21),
        _ => pin is (>= 0 and <= 5) or (>= 12 and <= 19) or (>= 21 and <= 23) or (>= 25 and <= 27) or (>= 32 and <= 39),
    };

    /// <summary>Pins that are wired to the flash chip in the module.</summary>
    internal static bool IsFlash(ChipType chip, int pin) => chip switch
    {
        ChipType.Esp32S3 => pin is >= 26 and <= 32,
        ChipType.Esp32C3 => pin is >= 11 and <= 17,
        _ => pin is >= 6 and <= 11,
    };

    /// <summary>Inputs without pull resistors: only the classic ESP32 has such.</summary>
    internal static bool IsInputOnly(ChipType chip, int pin) => chip == ChipType.Esp32 && pin >= 34;

    internal static bool Supports(ChipType chip, int pin, PinMode mode) =>
        Exists(chip, pin) && mode is >= PinMode.Input and <= PinMode.OutputOpenSourcePullDown && (mode == PinMode.Input || !IsInputOnly(chip, pin));

    /// <summary>The chip's name in data sheets.</summary>
    internal static string Name(ChipType chip) => chip switch
    {
        ChipType.Esp32S3 => "ESP32-S3",
        ChipType.Esp32C3 => "ESP32-C3",
        _ => "ESP32",
    };
}
