namespace System.Device.I2c;

/// <summary>The clock of a bus. An SSD1306 is rated for <see cref="FastMode"/>.</summary>
public enum I2cBusSpeed
{
    /// <summary>100 kHz.</summary>
    StandardMode = 0,

    /// <summary>400 kHz.</summary>
    FastMode = 1,

    /// <summary>1 MHz.</summary>
    FastModePlus = 2,
}
