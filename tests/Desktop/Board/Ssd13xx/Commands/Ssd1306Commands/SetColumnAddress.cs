namespace Iot.Device.Ssd13xx.Commands.Ssd1306Commands;

/// <summary>The columns of the window, in horizontal and vertical addressing.</summary>
public class SetColumnAddress(byte startAddress = 0, byte endAddress = 127) : ISsd1306Command
{
    /// <inheritdoc/>
    public byte Id => 0x21;

    /// <summary>The first.</summary>
    public byte StartAddress { get; set; } = startAddress;

    /// <summary>The last.</summary>
    public byte EndAddress { get; set; } = endAddress;

    /// <inheritdoc/>
    public byte[] GetBytes() => [Id, StartAddress, EndAddress];
}
