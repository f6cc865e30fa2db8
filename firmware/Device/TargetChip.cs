using Kiosk.Core.Settings;

namespace Kiosk.Device
{
    /// <summary>Which chip this is, by the name of the runtime's image.</summary>
    internal static class TargetChip
    {
        /// <summary>The board with the chip that an image is for.</summary>
        /// <param name="target">Name of the image, as nanoff takes it: <c>ESP32_REV3</c>, <c>ESP32_S3</c>, <c>XIAO_ESP32C3</c>.</param>
        /// <param name="otherwise">What is given where the name does not tell: images of makers have names of their own.</param>
        internal static BoardType BoardOf(string target, BoardType otherwise)
        {
            if (target.IndexOf("ESP32_S3") >= 0 || target.IndexOf("ESP32S3") >= 0)
            {
                return BoardType.Esp32S3DevKitC;
            }

            if (target.IndexOf("ESP32_C3") >= 0 || target.IndexOf("ESP32C3") >= 0)
            {
                return BoardType.Esp32C3DevKitM;
            }

            return target.StartsWith("ESP32_REV") || target.StartsWith("ESP32_PSRAM") || target.StartsWith("ESP32_BLE") || target.StartsWith("ESP32_PICO")
                ? BoardType.Esp32DevKitC
                : otherwise;
        }

        /// <summary>Settings with the display that a kiosk on this chip can show a fault on: the one that was asked for, where its pins can be that here.</summary>
        /// <param name="chip">This chip.</param>
        /// <param name="asked">What was asked for; null when nothing was.</param>
        internal static KioskSettings Display(BoardType chip, KioskSettings asked)
        {
            return asked != null && GpioRules.Refusal(chip, asked.DisplayData, GpioUse.Output) == null && GpioRules.Refusal(chip, asked.DisplayClock, GpioUse.Output) == null
                ? asked
                : BoardPins.Of(chip);
        }
    }
}
