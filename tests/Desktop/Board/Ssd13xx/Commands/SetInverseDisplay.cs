namespace Iot.Device.Ssd13xx.Commands;

/// <summary>Dark on light.</summary>
public class SetInverseDisplay : ISharedCommand
{
    /// <inheritdoc/>
    public byte Id => 0xA7;

    /// <inheritdoc/>
    public byte[] GetBytes() => [Id];
}
