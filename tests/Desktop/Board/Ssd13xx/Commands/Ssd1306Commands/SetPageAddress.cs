namespace Iot.Device.Ssd13xx.Commands.Ssd1306Commands;

/// <summary>The pages of the window, in horizontal and vertical addressing.</summary>
public class SetPageAddress(PageAddress startAddress = PageAddress.Page0, PageAddress endAddress = PageAddress.Page7) : ISsd1306Command
{
    /// <inheritdoc/>
    public byte Id => 0x22;

    /// <summary>The first.</summary>
    public PageAddress StartAddress { get; set; } = startAddress;

    /// <summary>The last.</summary>
    public PageAddress EndAddress { get; set; } = endAddress;

    /// <inheritdoc/>
    public byte[] GetBytes() => [Id, (byte)(StartAddress - PageAddress.Page0), (byte)(EndAddress - PageAddress.Page0)];
}
