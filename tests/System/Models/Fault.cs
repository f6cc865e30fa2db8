namespace Kiosk.EndToEnd.Models;

/// <summary>A fault of flash.</summary>
/// <param name="Kind">Which.</param>
/// <param name="At">
/// Of a cut, how much of the write is done, in thousandths; of rot, where the bit is, in thousandths; of reads, how many fail, -1 for good.
/// </param>
/// <param name="After">Writes that go well before it.</param>
internal readonly record struct Fault(FaultKind Kind, int At = 0, int After = 0)
{
    /// <summary>The power fails.</summary>
    public bool IsCut => Kind is FaultKind.CutTorn or FaultKind.CutKept;

    /// <summary>Whether a record must be able to do its work all the same: a read that fails once is repeated.</summary>
    public bool IsHarmless => Kind == FaultKind.None || (Kind == FaultKind.ReadsFail && At == 1);

    /// <summary>Whether a slot that is read first cannot be read.</summary>
    public bool IsUnreadable => Kind == FaultKind.ReadsFail && At != 1;

    /// <summary>What is left of it when a slot was read.</summary>
    public Fault AfterReading => IsUnreadable ? this with { At = At < 0 ? -1 : 1 } : this;

    public override string ToString() => Kind == FaultKind.None ? "" : $" while {Kind} at {At}{(After > 0 ? $" after {After} writes" : "")}";
}
