using Kiosk.Board;

namespace nanoFramework.Hardware.Esp32;

/// <summary>Plays the ESP32's pin matrix: which pin has which function.</summary>
public class Configuration
{
    /// <summary>Gives a pin a function.</summary>
    /// <exception cref="ArgumentException">There is no such pin, or it cannot drive.</exception>
    public static void SetPinFunction(int pin, DeviceFunction value)
    {
        bool isI2c = value is DeviceFunction.I2C1_DATA or DeviceFunction.I2C1_CLOCK or DeviceFunction.I2C2_DATA or DeviceFunction.I2C2_CLOCK;
        if (!PinBank.Exists(pin) || (isI2c && pin >= 34))
        {
            throw new ArgumentException($"Pin {pin} cannot have this function.");
        }

        VirtualBoard.Current.AssignPin((int)value, pin);
    }

    /// <summary>The pin that has a function, or -1.</summary>
    public static int GetFunctionPin(DeviceFunction function) => VirtualBoard.Current.PinOf((int)function);
}
