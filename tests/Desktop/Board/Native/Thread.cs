namespace Kiosk.Board;

/// <summary>Plays System.Threading.Thread of nanoFramework; the twin may put it in its place with a <c>global using</c>. An uncaught
/// exception ends the thread and nothing else (on .NET it would end the process), and threads do not keep a process alive whose board is
/// dead. <see cref="Sleep(int)"/> waits for the board's virtual time, which somebody else has to move on.</summary>
public sealed class Thread
{
    private readonly VirtualBoard _board = VirtualBoard.Current;
    private readonly System.Threading.Thread _thread;

    /// <summary>A thread that is not started yet.</summary>
    public Thread(ThreadStart start) => _thread = new System.Threading.Thread(() => Run(start)) { IsBackground = true };

    /// <summary>Whether it runs.</summary>
    public bool IsAlive => _thread.IsAlive;

    /// <summary>Waits until the board's time has gone on so far.</summary>
    /// <exception cref="IOException">The power has gone.</exception>
    public static void Sleep(int millisecondsTimeout)
    {
        VirtualBoard board = VirtualBoard.Current;
        long until = millisecondsTimeout < 0 ? long.MaxValue : board.Ticks + millisecondsTimeout;
        while (board.Ticks < until)
        {
            if (!board.IsOn)
            {
                throw new IOException("The power has failed.");
            }

            System.Threading.Thread.Sleep(1);
        }
    }

    /// <summary>Waits until the board's time has gone on so far.</summary>
    public static void Sleep(TimeSpan timeout) => Sleep((int)timeout.TotalMilliseconds);

    /// <summary>Starts it.</summary>
    public void Start() => _thread.Start();

    /// <summary>Waits for its end.</summary>
    public void Join() => _thread.Join();

    private void Run(ThreadStart start)
    {
        try
        {
            start();
        }
        catch (Exception e)
        {
            _board.ThreadEnded(e);
        }
    }
}
