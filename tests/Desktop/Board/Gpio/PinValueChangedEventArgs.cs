using nanoFramework.Runtime.Events;

namespace System.Device.Gpio;

/// <summary>An edge and its pin.</summary>
public class PinValueChangedEventArgs(PinEventTypes changeType, int pinNumber) : BaseEvent
{
    /// <summary>The edge.</summary>
    public PinEventTypes ChangeType { get; } = changeType;

    /// <summary>The pin.</summary>
    public int PinNumber { get; } = pinNumber;
}
