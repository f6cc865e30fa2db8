using System.Globalization;
using Kiosk.Bench.Rig;
using Kiosk.Core.Issuer;
using Kiosk.Issuer;

namespace Kiosk.Bench.Soak;

/// <summary>
/// Three books of the same purchases: the kiosk's journal, the issuer's ledger, and what customers saw. They are compared whenever nothing is owed, entry by
/// entry, for the journal keeps only the last ones.
/// </summary>
internal sealed class SoakBooks(BareKiosk kiosk)
{
    private const int MostBroken = 20;

    private readonly JournalEntry _entry = new();
    private readonly long[] _results = new long[(int)JournalResult.NotSent + 1];
    private uint _journal;
    private long _ledger;

    /// <summary>What the journal has as approved.</summary>
    public long JournalTotal { get; private set; }

    /// <summary>What the ledger has as charged.</summary>
    public long LedgerTotal { get; private set; }

    /// <summary>What customers saw approved.</summary>
    public long SeenTotal { get; private set; }

    /// <summary>Purchases in the journal.</summary>
    public long Purchases => _results.Sum();

    /// <summary>The first promises that were broken.</summary>
    public List<string> Broken { get; } = [];

    /// <summary>Purchases that ended so.</summary>
    public long Of(JournalResult result) => _results[(int)result];

    /// <summary>Writes down that a promise was broken.</summary>
    public void Break(string promise)
    {
        if (Broken.Count < MostBroken)
        {
            Broken.Add($"after {Purchases} purchases: {promise}");
        }
    }

    /// <summary>Takes what is new in the three books and compares it. The kiosk is idle and owes nothing.</summary>
    public void Compare()
    {
        IReadOnlyList<LedgerEntry> ledger = kiosk.Issuer.LedgerAfter(_ledger);
        _ledger = ledger.Count > 0 ? ledger[^1].Number : _ledger;
        Dictionary<int, LedgerEntry> charged = ledger.ToDictionary(entry => int.Parse(entry.Stan, CultureInfo.InvariantCulture));
        Dictionary<int, Attempt> sent = kiosk.Attempts.Where(attempt => attempt.HasLeft).ToDictionary(attempt => attempt.Stan);
        Journal journal = kiosk.Terminal!.Journal;
        for (int back = (int)(journal.Next - _journal) - 1; back >= 0; back--)
        {
            if (journal.Read(back, _entry))
            {
                charged.Remove(_entry.Stan, out LedgerEntry? entry);
                sent.Remove(_entry.Stan, out Attempt? attempt);
                Take(entry, attempt);
            }
            else
            {
                Break($"the journal's entry {back} back cannot be read");
            }
        }

        _journal = journal.Next;
        foreach (LedgerEntry entry in charged.Values)
        {
            LedgerTotal += entry.State == LedgerState.Approved ? entry.Amount : 0;
            Break($"STAN {entry.Stan} is in the ledger, {entry.State}, and not in the journal");
        }

        foreach (Attempt attempt in sent.Values)
        {
            SeenTotal += attempt.IsApprovedSeen ? attempt.Amount : 0;
            Break($"STAN {attempt.Stan} has left, and is not in the journal");
        }

        kiosk.Attempts.Clear();
    }

    private void Take(LedgerEntry? entry, Attempt? attempt)
    {
        _results[(int)_entry.Result]++;
        bool isCharged = entry?.State == LedgerState.Approved;
        bool isSeen = attempt?.IsApprovedSeen == true;
        JournalTotal += _entry.Result == JournalResult.Approved ? _entry.Amount : 0;
        LedgerTotal += isCharged ? entry!.Amount : 0;
        SeenTotal += isSeen ? attempt!.Amount : 0;
        bool agree = _entry.Result switch
        {
            JournalResult.Approved => isCharged && isSeen && _entry.Code == 0,
            JournalResult.Declined => entry?.State == LedgerState.Declined && !isSeen && entry.ActionCode == _entry.Code.ToString("D3", CultureInfo.InvariantCulture),
            JournalResult.Reversed => !isCharged && !isSeen,
            _ => entry is null && !isSeen,
        };
        agree &= entry is null || entry.Amount == _entry.Amount;
        agree &= attempt is null || (attempt.Amount == _entry.Amount && attempt.Card.Pan[^4..] == _entry.LastFour.ToString("D4", CultureInfo.InvariantCulture));
        if (!agree)
        {
            Break($"STAN {_entry.Stan}: journal {_entry.Result} {_entry.Amount} code {_entry.Code}, ledger {entry?.State} {entry?.Amount} code {entry?.ActionCode}, APPROVED {(isSeen ? "seen" : "not seen")}");
        }
    }
}
