using System.Device.Gpio;
using System.Device.I2c;
using Iot.Device.Ssd13xx.Commands;

namespace Iot.Device.Ssd13xx;

/// <summary>Plays nanoFramework.Iot.Device.Ssd13xx's SSD1306; the traps are those of its base.</summary>
public class Ssd1306 : Ssd13xx
{
    /// <summary>The usual address.</summary>
    public const byte DefaultI2cAddress = 0x3C;

    /// <summary>The other one.</summary>
    public const byte SecondaryI2cAddress = 0x3D;

    /// <summary>128×64.</summary>
    public Ssd1306(I2cDevice i2cDevice, int resetPin = -1)
        : base(i2cDevice, DisplayResolution.OLED128x64, DisplayOrientation.Landscape, resetPin)
    {
    }

    /// <summary>Any size.</summary>
    public Ssd1306(
        I2cDevice i2cDevice,
        DisplayResolution res,
        DisplayOrientation orientation = DisplayOrientation.Landscape,
        int resetPin = -1,
        GpioController? gpio = null,
        bool shouldDispose = true)
        : base(i2cDevice, res, orientation, resetPin, gpio, shouldDispose)
    {
    }

    /// <summary>Sends a command, over the frame buffer.</summary>
    public void SendCommand(ISsd1306Command command) => SendAny(command);

    /// <summary>Sends a command, over the frame buffer.</summary>
    public override void SendCommand(ISharedCommand command) => SendAny(command);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => base.Dispose(disposing);

    private void SendAny(ICommand command)
    {
        byte[]? bytes = command?.GetBytes();
        if (bytes is not { Length: > 0 })
        {
            throw new ArgumentNullException(nameof(command));
        }

        Send(0x00, bytes);
    }
}
