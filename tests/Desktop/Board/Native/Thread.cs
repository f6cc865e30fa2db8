namespace Kiosk.Board;

/// <summary>Plays System.Threading.Thread of nanoFramework; the twin may put it in its place with a <c>global using</c>. An uncaught
/// exception ends the thread and nothing else (on .NET it would end the process), and threads do not keep a process alive whose board is
/// dead.</summary>
/// <remarks>A thread that sleeps is played by the board's timers: it goes on in <see cref="VirtualBoard.Advance"/>, which waits until it sleeps
/// again, waits for an event or ends. So a run repeats to the bit. As on the ESP32, sleeping ends with a tick of the system
/// (<see cref="VirtualBoard.SystemTick"/>).</remarks>
public sealed class Thread
{
    // Real time; only a thread that blocks in some other way, on a socket, lets the others go on after it.
    private static readonly TimeSpan LongestStretch = TimeSpan.FromSeconds(20);

    private const int IdleSleep = 1000;

    [ThreadStatic]
    private static Thread? _current;

    private readonly VirtualBoard _board = VirtualBoard.Current;
    private readonly System.Threading.Thread _thread;
    private readonly System.Threading.AutoResetEvent _goOn = new(false);
    private readonly System.Threading.AutoResetEvent _rests = new(false);

    private int _sleeps;

    /// <summary>A thread that is not started yet.</summary>
    public Thread(ThreadStart start)
    {
        _thread = new System.Threading.Thread(() => Run(start)) { IsBackground = true };
        _board.PowerFailed += () => _goOn.Set();
    }

    /// <summary>Whether it runs.</summary>
    public bool IsAlive => _thread.IsAlive;

    /// <summary>Sleeps: until the next tick of the system that is so far away; with 0 the others have their turn.</summary>
    /// <exception cref="IOException">The power has gone.</exception>
    /// <exception cref="InvalidOperationException">Called by a thread that is not the firmware's: time passes in
    /// <see cref="VirtualBoard.Advance"/> alone.</exception>
    public static void Sleep(int millisecondsTimeout)
    {
        Thread me = _current ?? throw new InvalidOperationException("Only a thread of the firmware sleeps; a harness calls VirtualBoard.Advance.");
        if (!me._board.IsOn)
        {
            throw new IOException("The power has failed.");
        }

        me.Schedule(millisecondsTimeout);
        me._rests.Set();
        me._goOn.WaitOne();
        if (!me._board.IsOn)
        {
            throw new IOException("The power has failed.");
        }
    }

    /// <summary>Sleeps.</summary>
    public static void Sleep(TimeSpan timeout) => Sleep((int)timeout.TotalMilliseconds);

    /// <summary>Starts it, and lets it run until it sleeps or waits.</summary>
    public void Start()
    {
        _thread.Start();
        _rests.WaitOne(LongestStretch);
    }

    /// <summary>Waits for its end.</summary>
    public void Join() => _thread.Join();

    /// <summary>The running thread is about to wait for an event.</summary>
    internal static void Rest() => _current?._rests.Set();

    private void Schedule(int milliseconds)
    {
        int sleep = _sleeps;
        bool skips = _board.World is { SkipsIdle: true, Keys.AllOpen: true };
        if (skips)
        {
            _board.World.Keys.Changed += OnKeyMoves;
        }

        long wake = milliseconds < 0 ? long.MaxValue / 2 : _board.WakeTime(_board.Ticks, skips ? Math.Max(milliseconds, IdleSleep) : milliseconds);
        _board.Schedule(wake, () => GoOn(sleep));
    }

    /// <summary>It was idle: from here on it wakes with each tick, as it would have all along.</summary>
    private void OnKeyMoves()
    {
        int sleep = _sleeps;
        _board.World.Keys.Changed -= OnKeyMoves;
        _board.Schedule(_board.WakeTime(_board.Ticks, 1), () => GoOn(sleep));
    }

    private void GoOn(int sleep)
    {
        if (sleep != _sleeps)
        {
            return;
        }

        _sleeps++;
        _board.World.Keys.Changed -= OnKeyMoves;
        _rests.Reset();
        _goOn.Set();
        _rests.WaitOne(LongestStretch);
    }

    private void Run(ThreadStart start)
    {
        _current = this;
        try
        {
            start();
        }
        catch (Exception e)
        {
            _board.ThreadEnded(e);
        }
        finally
        {
            _rests.Set();
        }
    }
}
