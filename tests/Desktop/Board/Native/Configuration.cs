using Kiosk.Board;

namespace nanoFramework.Hardware.Esp32;

/// <summary>Plays the chip's pin matrix: which pin has which function.</summary>
public class Configuration
{
    /// <summary>Gives a pin a function.</summary>
    /// <exception cref="ArgumentException">There is no such pin, or it cannot drive.</exception>
    public static void SetPinFunction(int pin, DeviceFunction value)
    {
        bool isI2c = value is DeviceFunction.I2C1_DATA or DeviceFunction.I2C1_CLOCK or DeviceFunction.I2C2_DATA or DeviceFunction.I2C2_CLOCK;
        ChipType chip = VirtualBoard.Current.World.Chip;
        if (!ChipPins.Exists(chip, pin) || (isI2c && ChipPins.IsInputOnly(chip, pin)))
        {
            throw new ArgumentException($"Pin {pin} cannot have this function.");
        }

        VirtualBoard.Current.AssignPin((int)value, pin);
    }

    /// <summary>The pin that has a function, or -1.</summary>
    public static int GetFunctionPin(DeviceFunction function) => VirtualBoard.Current.PinOf((int)function);
}
