namespace Kiosk.Core.Settings
{
    /// <summary>What a pin is asked to do.</summary>
    public enum GpioUse
    {
        /// <summary>An input; where the chip has no pull, the board has a resistor.</summary>
        Input,

        /// <summary>An input that needs a pull of the chip's own.</summary>
        PulledInput,

        /// <summary>An output, or a line of the I2C bus.</summary>
        Output,
    }
}
