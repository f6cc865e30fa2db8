namespace System.Device.I2c;

/// <summary>A device's bus, address and speed.</summary>
public sealed class I2cConnectionSettings(int busId, int deviceAddress, I2cBusSpeed busSpeed)
{
    /// <summary>At 400 kHz.</summary>
    public I2cConnectionSettings(int busId, int deviceAddress)
        : this(busId, deviceAddress, I2cBusSpeed.FastMode)
    {
    }

    /// <summary>1 or 2.</summary>
    public int BusId { get; } = busId;

    /// <summary>Seven bits.</summary>
    public int DeviceAddress { get; } = deviceAddress;

    /// <summary>The clock.</summary>
    public I2cBusSpeed BusSpeed { get; } = busSpeed;
}
