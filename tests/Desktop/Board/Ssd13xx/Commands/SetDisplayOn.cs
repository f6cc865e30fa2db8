namespace Iot.Device.Ssd13xx.Commands;

/// <summary>Lights the display.</summary>
public class SetDisplayOn : ISharedCommand
{
    /// <inheritdoc/>
    public byte Id => 0xAF;

    /// <inheritdoc/>
    public byte[] GetBytes() => [Id];
}
