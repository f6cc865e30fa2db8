namespace Kiosk.EndToEnd.Models;

/// <summary>Something that is done to the retry counter.</summary>
internal abstract record TriesOperation
{
    /// <summary>What goes wrong with flash meanwhile.</summary>
    public Fault Fault { get; init; }

    /// <summary>The same with less in it.</summary>
    public virtual IEnumerable<TriesOperation> Shrink()
    {
        if (Fault.Kind != FaultKind.None)
        {
            yield return this with { Fault = default };
        }
    }

    /// <summary>A PIN is to be sent.</summary>
    internal sealed record Attempt(int Card) : TriesOperation
    {
        public override string ToString() => $"Attempt by card {Card}{Fault}";
    }

    /// <summary>The request of the last attempt never left.</summary>
    internal sealed record GiveBack : TriesOperation
    {
        public override string ToString() => $"The attempt is given back{Fault}";
    }

    /// <summary>The last attempt was approved.</summary>
    internal sealed record Approve : TriesOperation
    {
        public override string ToString() => $"The attempt is approved{Fault}";
    }

    /// <summary>The last attempt was declined, but not for its PIN.</summary>
    internal sealed record Decline : TriesOperation
    {
        public override string ToString() => "The attempt is declined, not for its PIN";
    }

    /// <summary>The issuer frees a card.</summary>
    internal sealed record Reset(int Card) : TriesOperation
    {
        public override string ToString() => $"The issuer frees card {Card}{Fault}";
    }

    /// <summary>The issuer says how many tries are left.</summary>
    internal sealed record IssuerCounts(int Card, int Left) : TriesOperation
    {
        public override string ToString() => $"The issuer says that card {Card} has {Left} tries{Fault}";
    }

    /// <summary>An attempt is counted that may have left.</summary>
    internal sealed record Recount(int Card) : TriesOperation
    {
        public override string ToString() => $"Card {Card} is counted again{Fault}";
    }

    /// <summary>The reversal's record says that the table is an old one.</summary>
    internal sealed record Lose(uint Logged) : TriesOperation
    {
        public override string ToString() => $"The table counts as lost after {Logged} attempts{Fault}";
    }

    /// <summary>Provisioning and keys are gone, and keys are loaded anew.</summary>
    /// <param name="Damage">What has happened to the table.</param>
    /// <param name="FlipAt">Where bits flip, in thousandths of the slot.</param>
    internal sealed record LoadKeys(Damage Damage, int FlipAt) : TriesOperation
    {
        public override IEnumerable<TriesOperation> Shrink() => base.Shrink().Concat(Damage != Damage.None ? [this with { Damage = Damage.None }] : []);

        public override string ToString() => $"Keys are loaded anew{(Damage == Damage.None ? "" : $" after {Damage} at {FlipAt}")}{Fault}";
    }

    /// <summary>The self-test.</summary>
    internal sealed record Check : TriesOperation
    {
        public override string ToString() => "Self-test";
    }

    /// <summary>The terminal runs.</summary>
    internal sealed record Run(int Seconds, int Turns) : TriesOperation
    {
        public override IEnumerable<TriesOperation> Shrink() => base.Shrink()
            .Concat(Seconds > 1 ? [this with { Seconds = Seconds / 2 }, this with { Seconds = Seconds - 1 }] : [])
            .Concat(Turns > 1 ? [this with { Turns = 1 }] : []);

        public override string ToString() => $"{Seconds} s in {Turns} turns{Fault}";
    }

    /// <summary>The clock makes a step.</summary>
    internal sealed record StepClock(int Seconds) : TriesOperation
    {
        public override IEnumerable<TriesOperation> Shrink() => base.Shrink().Concat(Seconds is > 1 or < -1 ? [this with { Seconds = Seconds / 2 }] : []);

        public override string ToString() => $"The clock steps by {Seconds} s{Fault}";
    }

    /// <summary>Trusted time is there, or not.</summary>
    internal sealed record Trust(bool IsThere) : TriesOperation
    {
        public override string ToString() => $"{(IsThere ? "Trusted time" : "No trusted time")}{Fault}";
    }

    /// <summary>Flash is copied.</summary>
    internal sealed record KeepImage : TriesOperation
    {
        public override string ToString() => "Flash is copied";
    }

    /// <summary>The power goes and comes.</summary>
    /// <param name="Off">Seconds without it.</param>
    /// <param name="Clock">How far ahead of true time the trusted time is then, or null when there is none.</param>
    /// <param name="Damage">What happens meanwhile.</param>
    /// <param name="FlipAt">Where bits flip, in thousandths of the slot.</param>
    /// <param name="FailsOnly">The only slot that cannot be read, should reads fail.</param>
    internal sealed record Restart(int Off, int? Clock, Damage Damage, int FlipAt, char? FailsOnly) : TriesOperation
    {
        public override IEnumerable<TriesOperation> Shrink() => base.Shrink()
            .Concat(Damage != Damage.None ? [this with { Damage = Damage.None }] : [])
            .Concat(Off > 0 ? [this with { Off = Off / 2 }] : [])
            .Concat(Clock is > 0 or < 0 ? [this with { Clock = Clock / 2 }, this with { Clock = 0 }] : []);

        public override string ToString() =>
            $"Off for {Off} s, {(Clock is { } clock ? $"trusted time {clock} s ahead" : "no trusted time")}"
            + (Damage == Damage.None ? "" : $", {Damage} at {FlipAt}") + (Fault.Kind == FaultKind.None ? "" : $",{Fault} ({FailsOnly?.ToString() ?? "any"})");
    }
}
