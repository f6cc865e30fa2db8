using Kiosk.Core.Issuer;

namespace Kiosk.EndToEnd.Models;

/// <summary>Something that is done to the reversal store.</summary>
internal abstract record MoneyOperation
{
    /// <summary>What goes wrong with flash meanwhile.</summary>
    public Fault Fault { get; init; }

    /// <summary>The same with less in it.</summary>
    public virtual IEnumerable<MoneyOperation> Shrink() => Fault.Kind != FaultKind.None ? [this with { Fault = default }] : [];

    /// <summary>A purchase begins, unless one is owed.</summary>
    internal sealed record Begin(string Number, int Amount, bool WasRead) : MoneyOperation
    {
        public override string ToString() => $"A purchase of {Amount} by {Number}{(WasRead ? ", read," : "")} begins{Fault}";
    }

    /// <summary>The purchase is settled, if one is owed.</summary>
    internal sealed record Settle(JournalResult Result, int Code) : MoneyOperation
    {
        public override string ToString() => $"It is settled: {Result}, {Code}{Fault}";
    }

    /// <summary>A request that charges nothing, unless a purchase is owed.</summary>
    internal sealed record NextStan : MoneyOperation
    {
        public override string ToString() => $"A request without money{Fault}";
    }

    /// <summary>The approval was seen.</summary>
    internal sealed record MarkShown : MoneyOperation
    {
        public override string ToString() => "The approval was seen";
    }

    /// <summary>The reversal is sent.</summary>
    internal sealed record MarkSent : MoneyOperation
    {
        public override string ToString() => "The reversal is sent";
    }

    /// <summary>Provisioning and keys are gone, and keys are loaded anew.</summary>
    internal sealed record LoadKeys : MoneyOperation
    {
        public override string ToString() => $"Keys are loaded anew{Fault}";
    }

    /// <summary>The self-test.</summary>
    internal sealed record Check : MoneyOperation
    {
        public override string ToString() => "Self-test";
    }

    /// <summary>The journal is read, all of it.</summary>
    internal sealed record ReadJournal : MoneyOperation
    {
        public override string ToString() => "The journal is read";
    }

    /// <summary>Flash is copied, that of the keys too.</summary>
    internal sealed record KeepImage : MoneyOperation
    {
        public override string ToString() => "Flash is copied";
    }

    /// <summary>The power goes and comes.</summary>
    /// <param name="Damage">What happens meanwhile.</param>
    /// <param name="Page">Which page of the journal it happens to, counted from the one in use; -1 for the reversal's record.</param>
    /// <param name="FlipAt">Where bits flip, in thousandths of the slot.</param>
    internal sealed record Restart(Damage Damage, int Page, int FlipAt) : MoneyOperation
    {
        public override IEnumerable<MoneyOperation> Shrink() => base.Shrink().Concat(Damage != Damage.None ? [this with { Damage = Damage.None }] : []);

        public override string ToString() =>
            "Restart" + (Damage == Damage.None ? "" : $", {Damage} of {(Page < 0 ? "the record" : $"page {Page} back")} at {FlipAt}") + $"{Fault}";
    }
}
