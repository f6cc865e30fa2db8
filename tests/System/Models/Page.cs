using System.Collections.Immutable;

namespace Kiosk.EndToEnd.Models;

/// <summary>A page of the journal.</summary>
internal sealed record Page(uint First, ImmutableList<Settled> Entries)
{
    public const int Length = 32;
    public const int Count = 8;

    /// <summary>Number of the entry after the last.</summary>
    public uint End => First + (uint)Entries.Count;

    /// <summary>Whether there is no place for another entry.</summary>
    public bool IsFull => !IsFor(End);

    /// <summary>The place of a page in flash.</summary>
    public static int PlaceOf(uint entry) => (int)(entry / Length % Count);

    /// <summary>Whether an entry belongs into this page.</summary>
    public bool IsFor(uint entry) => First / Length == entry / Length;

    /// <summary>An entry, or null.</summary>
    public Settled? this[uint entry] => entry >= First && entry < End ? Entries[(int)(entry - First)] : null;
}
