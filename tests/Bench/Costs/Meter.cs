namespace Kiosk.Bench.Costs;

/// <summary>Counts what happens between <see cref="Start"/> and <see cref="Stop"/>, each time it is started on top of the last. Allocates nothing there.</summary>
internal sealed class Meter
{
    private readonly long[] _now = new long[IlCounter.MostMethods];
    private readonly long[] _before = new long[IlCounter.MostMethods];
    private long _allocatedBefore;
    private bool _running;

    /// <summary>IL instructions by method.</summary>
    public long[] Executed { get; } = new long[IlCounter.MostMethods];

    /// <summary>Managed bytes that this thread allocated.</summary>
    public long Allocated { get; private set; }

    /// <summary>Instructions of Core alone.</summary>
    public long Core => Executed.AsSpan(0, Counted.CoreMethods).ToArray().Sum();

    /// <summary>Instructions of Device alone.</summary>
    public long Device => Executed.Sum() - Core;

    /// <summary>Begins.</summary>
    public void Start()
    {
        _running = true;
        IlCounter.CopyTo(_before);
        _allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
    }

    /// <summary>Ends; nothing happens when it has ended already.</summary>
    public void Stop()
    {
        if (!_running)
        {
            return;
        }

        _running = false;
        Allocated += GC.GetAllocatedBytesForCurrentThread() - _allocatedBefore;
        IlCounter.CopyTo(_now);
        for (int i = 0; i < _now.Length; i++)
        {
            Executed[i] += _now[i] - _before[i];
        }
    }

    /// <summary>Measures one action.</summary>
    public static Meter Of(Action action)
    {
        var meter = new Meter();
        meter.Start();
        action();
        meter.Stop();
        return meter;
    }
}
