using System.Collections.Concurrent;
using System.Globalization;
using Kiosk.Bench.Rig;
using Kiosk.Core.Issuer;
using Kiosk.Core.Terminal;
using Kiosk.Issuer;
using Kiosk.Unit;

namespace Kiosk.EndToEnd.PowerCuts;

/// <summary>
/// Plays once to count the bytes that are written to flash, and then again with the power cut at each of them in each way; now and then it fails a
/// second time while the kiosk starts. After that the kiosk has kept what it promised.
/// </summary>
internal sealed class CutRun(CutPlay play)
{
    private const int EverySecondCut = 7;
    private const int MostRestartBytes = 1500;
    private const int Shown = 5;
    private static readonly CutWay[] Ways = Enum.GetValues<CutWay>();

    private readonly ConcurrentQueue<string> _failures = new();
    private int _cuts;
    private int _secondCuts;

    /// <summary>Bytes that the play writes.</summary>
    public long Bytes { get; private set; }

    /// <summary>Cuts made: each byte in each way.</summary>
    public int Cuts => _cuts;

    /// <summary>Cuts made while the kiosk started again.</summary>
    public int SecondCuts => _secondCuts;

    /// <summary>Cuts everywhere.</summary>
    /// <exception cref="AssertFailedException">A promise was broken; byte and way are named.</exception>
    public void CutEverywhere()
    {
        using (var kiosk = new BareKiosk(play.Settings))
        {
            play.Prepare(kiosk);
            kiosk.PowerOff();
            Bytes = PlayUncut(kiosk);
        }

        int workers = Environment.ProcessorCount;
        Parallel.For(0, workers, worker => CutShare(worker, workers));
        if (!_failures.IsEmpty)
        {
            Assert.Fail($"{_failures.Count} of {_cuts} cuts:\n{string.Join('\n', _failures.Order(StringComparer.Ordinal).Take(Shown))}");
        }

        Assert.AreEqual(Bytes * Ways.Length, _cuts, "not every byte was cut in every way");
        Assert.IsTrue(_secondCuts > 0, "no second cut has struck");
    }

    private long PlayUncut(BareKiosk kiosk)
    {
        Begin(kiosk);
        long before = kiosk.Flash.BytesWritten;
        long ledger = kiosk.Issuer.Newest?.Number ?? 0;
        play.Act(kiosk);
        kiosk.Settle();
        long written = kiosk.Flash.BytesWritten - before;
        play.Uncut(kiosk);
        AssertMoney(kiosk, ledger);
        return written;
    }

    private void CutShare(int worker, int workers)
    {
        using var kiosk = new BareKiosk(play.Settings);
        play.Prepare(kiosk);
        using BareImage image = kiosk.Save();
        for (long cut = worker; cut < Bytes * Ways.Length; cut += workers)
        {
            long at = 1 + (cut / Ways.Length);
            CutWay way = Ways[cut % Ways.Length];
            bool again = cut % EverySecondCut == 0;
            try
            {
                kiosk.Restore(image);
                CutAt(kiosk, at, way, again ? 1 + (cut * 31 % MostRestartBytes) : 0);
            }
            catch (Exception e) when (e is AssertFailedException or InvalidOperationException)
            {
                _failures.Enqueue($"byte {at:D5}, {way}{(again ? ", cut again" : "")}: {e.Message}");
            }

            Interlocked.Increment(ref _cuts);
        }
    }

    private void CutAt(BareKiosk kiosk, long at, CutWay way, long second)
    {
        Begin(kiosk);
        long ledger = kiosk.Issuer.Newest?.Number ?? 0;
        kiosk.Flash.CutAfter(at, way);
        play.Act(kiosk);
        kiosk.Settle();
        Assert.AreEqual(1, kiosk.Cuts, "the power did not fail");
        if (second > 0)
        {
            kiosk.Flash.CutAfter(second, way);
            kiosk.PowerOn();
            kiosk.Settle();
            kiosk.Flash.Heal();
            if (kiosk.Cuts > 1)
            {
                Interlocked.Increment(ref _secondCuts);
                kiosk.PowerOn();
            }
        }
        else
        {
            kiosk.PowerOn();
        }

        Assert.IsTrue(kiosk.Settle(), $"the kiosk does not come to rest: {kiosk.State}");
        play.Afterwards(kiosk);
        if (kiosk.Terminal!.Fault is not ServiceFault.None and var fault)
        {
            CollectionAssert.Contains(play.Faults, fault, kiosk.Screen.Text);
            kiosk.OpenCase(false);
            Technician.LoadKeys(kiosk, fault == ServiceFault.NoKeys ? TestBlocks.Bench : TestBlocks.Second);
            kiosk.Settle();
        }

        Assert.IsTrue(kiosk.IsReady, $"the kiosk is not ready: {kiosk.Screen.Text}");
        AssertMoney(kiosk, ledger);
        TestCard next = AssertTries(kiosk) ? play.Card : BareCards.Visa;
        kiosk.Pay(next, 15);
        Assert.IsTrue(kiosk.Attempts[^1].IsApprovedSeen, "the next customer cannot pay");
        AssertMoney(kiosk, ledger);
        Assert.IsNull(kiosk.Ksns.Offence, "a KSN does not go up");
    }

    private void Begin(BareKiosk kiosk)
    {
        if (!play.BeginsOff)
        {
            kiosk.PowerOn();
            Assert.IsTrue(kiosk.Settle(), "the play does not begin");
        }
    }

    /// <summary>A charge is where APPROVED was seen, and nowhere else; the journal says so, too.</summary>
    private static void AssertMoney(BareKiosk kiosk, long ledgerBefore)
    {
        IReadOnlyList<LedgerEntry> ledger = kiosk.Issuer.LedgerAfter(ledgerBefore);
        Attempt[] sent = [.. kiosk.Attempts.Where(attempt => attempt.HasLeft)];
        Assert.IsTrue(ledger.All(entry => sent.Any(attempt => attempt.Stan == StanOf(entry))), "the ledger has what nobody sent");
        foreach (Attempt attempt in sent)
        {
            LedgerState? state = ledger.SingleOrDefault(entry => StanOf(entry) == attempt.Stan)?.State;
            Assert.AreEqual(attempt.IsApprovedSeen, state == LedgerState.Approved, $"APPROVED {(attempt.IsApprovedSeen ? "was seen" : "was not seen")}, the ledger says {state}");
            JournalEntry? entry = JournalOf(kiosk, attempt.Stan);
            Assert.IsNotNull(entry, $"the journal lacks STAN {attempt.Stan}");
            Assert.AreEqual(attempt.Amount, entry.Amount, "amount in the journal");
            Assert.AreEqual(attempt.Card.Pan[^4..], entry.LastFour.ToString("D4", CultureInfo.InvariantCulture), "card in the journal");
            Assert.AreEqual(attempt.IsApprovedSeen, entry.Result == JournalResult.Approved, $"the journal says {entry.Result}, the ledger {state}");
            Assert.IsTrue(state != LedgerState.Reversed || entry.Result == JournalResult.Reversed, $"the journal says {entry.Result}, the ledger {state}");
        }
    }

    /// <summary>
    /// No try was won: each attempt that reached the issuer and was not approved counts, and one that did not may. None was lost either.
    /// </summary>
    /// <returns>Whether the card has tries left.</returns>
    private bool AssertTries(BareKiosk kiosk)
    {
        int least = 0;
        int most = 0;
        foreach (Attempt attempt in kiosk.Attempts)
        {
            bool approved = attempt.IsApprovedSeen;
            least = approved ? 0 : least + (attempt.HasArrived ? 1 : 0);
            most = approved ? 0 : most + 1;
        }

        int limit = play.Settings.PinTries;
        kiosk.GoToPin(play.Card, 15);
        int left = kiosk.TriesShown() ?? 0;
        if (left == 0)
        {
            StringAssert.Contains(kiosk.Screen.Text, "CARD LOCKED");
        }

        Assert.IsTrue(left <= limit - Math.Min(least, limit), $"{left} tries are left after {least} attempts that arrived");
        Assert.IsTrue(left >= limit - Math.Min(most, limit), $"only {left} tries are left after {most} attempts");
        kiosk.Press("D");
        kiosk.Settle();
        return left > 0;
    }

    private static JournalEntry? JournalOf(BareKiosk kiosk, int stan)
    {
        var entry = new JournalEntry();
        for (int back = 0; kiosk.Terminal!.Journal.Read(back, entry); back++)
        {
            if (entry.Stan == stan)
            {
                return entry;
            }
        }

        return null;
    }

    private static int StanOf(LedgerEntry entry) => int.Parse(entry.Stan, CultureInfo.InvariantCulture);
}
