namespace System.Device.Gpio;

/// <summary>How a pin is driven or pulled. <see cref="Input"/> has no pull: an unconnected wire reads noise.</summary>
public enum PinMode
{
    /// <summary>Input without a pull resistor.</summary>
    Input = 0,

    /// <summary>Input, pulled to Low.</summary>
    InputPullDown = 1,

    /// <summary>Input, pulled to High.</summary>
    InputPullUp = 2,

    /// <summary>Drives both levels.</summary>
    Output = 3,

    /// <summary>Drives Low only.</summary>
    OutputOpenDrain = 4,

    /// <summary>Drives Low only, pulled to High.</summary>
    OutputOpenDrainPullUp = 5,

    /// <summary>Drives High only.</summary>
    OutputOpenSource = 6,

    /// <summary>Drives High only, pulled to Low.</summary>
    OutputOpenSourcePullDown = 7,
}
