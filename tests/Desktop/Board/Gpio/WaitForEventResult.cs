namespace System.Device.Gpio;

/// <summary>What a wait for an edge found.</summary>
public struct WaitForEventResult
{
    /// <summary>The edges.</summary>
    public PinEventTypes EventTypes;

    /// <summary>Whether there was none in time.</summary>
    public bool TimedOut;
}
