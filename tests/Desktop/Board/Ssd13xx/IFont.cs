namespace Iot.Device.Ssd13xx;

/// <summary>A font for the binding's own text; the package brings none.</summary>
public abstract class IFont
{
    /// <summary>Pixels: 8 (16 is not played).</summary>
    public virtual byte Width { get; }

    /// <summary>Pixels.</summary>
    public virtual byte Height { get; }

    /// <summary>A character's rows, bit 0 on the left.</summary>
    public abstract byte[] this[char character] { get; }
}
