using System.Collections.Immutable;
using Kiosk.Core.Issuer;

namespace Kiosk.EndToEnd.Models;

/// <summary>
/// What the reversal store and the journal know: the last STAN, the last purchase, and whether it is owed, that is whether the journal has no entry for
/// it.
/// </summary>
internal sealed record MoneyModel
{
    /// <summary>The last request.</summary>
    public required Owed Record { get; init; }

    /// <summary>The page of the journal that is being written.</summary>
    public required Page Page { get; init; }

    /// <summary>Whether the last purchase is owed.</summary>
    public bool IsPending { get; init; }

    /// <summary>Whether it was approved, and may not have been seen.</summary>
    public bool IsApproved { get; init; }

    /// <summary>Whether its reversal may have been sent.</summary>
    public bool WasSent { get; init; }

    /// <summary>
    /// A start from what is found on flash. A purchase is settled if its entry is there, and owed if the page is there without it; otherwise nobody
    /// knows, and there is null. If no money hangs on it, the page goes on with what it has.
    /// </summary>
    public static IEnumerable<MoneyModel?> Start(Owed? record, Page? page)
    {
        if (record == null)
        {
            return [null];
        }

        Page fresh = new(record.Entry, []);
        MoneyModel start = new() { Record = record, Page = fresh, WasSent = true };
        if (page == null || !page.IsFor(record.Entry))
        {
            // The first entry of a page is not there while the page holds what it held before. If both slots of it are bad, it may have been there.
            bool isOwed = record.Purchase != null;
            MoneyModel owed = start with { IsPending = isOwed };
            return !isOwed ? [start] : record.Entry % Page.Length != 0 ? [null] : page == null ? [owed, null] : [owed];
        }

        if (record.Purchase is not { } purchase)
        {
            return [start with { Page = page }];
        }

        if (page.End == record.Entry)
        {
            return [start with { Page = page, IsPending = true }];
        }

        bool isSettled = page.End == record.Entry + 1 && page[record.Entry]!.IsOf(purchase);
        return [isSettled ? start with { Page = page, IsApproved = page[record.Entry]!.Result == JournalResult.Approved } : null];
    }

    /// <summary>A request that charges nothing.</summary>
    public MoneyModel NextStan() => this with { Record = new Owed(Record.NextStan, null, Page.End, Record.Attempt), IsApproved = false };

    /// <summary>A purchase begins: from now on it is owed.</summary>
    public MoneyModel Begin(Purchase purchase, uint attempt) => this with
    {
        Record = new Owed(Record.NextStan, purchase with { Stan = Record.NextStan }, Page.End, attempt),
        IsPending = true,
        IsApproved = false,
        WasSent = false,
    };

    /// <summary>It comes to its end.</summary>
    public MoneyModel Settle(JournalResult result, int code)
    {
        Settled entry = new(Record.Purchase!, result, code);
        return this with
        {
            Page = Page.IsFor(Page.End) ? Page with { Entries = Page.Entries.Add(entry) } : new Page(Page.End, [entry]),
            IsPending = false,
            IsApproved = result == JournalResult.Approved,
        };
    }
}
