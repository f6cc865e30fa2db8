namespace Kiosk.Board;

/// <summary>An event that a thread of the firmware waits for; a power cut ends the waiting, and with it the thread.</summary>
public sealed class AutoResetEvent
{
    private readonly VirtualBoard _board = VirtualBoard.Current;
    private readonly System.Threading.AutoResetEvent _event;

    /// <summary>Makes it set or not set.</summary>
    public AutoResetEvent(bool initialState)
    {
        _event = new System.Threading.AutoResetEvent(initialState);
        _board.PowerFailed += () => _event.Set();
    }

    /// <summary>Lets one waiting thread go on.</summary>
    public bool Set() => _event.Set();

    /// <summary>Waits.</summary>
    /// <exception cref="IOException">The power is gone.</exception>
    public bool WaitOne()
    {
        Thread.Rest();
        bool set = _event.WaitOne();
        return _board.IsOn ? set : throw new IOException("The power has failed.");
    }
}
