using Kiosk.Bench.Rig;

namespace Kiosk.EndToEnd.PowerCuts;

/// <summary>
/// Flash fails once to three times in a row, at each of its operations, and the power some time after. With sound flash and power back, the promises were kept: a try
/// may be lost, and none was won.
/// </summary>
[TestClass]
public class FaultTests
{
    private const int Spread = 97;
    private const int Shown = 8;
    private const int MostInARow = 3;

    public TestContext TestContext { get; set; } = null!;

    public static IEnumerable<object[]> Plays => CutPlays.All.Keys.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Plays))]
    public void EveryFaultKeepsThePromises(string name)
    {
        CutPlay play = CutPlays.All[name]();
        var judge = new PlayJudge(play, isFlashSound: false);
        using var kiosk = new BareKiosk(play.Settings);
        play.Prepare(kiosk);
        using BareImage image = kiosk.Save();
        (long bytes, long operations) = Count(kiosk, play, judge);
        var failures = new List<string>();
        int faults = 0;
        foreach (FlashFault fault in Enum.GetValues<FlashFault>())
        {
            for (int after = 0; after < operations; after++)
            {
                for (int times = 1; times <= MostInARow; times++)
                {
                    for (long at = 1; at < 2 * bytes; at += Spread)
                    {
                        kiosk.Restore(image);
                        try
                        {
                            Fail(kiosk, play, judge, () => kiosk.Flash.Fail(fault, after, times), at);
                        }
                        catch (Exception e) when (e is AssertFailedException or InvalidOperationException)
                        {
                            failures.Add($"{fault} after {after}, {times} times, power cut at byte {at}: {e.Message}");
                        }

                        faults++;
                    }
                }
            }
        }

        TestContext.WriteLine($"{name}: {faults} faults at {operations} operations");
        Assert.AreEqual(0, failures.Count, $"of {faults} faults:\n{string.Join('\n', failures.Take(Shown))}\n");
    }

    /// <summary>Bytes, and writes or reads, that the play needs.</summary>
    private static (long Bytes, long Operations) Count(BareKiosk kiosk, CutPlay play, PlayJudge judge)
    {
        judge.Begin(kiosk);
        long bytes = kiosk.Flash.BytesWritten;
        long reads = kiosk.Flash.FilesRead;
        play.Act(kiosk);
        kiosk.Settle();
        return (kiosk.Flash.BytesWritten - bytes, kiosk.Flash.FilesRead - reads);
    }

    private static void Fail(BareKiosk kiosk, CutPlay play, PlayJudge judge, Action fail, long at)
    {
        judge.Begin(kiosk);
        long ledger = kiosk.Issuer.Newest?.Number ?? 0;
        fail();
        kiosk.Flash.CutAfter(at, CutWay.OldContent);
        play.Act(kiosk);
        kiosk.Settle();
        kiosk.PowerOff();
        kiosk.Flash.Heal();
        kiosk.PowerOn();
        judge.Judge(kiosk, ledger);
    }
}
