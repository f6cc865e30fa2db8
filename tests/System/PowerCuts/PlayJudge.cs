using System.Globalization;
using Kiosk.Bench.Rig;
using Kiosk.Core.Issuer;
using Kiosk.Core.Terminal;
using Kiosk.Issuer;
using Kiosk.Unit;

namespace Kiosk.EndToEnd.PowerCuts;

/// <summary>Whether a kiosk has kept what it promised, whatever has happened to it in a play.</summary>
/// <param name="play">The play.</param>
/// <param name="isFlashSound">Whether only the power has failed: then no try may be lost either.</param>
internal sealed class PlayJudge(CutPlay play, bool isFlashSound)
{
    /// <summary>The power is there again: the kiosk comes to rest, and everything is looked at; at last the next customer pays.</summary>
    /// <param name="kiosk">The kiosk.</param>
    /// <param name="ledger">Number of the last purchase before the play.</param>
    public void Judge(BareKiosk kiosk, long ledger)
    {
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
        kiosk.GoToPin(next, 15);
        if (!isFlashSound && kiosk.State == TerminalState.Result)
        {
            // A table that could not be read counts as lost, and locks every card (R5).
            StringAssert.Contains(kiosk.Screen.Text, "CARD LOCKED");
        }
        else
        {
            kiosk.EnterPin(next, true);
            kiosk.Settle();
            Assert.IsTrue(kiosk.Attempts.LastOrDefault()?.IsApprovedSeen == true, "the next customer cannot pay");
            AssertMoney(kiosk, ledger);
        }

        Assert.IsNull(kiosk.Ksns.Offence, "a KSN does not go up");
    }

    /// <summary>The kiosk begins as the play has it.</summary>
    public void Begin(BareKiosk kiosk)
    {
        if (!play.BeginsOff)
        {
            kiosk.PowerOn();
            Assert.IsTrue(kiosk.Settle(), "the play does not begin");
        }
    }

    /// <summary>A charge is where APPROVED was seen, and nowhere else; the journal says so, too.</summary>
    public static void AssertMoney(BareKiosk kiosk, long ledgerBefore)
    {
        IReadOnlyList<LedgerEntry> ledger = kiosk.Issuer.LedgerAfter(ledgerBefore);
        Attempt[] sent = [.. kiosk.Attempts.Where(attempt => attempt is { HasLeft: true, IsPinChange: false })];
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
    /// No try was won: each attempt that reached the issuer and was not approved counts, and one that did not may. None was lost either. If flash fails after the
    /// PIN was right, the issuer's word that it was holds, although the approval is reversed; and so it does of a PIN change, which nobody need have seen.
    /// </summary>
    /// <returns>Whether the card has tries left.</returns>
    private bool AssertTries(BareKiosk kiosk)
    {
        int least = 0;
        int most = 0;
        foreach (Attempt attempt in kiosk.Attempts.Where(attempt => attempt.Card == play.Card))
        {
            bool approved = attempt.IsApprovedSeen;
            bool mayBeFreed = attempt.IsPinRight && (!isFlashSound || attempt is { IsPinChange: true, HasArrived: true });
            least = approved || mayBeFreed ? 0 : least + (attempt.HasArrived ? 1 : 0);
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
        Assert.IsTrue(!isFlashSound || left >= limit - Math.Min(most, limit), $"only {left} tries are left after {most} attempts");
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
