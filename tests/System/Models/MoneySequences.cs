using FsCheck;
using FsCheck.Fluent;
using Kiosk.Core.Issuer;

namespace Kiosk.EndToEnd.Models;

/// <summary>Generators of what is done to the reversal store.</summary>
internal static class MoneySequences
{
    private const int Length = 200;

    /// <summary>
    /// Sequences of operations after a number of purchases: none, about a page of them, or about all pages. A third meets no fault, a third faults of
    /// writing, and a third damage too. Some begin where a page is turned, which is rare by chance.
    /// </summary>
    public static Arbitrary<Sequence<MoneyOperation>> All { get; } = Arb.From(
        Gen.Frequency((7, Any()), (1, AtATurn())),
        sequence => sequence.Shrink(operation => operation.Shrink()));

    private static Gen<Sequence<MoneyOperation>> Any() =>
        from before in Gen.Frequency((3, Gen.Constant(0)), (2, Gen.Choose(20, 35)), (3, Gen.Choose(Page.Length * (Page.Count - 1), (Page.Length * Page.Count) + 40)))
        from hasFaults in Gen.Elements(false, true, true)
        from hasDamage in Gen.Elements(false, hasFaults)
        from operations in Operation(hasFaults, hasDamage).ArrayOf(Length)
        select new Sequence<MoneyOperation>(before, operations);

    /// <summary>The first purchase of a page, settled or not, and a start that finds the page harmed, or the record.</summary>
    private static Gen<Sequence<MoneyOperation>> AtATurn() =>
        from before in Gen.Elements(Page.Length, Page.Length * Page.Count, Page.Length * (Page.Count + 1))
        from begin in Begin()
        from settle in Gen.OneOf(Settle(), Gen.Constant<MoneyOperation>(new MoneyOperation.MarkSent()))
        from damage in Gen.Frequency((2, Gen.Choose(1, 7).Select(at => (Damage)at)), (1, Gen.Constant(Damage.FlipBoth)))
        from page in Gen.Elements(-1, 0)
        from flip in Gen.Choose(0, 1000)
        from operations in Operation(true, true).ArrayOf(Length / 10)
        select new Sequence<MoneyOperation>(before, [begin, settle, new MoneyOperation.Restart(damage, page, flip), .. operations]);

    private static Gen<MoneyOperation> Begin() =>
        from number in Gen.Elements("371449635398431", "4111111111111111", "79927398", "6304000000000000000")
        from amount in Gen.Choose(1, 1_000_000)
        from wasRead in Gen.Elements(false, true)
        select (MoneyOperation)new MoneyOperation.Begin(number, amount, wasRead);

    private static Gen<MoneyOperation> Settle() =>
        from result in Gen.Elements(Enum.GetValues<JournalResult>())
        from code in Gen.Elements(-1, 0, 116, 999)
        select (MoneyOperation)new MoneyOperation.Settle(result, code);

    private static Gen<MoneyOperation> Operation(bool hasFaults, bool hasDamage)
    {
        return Gen.Frequency(
            (36, Faulty(Begin())),
            (40, Faulty(Settle())),
            (8, Faulty(Gen.Constant<MoneyOperation>(new MoneyOperation.NextStan()))),
            (3, Gen.Constant<MoneyOperation>(new MoneyOperation.MarkShown())),
            (3, Gen.Constant<MoneyOperation>(new MoneyOperation.MarkSent())),
            (2, Gen.Constant<MoneyOperation>(new MoneyOperation.Check())),
            (2, Gen.Constant<MoneyOperation>(new MoneyOperation.ReadJournal())),
            (1, Gen.Constant<MoneyOperation>(new MoneyOperation.KeepImage())),
            (1, Faulty(Gen.Constant<MoneyOperation>(new MoneyOperation.LoadKeys()))),
            (9, Restart(hasFaults, hasDamage)));

        Gen<MoneyOperation> Faulty(Gen<MoneyOperation> operation) => !hasFaults ? operation :
            from made in operation
            from fault in Faults.Sometimes
            select made with { Fault = fault };
    }

    private static Gen<MoneyOperation> Restart(bool hasFaults, bool hasDamage) =>
        from damage in Gen.Frequency((5, Gen.Constant(Damage.None)), (hasDamage ? 2 : 0, Gen.Choose(1, 7).Select(at => (Damage)at)))
        from page in Gen.Frequency((1, Gen.Constant(-1)), (1, Gen.Choose(0, Page.Count - 1)))
        from flip in Gen.Choose(0, 1000)
        from reads in Gen.Frequency((8, Gen.Constant(0)), (hasFaults ? 1 : 0, Gen.Elements(1, 2, -1)))
        select (MoneyOperation)new MoneyOperation.Restart(damage, page, flip) { Fault = reads == 0 ? default : new Fault(FaultKind.ReadsFail, reads) };
}
