using Kiosk.Bench.Rig;

namespace Kiosk.EndToEnd.PowerCuts;

/// <summary>
/// The power fails at every byte that is written to flash, in each way in which a file may be left. After the restart nobody has won a try, no KSN was
/// used twice, and there is a charge exactly where APPROVED was seen (RULES.md R4, K2).
/// </summary>
[TestClass]
public class EveryByteTests
{
    public TestContext TestContext { get; set; } = null!;

    public static IEnumerable<object[]> Plays => CutPlays.All.Keys.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Plays))]
    public void EveryCutKeepsThePromises(string play)
    {
        var run = new CutRun(CutPlays.All[play]());
        run.CutEverywhere();
        TestContext.WriteLine($"{play}: {run.Cuts} cuts, {run.Bytes} bytes in {Enum.GetValues<CutWay>().Length} ways; {run.SecondCuts} times cut again while it started");
    }
}
