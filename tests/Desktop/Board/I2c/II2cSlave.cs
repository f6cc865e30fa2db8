namespace Kiosk.Board;

/// <summary>Something that answers on an I2C bus.</summary>
public interface II2cSlave
{
    /// <summary>Whether it acknowledges its address now.</summary>
    bool Acknowledges { get; }

    /// <summary>Takes the bytes of a write.</summary>
    /// <param name="data">The bytes after the address.</param>
    void Write(ReadOnlySpan<byte> data);

    /// <summary>Gives the bytes of a read.</summary>
    /// <param name="data">Is filled.</param>
    void Read(Span<byte> data);
}
