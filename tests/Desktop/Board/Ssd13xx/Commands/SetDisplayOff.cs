namespace Iot.Device.Ssd13xx.Commands;

/// <summary>Darkens the display.</summary>
public class SetDisplayOff : ISharedCommand
{
    /// <inheritdoc/>
    public byte Id => 0xAE;

    /// <inheritdoc/>
    public byte[] GetBytes() => [Id];
}
