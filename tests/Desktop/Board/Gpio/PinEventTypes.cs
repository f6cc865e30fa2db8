namespace System.Device.Gpio;

/// <summary>Edges of a pin.</summary>
[Flags]
public enum PinEventTypes
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Low to High.</summary>
    Rising = 1,

    /// <summary>High to Low.</summary>
    Falling = 2,
}
