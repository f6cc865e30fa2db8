namespace Kiosk.Core.Settings
{
    /// <summary>The boards with a named set of pins: <see cref="BoardPins"/>. A board of a maker's own names the one with the same chip, and its own pins.</summary>
    public enum BoardType
    {
        /// <summary><c>esp32-devkitc</c>: ESP32-DevKitC V4 with an ESP32-WROOM-32.</summary>
        Esp32DevKitC,

        /// <summary><c>esp32-s3-devkitc</c>: ESP32-S3-DevKitC-1.</summary>
        Esp32S3DevKitC,

        /// <summary><c>esp32-c3-devkitm</c>: ESP32-C3-DevKitM-1, the keypad on an MCP23017.</summary>
        Esp32C3DevKitM,
    }
}
