namespace Kiosk.Core.Settings
{
    /// <summary>Which pins a chip can use for what. The sources are the chips' data sheets (pin lists, strapping pins) and Espressif's hardware design guidelines.</summary>
    public static class GpioRules
    {
        /// <summary>Largest GPIO number of any chip here.</summary>
        public const int LastGpio = 48;

        /// <summary>Largest number of a pin of the MCP23017: 0 to 7 are GPA0 to GPA7, 8 to 15 are GPB0 to GPB7.</summary>
        public const int LastExpanderPin = 15;

        private const string NoSuch = "is no pin of this chip";
        private const string Flash = "is the flash";
        private const string Psram = "may be the PSRAM";
        private const string Serial = "is the USB serial port";
        private const string Strapping = "decides how the chip starts";
        private const string InputOnly = "is an input only";
        private const string NoPull = "has no pull of its own";

        /// <summary>Why a GPIO cannot be used so, or null.</summary>
        /// <param name="board">The board; what counts is its chip.</param>
        /// <param name="pin">GPIO number, 0 to <see cref="LastGpio"/>.</param>
        /// <param name="use">For what.</param>
        public static string Refusal(BoardType board, int pin, GpioUse use)
        {
            switch (board)
            {
                case BoardType.Esp32S3DevKitC: return S3(pin);
                case BoardType.Esp32C3DevKitM: return C3(pin);
                default: return Esp32(pin, use);
            }
        }

        /// <summary>Why a pin of the MCP23017 cannot be used so, or null.</summary>
        /// <param name="pin">0 to <see cref="LastExpanderPin"/>; higher ones are refused.</param>
        /// <param name="use">For what.</param>
        public static string ExpanderRefusal(int pin, GpioUse use)
        {
            if (pin > LastExpanderPin)
            {
                return "is no pin of the MCP23017";
            }

            // MCP23017 data sheet DS20001952, from revision D on: an input there can spoil transfers on the bus.
            return use != GpioUse.Output && (pin == 7 || pin == 15) ? "of the MCP23017 is an output only" : null;
        }

        private static string Esp32(int pin, GpioUse use)
        {
            switch (pin)
            {
                case 6:
                case 7:
                case 8:
                case 9:
                case 10:
                case 11:
                    return Flash;
                case 16:
                case 17:
                    return Psram;
                case 1:
                case 3:
                    return Serial;
                case 0:
                case 2:
                case 5:
                case 12:
                case 15:
                    return Strapping;
                case 20:
                case 24:
                case 28:
                case 29:
                case 30:
                case 31:
                    return NoSuch;
            }

            if (pin > 39)
            {
                return NoSuch;
            }

            return pin < 34 || use == GpioUse.Input ? null : use == GpioUse.Output ? InputOnly : NoPull;
        }

        private static string S3(int pin)
        {
            if (pin >= 26 && pin <= 32)
            {
                return Flash;
            }

            if (pin >= 33 && pin <= 37)
            {
                // With octal flash or PSRAM, as in modules whose name ends in R8 or R16V.
                return Psram;
            }

            switch (pin)
            {
                case 0:
                case 3:
                case 45:
                case 46:
                    return Strapping;
                case 19:
                case 20:
                case 43:
                case 44:
                    return Serial;
                default:
                    return (pin >= 22 && pin <= 25) || pin > 48 ? NoSuch : null;
            }
        }

        private static string C3(int pin)
        {
            if (pin >= 11 && pin <= 17)
            {
                return Flash;
            }

            if (pin >= 18 && pin <= 21)
            {
                return Serial;
            }

            return pin > 21 ? NoSuch : pin == 2 || pin == 8 || pin == 9 ? Strapping : null;
        }
    }
}
