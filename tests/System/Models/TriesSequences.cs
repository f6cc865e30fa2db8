using FsCheck;
using FsCheck.Fluent;

namespace Kiosk.EndToEnd.Models;

/// <summary>Generators of what is done to the retry counter.</summary>
internal static class TriesSequences
{
    private const int Length = 200;

    /// <summary>
    /// Sequences of operations by cards out of a pool; those of a large pool mostly begin with nearly all places taken by locked cards, and have fewer
    /// days in them. A third of them meets no fault, a third meets faults of writing, and a third damage too.
    /// </summary>
    public static Arbitrary<Sequence<TriesOperation>> Of(int cards)
    {
        bool isLarge = cards > TriesModel.Places;
        Gen<Sequence<TriesOperation>> sequences =
            from locked in isLarge ? Gen.Frequency((1, Gen.Constant(0)), (3, Gen.Choose(TriesModel.Places - 3, TriesModel.Places))) : Gen.Constant(0)
            from hasFaults in Gen.Elements(false, true, true)
            from hasDamage in Gen.Elements(false, hasFaults)
            from operations in Operation(cards, hasFaults, hasDamage).ArrayOf(Length)
            select new Sequence<TriesOperation>(locked, operations);
        return Arb.From(sequences, sequence => sequence.Shrink(operation => operation.Shrink()));
    }

    private static Gen<TriesOperation> Operation(int cards, bool hasFaults, bool hasDamage)
    {
        // In a large pool less that frees a card.
        bool isLarge = cards > TriesModel.Places;
        int days = isLarge ? 1 : 4;
        Gen<int> card = Gen.Choose(0, cards - 1);
        Gen<TriesOperation> attempt = card.Select(TriesOperation (by) => new TriesOperation.Attempt(by));
        Gen<TriesOperation> counts =
            from of in card
            from left in Gen.Frequency((isLarge ? 18 : 3, Gen.Constant(0)), (2, Gen.Choose(1, 4)))
            select (TriesOperation)new TriesOperation.IssuerCounts(of, left);

        // It is written twice, unless all tries are there again.
        Gen<TriesOperation> faultyCounts =
            from made in Faulty(counts)
            from after in Gen.Choose(0, 1)
            select made is TriesOperation.IssuerCounts { Left: < TriesModel.Limit } && made.Fault.Kind != FaultKind.None
                ? made with { Fault = made.Fault with { After = after } }
                : made;
        Gen<TriesOperation> lose = Gen.Choose(0, 300).Select(TriesOperation (logged) => new TriesOperation.Lose((uint)logged));
        Gen<TriesOperation> loadKeys =
            from damage in Gen.Choose(0, 7)
            from flip in Gen.Choose(0, 1000)
            select (TriesOperation)new TriesOperation.LoadKeys((Damage)damage, flip);
        return Gen.Frequency(
            (100, Faulty(attempt)),
            (isLarge ? 8 : 20, Faulty(Gen.Constant<TriesOperation>(new TriesOperation.GiveBack()))),
            (isLarge ? 8 : 20, Faulty(Gen.Constant<TriesOperation>(new TriesOperation.Approve()))),
            (8, Gen.Constant<TriesOperation>(new TriesOperation.Decline())),
            (isLarge ? 4 : 16, Faulty(card.Select(TriesOperation (of) => new TriesOperation.Reset(of)))),
            (40, faultyCounts),
            (12, Faulty(card.Select(TriesOperation (by) => new TriesOperation.Recount(by)))),
            (hasDamage ? 1 : 0, Faulty(lose)),
            (hasDamage ? 4 : 0, Faulty(loadKeys)),
            (4, Gen.Constant<TriesOperation>(new TriesOperation.Check())),
            (64, Faulty(Run(days))),
            (16, Faulty(Step().Select(TriesOperation (step) => new TriesOperation.StepClock(step)))),
            (12, Faulty(Gen.Elements(true, true, false).Select(TriesOperation (trust) => new TriesOperation.Trust(trust)))),
            (4, Gen.Constant<TriesOperation>(new TriesOperation.KeepImage())),
            (36, Restart(days, hasFaults ? 2 : 0, hasDamage ? 3 : 0)));

        Gen<TriesOperation> Faulty(Gen<TriesOperation> operation) => !hasFaults ? operation :
            from made in operation
            from fault in Faults.Sometimes
            select made with { Fault = fault };
    }

    private static Gen<TriesOperation> Run(int days) => Gen.Frequency(
        (16, from seconds in Gen.Choose(1, 120) select (TriesOperation)new TriesOperation.Run(seconds, 1)),
        (12, from seconds in Gen.Choose(100, 7200) from turns in Gen.Choose(1, 30) select (TriesOperation)new TriesOperation.Run(seconds, turns)),
        (days, from seconds in Gen.Choose(80_000, 100_000) from turns in Gen.Choose(1, 10) select (TriesOperation)new TriesOperation.Run(seconds, turns)),
        (4, Gen.Elements(899, 900).Select(TriesOperation (seconds) => new TriesOperation.Run(seconds, 1))),
        (days, Gen.Elements(86_399, 86_400, 86_401).Select(TriesOperation (seconds) => new TriesOperation.Run(seconds, 1))));

    private static Gen<int> Step() => Gen.OneOf(Gen.Choose(-90, 90), Gen.Choose(-7200, 7200), Gen.Choose(-400_000, 400_000));

    private static Gen<TriesOperation> Restart(int days, int faults, int damages)
    {
        Gen<Fault> reads = from count in Gen.Elements(1, 2, -1) select new Fault(FaultKind.ReadsFail, count);
        return
            from off in Gen.Frequency((4, Gen.Choose(0, 60)), (4, Gen.Choose(0, 7200)), (days, Gen.Choose(0, 300_000)))
            from clock in Gen.Frequency((6, Gen.Constant<int?>(0)), (3, Gen.Constant<int?>(null)), (2, Step().Select(int? (step) => step)))
            from damage in Gen.Frequency((16, Gen.Constant(Damage.None)), (damages, Gen.Choose(1, 7).Select(at => (Damage)at)))
            from flip in Gen.Choose(0, 1000)
            from fault in Gen.Frequency((16, Gen.Constant(default(Fault))), (faults, reads))
            from slot in Gen.Elements<char?>(null, 'a', 'b')
            select (TriesOperation)new TriesOperation.Restart(off, clock, damage, flip, slot) { Fault = fault };
    }
}
