namespace nanoFramework.Runtime.Events;

/// <summary>Plays the base of events that come from the runtime's queue.</summary>
public class BaseEvent
{
    /// <summary>Where from.</summary>
    public ushort Source;

    /// <summary>What.</summary>
    public byte Message;
}
