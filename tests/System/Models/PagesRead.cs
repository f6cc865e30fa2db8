using System.Collections.Immutable;

namespace Kiosk.EndToEnd.Models;

/// <summary>Pages of the journal that were read at a start, by their place: one that is read again is found the same.</summary>
internal sealed record PagesRead(ImmutableDictionary<int, Page?> ByPlace)
{
    public static readonly PagesRead Empty = new(ImmutableDictionary<int, Page?>.Empty);

    /// <summary>Reads the page of an entry.</summary>
    /// <param name="entry">Number of the entry.</param>
    /// <param name="pages">What may be found at a place.</param>
    public IEnumerable<(Page? Page, PagesRead Read)> Read(uint entry, Func<int, IEnumerable<Page?>> pages)
    {
        int place = Page.PlaceOf(entry);
        return ByPlace.TryGetValue(place, out Page? before) ? [(before, this)] : pages(place).Select(page => (page, new PagesRead(ByPlace.Add(place, page))));
    }

    /// <summary>Reads the page of an entry, and those that follow it while they are full. The last one; one without entries if that is not there.</summary>
    public IEnumerable<(Page Page, PagesRead Read)> Follow(uint entry, Func<int, IEnumerable<Page?>> pages) =>
        from found in Read(entry, pages)
        from last in found.Page == null || !found.Page.IsFor(entry) ? [(new Page(entry, []), found.Read)]
            : found.Page.IsFull ? found.Read.Follow(found.Page.End, pages)
            : [(found.Page, found.Read)]
        select last;
}
