using Kiosk.Bench.Rig;
using Kiosk.Bench.Web.Views;
using Kiosk.Core.Issuer;

namespace Kiosk.Bench.Web;

/// <summary>Looks at a rig and shows what has changed. Used by the pump's thread alone, but for <see cref="LedgerMayHaveChanged"/>.</summary>
internal sealed class BenchEye(KioskRig rig, BenchFeed feed)
{
    private const int MostPurchases = 50;
    private static readonly TimeSpan StateEvery = TimeSpan.FromSeconds(1);

    private int _seenVersion = -1;
    private byte[] _seen = [];
    private StateView? _state;
    private long _stateAt;
    private LedgerView[]? _ledger;
    private int _ledgerLooks = 1;
    private Journal? _journal;
    private uint _journalNext;

    /// <summary>What the issuer's link is told to do wrong.</summary>
    public string Fault { get; set; } = FaultName.None;

    /// <summary>What has gone wrong with the bench itself, or null.</summary>
    public string? Problem { get; set; }

    /// <summary>Something passed between kiosk and issuer. Safe on any thread.</summary>
    public void LedgerMayHaveChanged() => Interlocked.Exchange(ref _ledgerLooks, 2);

    /// <summary>Shows what has changed since the last look.</summary>
    public void Look()
    {
        LookAtDisplay();
        bool due = LookAtState();
        LookAtJournal();

        // A message is traced before the ledger has it: once at once, and once more a little later.
        int looks = Volatile.Read(ref _ledgerLooks);
        if (looks == 2 || (looks == 1 && due))
        {
            Interlocked.CompareExchange(ref _ledgerLooks, looks - 1, looks);
            LookAtLedger();
        }
    }

    private void LookAtDisplay()
    {
        if (rig.World.Panel.Version == _seenVersion)
        {
            return;
        }

        _seenVersion = rig.World.Panel.Version;
        byte[] now = rig.World.Panel.Snapshot();
        if (!now.AsSpan().SequenceEqual(_seen))
        {
            _seen = now;
            feed.Show(FrameView.Of(now));
        }
    }

    /// <returns>Whether a second has passed since the state was last shown.</returns>
    private bool LookAtState()
    {
        StateView now = StateView.Of(rig, Fault, Problem);
        bool due = TimeProvider.System.GetElapsedTime(_stateAt) >= StateEvery;
        if (due || now with { Time = default } != _state)
        {
            _state = now with { Time = default };
            _stateAt = TimeProvider.System.GetTimestamp();
            feed.Show(now);
        }

        return due;
    }

    /// <summary>Without power the page keeps what was read last.</summary>
    private void LookAtJournal()
    {
        if (rig.Device?.Terminal?.Journal is { } journal && (journal != _journal || journal.Next != _journalNext))
        {
            _journal = journal;
            _journalNext = journal.Next;
            feed.Show([.. rig.ReadJournal(MostPurchases).Select(entry => JournalView.Of(entry, rig.Settings!))]);
        }
    }

    private void LookAtLedger()
    {
        LedgerView[] now = [.. rig.Issuer.Ledger.TakeLast(MostPurchases).Reverse().Select(entry => LedgerView.Of(entry, rig.Settings))];
        if (_ledger is null || !now.SequenceEqual(_ledger))
        {
            _ledger = now;
            feed.Show(now);
        }
    }
}
