using System.Globalization;
using Kiosk.Bench.Fuzz;

namespace Kiosk.EndToEnd.Fuzz;

/// <summary>The fuzzer finds what is there to be found, on targets that are made for it.</summary>
[TestClass]
public class FuzzerTests
{
    private const int Seed = 77;

    [TestMethod]
    public void AllRunsAreCountedByWhatBecameOfThem()
    {
        var output = new StringWriter();
        Assert.AreEqual(0, Fuzzer.Run("numbers", new Target(number => number < 10 ? "accepted" : "refused: Large"), 1000, Seed, output), $"{output}");
        string[] lines = output.ToString().Split(Environment.NewLine);
        Assert.AreEqual("fuzz numbers --runs 1000 --seed 77", lines[0]);
        int accepted = Count(lines, "accepted");
        Assert.IsTrue(accepted is > 50 and < 150, $"{output}");
        Assert.AreEqual(1000, accepted + Count(lines, "refused: Large"));
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void AFindingIsPrintedAndFoundAgain(bool finding)
    {
        var target = new Target(number => number != 42 ? "accepted" : throw (finding ? new FindingException("forty-two") : new IndexOutOfRangeException("forty-two")));
        var output = new StringWriter();
        Assert.AreEqual(1, Fuzzer.Run("numbers", target, 10_000, Seed, output));
        string[] lines = output.ToString().Split(Environment.NewLine);
        StringAssert.StartsWith(lines[1], "FINDING numbers, seed 77, run ");
        StringAssert.Contains(lines[1], "forty-two");
        int run = int.Parse(lines[1].Split("run ")[1].Split(':')[0], CultureInfo.InvariantCulture);
        StringAssert.Contains(output.ToString(), $"{Environment.NewLine}the number 42{Environment.NewLine}");
        StringAssert.EndsWith(lines[^2], $"fuzz numbers --seed 77 --run {run}");

        var again = new StringWriter();
        Assert.AreEqual(1, Fuzzer.Replay("numbers", target, run, Seed, again));
        StringAssert.Contains(again.ToString(), $"FINDING numbers, seed 77, run {run}:");
        StringAssert.Contains(again.ToString(), "the number 42");
        Assert.AreEqual(0, Fuzzer.Replay("numbers", target, run + 1, Seed, new StringWriter()));
    }

    [TestMethod]
    public void MemoryThatGrowsIsAFinding()
    {
        var kept = new List<byte[]>();
        var target = new Target(_ =>
        {
            kept.Add(new byte[100_000]);
            return "accepted";
        });
        var output = new StringWriter();
        Assert.AreEqual(1, Fuzzer.Run("numbers", target, 500, Seed, output));
        StringAssert.Contains(output.ToString(), "FINDING numbers, seed 77: managed memory grew by ");
        GC.KeepAlive(kept);
    }

    private static int Count(string[] lines, string verdict) =>
        int.Parse(lines.Single(line => line.EndsWith(" " + verdict, StringComparison.Ordinal))[..11], NumberStyles.AllowLeadingWhite | NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    /// <summary>Numbers from 0 to 99.</summary>
    private sealed class Target(Func<int, string> judge) : IFuzzTarget
    {
        public IFuzzInput Make(Random random) => new Input(random.Next(100), judge);
    }

    private sealed class Input(int number, Func<int, string> judge) : IFuzzInput
    {
        public string Text => $"the number {number}";

        public string Judge() => judge(number);
    }
}
