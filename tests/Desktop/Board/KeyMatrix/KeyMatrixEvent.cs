using System.Device.Gpio;

namespace Iot.Device.KeyMatrix;

/// <summary>A change that the scan saw.</summary>
public class KeyMatrixEvent
{
    internal KeyMatrixEvent(PinEventTypes eventType, int output, int input)
    {
        EventType = eventType;
        Output = output;
        Input = input;
    }

    /// <summary>Rising: closed; Falling: open.</summary>
    public PinEventTypes EventType { get; }

    /// <summary>Which output, counted from 0.</summary>
    public int Output { get; }

    /// <summary>Which input, counted from 0.</summary>
    public int Input { get; }
}
