namespace Kiosk.Board;

/// <summary>The chip of a board: which pins there are, and what they can be.</summary>
public enum ChipType
{
    /// <summary>The classic ESP32, as on an ESP32-DevKitC.</summary>
    Esp32,

    /// <summary>ESP32-S3, as on an ESP32-S3-DevKitC-1.</summary>
    Esp32S3,

    /// <summary>ESP32-C3, as on an ESP32-C3-DevKitM-1.</summary>
    Esp32C3,
}
