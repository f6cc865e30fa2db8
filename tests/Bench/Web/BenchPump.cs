using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using Kiosk.Bench.Rig;
using Kiosk.Bench.Web.Views;
using Kiosk.Issuer;

namespace Kiosk.Bench.Web;

/// <summary>
/// The thread that owns the rig: lets as much time pass for it as passes on the wall, does in between what the page asks, and shows what
/// has changed.
/// </summary>
internal sealed class BenchPump : IDisposable
{
    private const int MostCommands = 256;

    // How often it turns, how far time goes in one turn, and how much of it the kiosk lives through after this computer has slept.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestTurn = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestGap = TimeSpan.FromMinutes(1);

    // How often it looks whether time has passed at another issuer on the database, and from when on that counts: a busy computer is a little late.
    private static readonly TimeSpan FollowPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FollowGap = TimeSpan.FromMinutes(2);

    private readonly KioskRig _rig;
    private readonly BenchFeed _feed;
    private readonly BenchEye _eye;
    private readonly BlockingCollection<Action> _commands = new(MostCommands);
    private readonly Thread _thread;
    private volatile bool _ending;

    private BenchPump(KioskRig rig, BenchFeed feed)
    {
        _rig = rig;
        _feed = feed;
        _eye = new BenchEye(rig, feed);
        Customer = new Customer(rig);
        Setup = SetupView.Of(rig);
        _thread = new Thread(Run) { Name = "bench", IsBackground = true };
    }

    /// <summary>What does not change while the bench runs.</summary>
    public SetupView Setup { get; }

    /// <summary>What the issuer does besides answering messages. Safe on any thread.</summary>
    public IssuerServices Issuer => _rig.Issuer.Services;

    /// <summary>Who presses the keys; for commands.</summary>
    public Customer Customer { get; }

    /// <summary>What the issuer's link is told to do wrong; for commands.</summary>
    public string Fault
    {
        get => _eye.Fault;
        set => _eye.Fault = value;
    }

    /// <summary>Starts to turn a rig.</summary>
    public static BenchPump Start(KioskRig rig, BenchFeed feed)
    {
        rig.WaitsForNetwork = false;
        var pump = new BenchPump(rig, feed);
        rig.Issuer.Traced += pump.OnTraced;
        pump._eye.Look();
        pump._thread.Start();
        return pump;
    }

    /// <summary>Does something to the rig, between two turns.</summary>
    /// <returns>What the command gives; null when it was refused because too many wait.</returns>
    public async Task<T?> DoAsync<T>(Func<KioskRig, T> command, CancellationToken cancellation)
        where T : class
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        bool taken = !_ending && _commands.TryAdd(() =>
        {
            try
            {
                done.SetResult(command(_rig));
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        });
        return taken ? await done.Task.WaitAsync(cancellation) : null;
    }

    /// <summary>Switches the kiosk's power; for commands.</summary>
    public void Power(bool on)
    {
        _eye.Problem = null;
        Survive(on ? _rig.PowerOn : _rig.PowerOff);
    }

    /// <summary>Ends the thread; the rig is its owner's again.</summary>
    public void Dispose()
    {
        _ending = true;
        _rig.Issuer.Traced -= OnTraced;
        if (_thread.IsAlive)
        {
            _thread.Join();
        }
    }

    private void OnTraced(TraceEntry entry)
    {
        _feed.Add(entry);
        _eye.LedgerMayHaveChanged();
    }

    private void Run()
    {
        long last = Stopwatch.GetTimestamp();
        long followed = 0;
        TimeSpan owed = TimeSpan.Zero;
        while (!_ending)
        {
            if (_commands.TryTake(out Action? command, owed > LongestTurn ? TimeSpan.Zero : Pause))
            {
                do
                {
                    command();
                }
                while (_commands.TryTake(out command));
            }

            long now = Stopwatch.GetTimestamp();
            owed += Stopwatch.GetElapsedTime(last, now);
            last = now;
            if (owed > LongestGap)
            {
                // This computer slept, and the kiosk with it: only the true time went on.
                _rig.MoveClock(owed - LongestGap);
                owed = LongestGap;
            }

            if (Stopwatch.GetElapsedTime(followed, now) >= FollowPause)
            {
                followed = now;
                Follow();
            }

            owed -= Live(owed < LongestTurn ? owed : LongestTurn);
            _eye.Look();
        }
    }

    private void Follow()
    {
        try
        {
            TimeSpan mine = Issuer.Time.GetUtcNow() - DateTimeOffset.UtcNow;
            TimeSpan all = Issuer.BenchTime.Ahead;
            if (all > mine + FollowGap)
            {
                _rig.MoveClock(all - mine);
            }
            else if (mine > all + FollowGap)
            {
                Issuer.BenchTime.Reach(mine);
            }
        }
        catch (DbException)
        {
            // Then the next second. Requests say in the trace what is wrong.
        }
    }

    /// <summary>The rig lives for whole milliseconds.</summary>
    /// <returns>How long it lived.</returns>
    private TimeSpan Live(TimeSpan time)
    {
        long milliseconds = (long)time.TotalMilliseconds;
        Survive(() =>
        {
            Customer.Turn();
            _rig.Advance(milliseconds);
        });
        return TimeSpan.FromMilliseconds(milliseconds);
    }

    /// <summary>What ends the firmware ends this kiosk, not the bench: it can be looked at, and switched on again.</summary>
    private void Survive(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e)
        {
            Console.Error.WriteLine($"The kiosk's firmware has failed: {e}");
            _eye.Problem = $"The firmware has failed ({e.GetType().Name}); the console says where. Switch the power on again.";
            _rig.PowerOff();
        }
    }
}
