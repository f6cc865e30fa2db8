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

    /// <summary>Whether record and journal tell another number of entries, though no purchase is between them: one of the two is an old one.</summary>
    public bool IsOld => Record.Purchase == null && Record.Entry != Page.End;

    /// <summary>
    /// A start from what is found on flash. A purchase is settled if its entry is there, and the last one; it is owed if the page is there without it.
    /// Otherwise nobody knows, and there is no state. If no money hangs on it, the journal goes on after what it has.
    /// </summary>
    /// <param name="record">The record; null when no slot is whole.</param>
    /// <param name="pages">What may be found at a place of the journal.</param>
    /// <param name="isBad">Whether a place at which nothing whole is found has two bad slots.</param>
    /// <returns>The states, and which pages were read for them.</returns>
    public static IEnumerable<(MoneyModel? State, PagesRead Read)> Start(Owed? record, Func<int, IEnumerable<Page?>> pages, Func<int, bool> isBad)
    {
        if (record == null)
        {
            return [(null, PagesRead.Empty)];
        }

        MoneyModel start = new() { Record = record, Page = new Page(record.Entry, []), WasSent = true };
        return record.Purchase is { } purchase
            ? from first in PagesRead.Empty.Read(record.Entry, pages)
              from next in first.Page is { IsFull: true } full ? first.Read.Read(full.End, pages) : [(null, first.Read)]
              select (start.StartFrom(purchase, first.Page, next.Page, isBad), next.Read)
            : from last in PagesRead.Empty.Follow(record.Entry, pages)
              select ((MoneyModel?)(start with { Page = last.Page }), last.Read);
    }

    /// <summary>
    /// Provisioning and keys are gone, and keys are loaded anew: nothing is owed, STANs go on after that of the record, or else after the newest entry, and the
    /// journal goes on after that entry.
    /// </summary>
    /// <param name="record">The record; null when it cannot be read.</param>
    /// <param name="last">The page of the newest entry; null when there is none.</param>
    public static MoneyModel LoadKeys(Owed? record, Page? last)
    {
        uint end = last?.End ?? 0;
        return new MoneyModel
        {
            Record = new Owed(record?.Stan ?? last?.Entries[^1].Stan ?? 0, null, end, 0, null),
            Page = last is { IsFull: false } ? last : new Page(end, []),
        };
    }

    /// <summary>A request that charges nothing.</summary>
    public MoneyModel NextStan(uint logged, uint counter) => this with { Record = new Owed(Record.NextStan, null, Page.End, logged, counter), IsApproved = false };

    /// <summary>A purchase begins: from now on it is owed.</summary>
    public MoneyModel Begin(Purchase purchase, uint attempt, uint counter) => this with
    {
        Record = new Owed(Record.NextStan, purchase with { Stan = Record.NextStan }, Page.End, attempt, counter),
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

    private MoneyModel? StartFrom(Purchase purchase, Page? page, Page? next, Func<int, bool> isBad)
    {
        uint entry = Record.Entry;
        if (page == null || !page.IsFor(entry))
        {
            // The first entry of a page is not there while the page holds what it held before. If both slots of it are bad, it may have been there.
            bool isKnown = entry % Page.Length == 0 && (page != null || !isBad(Page.PlaceOf(entry)));
            return isKnown ? this with { IsPending = true } : null;
        }

        if (page.End == entry)
        {
            return this with { Page = page, IsPending = true };
        }

        bool isLast = page.End == entry + 1 && next?.First != page.End;
        return isLast && page[entry]!.IsOf(purchase) ? this with { Page = page, IsApproved = page[entry]!.Result == JournalResult.Approved } : null;
    }
}
