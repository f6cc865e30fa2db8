using FsCheck;

namespace Kiosk.EndToEnd.Models;

/// <summary>Runs random sequences of operations against firmware and model.</summary>
public abstract class ModelTest
{
    // One seed, for the same sequences again; null for other ones in each run.
    private static readonly ulong? Seed = null;

    private static readonly IEnumerable<string> FaultKinds = Enum.GetValues<FaultKind>().Where(kind => kind != FaultKind.None).Select(Tally.Hit);

    public TestContext TestContext { get; set; } = null!;

    /// <summary>Runs sequences, each from the beginning. A failure has the shortest one that fails, as text.</summary>
    /// <param name="sequences">The sequences.</param>
    /// <param name="count">How many.</param>
    /// <param name="begin">Begins one; what does an operation, and what does the start.</param>
    /// <param name="reached">What must have come about at least once.</param>
    private protected void Hold<T>(Arbitrary<Sequence<T>> sequences, int count, Func<Tally, (Action<T> Apply, Action<int> Start)> begin, params string[] reached)
        where T : notnull
    {
        var tally = new Tally();
        ulong seed = Seed ?? (ulong)Random.Shared.NextInt64();
        TestContext.WriteLine($"seed {seed}");
        Properties.Hold(
            sequences,
            sequence =>
            {
                (Action<T> apply, Action<int> start) = begin(tally);
                start(sequence.Start);
                for (int i = 0; i < sequence.Operations.Length; i++)
                {
                    try
                    {
                        apply(sequence.Operations[i]);
                    }
                    catch (UnitTestAssertException difference)
                    {
                        throw new AssertFailedException($"operation {i + 1}, {sequence.Operations[i]}: {difference.Message}");
                    }
                }
            },
            seed,
            count);
        TestContext.WriteLine($"{tally}");
        foreach (string kind in reached.Concat(FaultKinds))
        {
            Assert.IsTrue(tally[kind] > 0, $"{kind} was not reached");
        }
    }
}
