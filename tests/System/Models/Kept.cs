namespace Kiosk.EndToEnd.Models;

/// <summary>
/// What a record may hold, as its documentation has it: the newest whole one of two slots is found, a write goes to the other one, and
/// is on flash for certain, or the former one still is. Where a fault leaves open what is found, all that may be.
/// </summary>
internal sealed class Kept<T>
    where T : class
{
    /// <summary>Nothing was written yet.</summary>
    public Kept() => (Newest, Older) = ([null], [null]);

    /// <summary>As another one.</summary>
    public Kept(Kept<T> other) => (Newest, Older, IsUnread) = (other.Newest, other.Older, other.IsUnread);

    /// <summary>What may be found at the next start; null is that neither slot is whole.</summary>
    public IReadOnlyList<T?> Newest { get; private set; }

    /// <summary>What may be found should the newest slot be lost.</summary>
    public IReadOnlyList<T?> Older { get; private set; }

    /// <summary>A slot could not be read, and the record was not written since.</summary>
    public bool IsUnread { get; set; }

    /// <summary>What was found; the rest cannot be.</summary>
    public void Found(IEnumerable<T?> found) => Newest = [.. found.Distinct()];

    /// <summary>A write succeeded.</summary>
    /// <param name="contents">What was written, one of them.</param>
    public void Saved(IEnumerable<T> contents)
    {
        IReadOnlyList<T?> former = Newest;
        Newest = [.. contents.Distinct()];
        Older = IsUnread ? Newest : former;
        IsUnread = false;
    }

    /// <summary>A write met a fault.</summary>
    public void Failed(Fault fault, IEnumerable<T> contents)
    {
        if ((fault.Kind is FaultKind.WritesFail or FaultKind.WritesLie) && !(IsUnread && fault.After > 0))
        {
            return;
        }

        if (IsUnread)
        {
            // Both slots are written, and nobody knows which one was the newest: that is two faults at once.
            Found([.. Newest, .. Older, .. contents, null]);
            Older = Newest;
        }
        else if (fault.IsCut)
        {
            Older = [.. Older.Concat(Newest).Append(null).Distinct()];
            Found([.. Newest, .. contents]);
        }
        else
        {
            Older = [null];
        }
    }

    /// <summary>One slot is not whole any more.</summary>
    public void LoseOne()
    {
        Found([.. Newest, .. Older]);
        Older = [null];
    }

    /// <summary>Neither slot is.</summary>
    public void LoseBoth() => Newest = Older = [null];
}
