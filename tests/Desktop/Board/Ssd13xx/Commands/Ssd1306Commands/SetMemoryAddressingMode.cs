namespace Iot.Device.Ssd13xx.Commands.Ssd1306Commands;

/// <summary>In which order data fills the memory.</summary>
public class SetMemoryAddressingMode(SetMemoryAddressingMode.AddressingMode memoryAddressingMode = SetMemoryAddressingMode.AddressingMode.Page)
    : ISsd1306Command
{
    /// <summary>The three orders.</summary>
    public enum AddressingMode
    {
        /// <summary>Columns first, then pages.</summary>
        Horizontal = 0,

        /// <summary>Pages first, then columns.</summary>
        Vertical = 1,

        /// <summary>Columns of one page.</summary>
        Page = 2,
    }

    /// <inheritdoc/>
    public byte Id => 0x20;

    /// <summary>The order.</summary>
    public AddressingMode MemoryAddressingMode { get; } = memoryAddressingMode;

    /// <inheritdoc/>
    public byte[] GetBytes() => [Id, (byte)MemoryAddressingMode];
}
