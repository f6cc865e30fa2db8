namespace Iot.Device.Ssd13xx.Commands.Ssd1306Commands;

/// <summary>Light on dark.</summary>
public class SetNormalDisplay : ISsd1306Command
{
    /// <inheritdoc/>
    public byte Id => 0xA6;

    /// <inheritdoc/>
    public byte[] GetBytes() => [Id];
}
