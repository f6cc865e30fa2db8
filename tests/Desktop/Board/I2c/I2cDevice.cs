using Kiosk.Board;

namespace System.Device.I2c;

/// <summary>Plays nanoFramework.System.Device.I2c on the current <see cref="VirtualBoard"/>. A missing device is reported in the result
/// and nowhere else: who does not look does not notice.</summary>
public class I2cDevice : IDisposable
{
    private readonly I2cBus _bus;
    private bool _disposed;

    /// <summary>Opens a device; whether it is there shows at the first transfer.</summary>
    /// <exception cref="ArgumentException">There is no such bus, or its pins were not given their functions first
    /// (<c>Configuration.SetPinFunction</c>).</exception>
    public I2cDevice(I2cConnectionSettings settings)
    {
        ConnectionSettings = settings ?? throw new ArgumentNullException(nameof(settings));
        _bus = VirtualBoard.Current.I2c(settings.BusId);
        _bus.ThrowIfWithoutPins();
    }

    /// <summary>As given.</summary>
    public I2cConnectionSettings ConnectionSettings { get; }

    /// <summary>Opens a device.</summary>
    public static I2cDevice Create(I2cConnectionSettings settings) => new(settings);

    /// <summary>Reads one byte; 0 when nothing answers.</summary>
    public byte ReadByte()
    {
        byte[] one = new byte[1];
        Transfer([], one);
        return one[0];
    }

    /// <summary>Reads.</summary>
    public I2cTransferResult Read(SpanByte buffer) => Transfer([], buffer.AsSpan());

    /// <summary>Writes one byte.</summary>
    public I2cTransferResult WriteByte(byte value) => Transfer([value], []);

    /// <summary>Writes.</summary>
    public I2cTransferResult Write(SpanByte buffer) => Transfer(buffer.AsSpan(), []);

    /// <summary>Writes, then reads after a repeated start.</summary>
    public I2cTransferResult WriteRead(SpanByte writeBuffer, SpanByte readBuffer) => Transfer(writeBuffer.AsSpan(), readBuffer.AsSpan());

    /// <summary>Closes the device.</summary>
    public void Dispose()
    {
        _disposed = true;
        GC.SuppressFinalize(this);
    }

    private I2cTransferResult Transfer(ReadOnlySpan<byte> write, Span<byte> read)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _bus.Transfer(ConnectionSettings.DeviceAddress, ConnectionSettings.BusSpeed, write, read);
    }
}
