using Kiosk.Bench.Rig;
using Kiosk.Bench.Soak;
using Kiosk.EndToEnd.Tools;

namespace Kiosk.EndToEnd.Soak;

/// <summary>The soak, as long as CI has time for.</summary>
[TestClass]
public class SoakTests : ToolTest
{
    private const int Purchases = 2000;
    private const int Seed = 1;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void TheBooksAgree()
    {
        SoakReport report = SoakRun.Run(Purchases, Seed);
        string text = TextOf(report);
        TestContext.WriteLine(text);
        Assert.AreEqual(0, report.Broken.Count, text);
        Assert.AreEqual(report.LedgerTotal, report.JournalTotal, text);
        Assert.AreEqual(report.LedgerTotal, report.SeenTotal, text);
        Assert.AreEqual(report.Purchases, report.Approvals + report.Declines + report.Reversals + report.NotSent);
        Assert.IsTrue(report.Purchases >= Purchases && report.Approvals > Purchases / 2 && report.LedgerTotal > 0, text);
        Assert.IsTrue(report is { Declines: > 0, Reversals: > 0, NotSent: > 0, Cuts: > 0 } && report.Starts > report.Cuts, text);
        foreach (LinkPlay play in Enum.GetValues<LinkPlay>())
        {
            Assert.IsTrue(report.Faults.ContainsKey($"link: {play}"), $"{play} did not happen");
        }
    }

    /// <summary>The soak weighs its process's memory, so it has one of its own here. That it ends with 0 says that the books agree, too.</summary>
    [TestMethod]
    public void MemoryStaysFlat() => StringAssert.Contains(Print($"soak --purchases {Purchases} --seed {Seed}"), " at the end: flat");

    [TestMethod]
    public void TheSameSeedPlaysTheSame() => Assert.AreEqual(TextOf(SoakRun.Run(200, 2), false), TextOf(SoakRun.Run(200, 2), false));

    [TestMethod]
    public void TheCommandPrintsTheFigures()
    {
        string text = Print("soak --purchases 100 --seed 3");
        StringAssert.Contains(text, "cents: agree");
        StringAssert.Matches(text, new("^seed +3$", System.Text.RegularExpressions.RegexOptions.Multiline));
    }

    [TestMethod]
    [DataRow("soak --purchases 99")]
    [DataRow("soak --purchases many")]
    [DataRow("soak --seed")]
    public void ABadCallEndsWithTwo(string call) => Fails(2, call);

    private static string TextOf(SoakReport report, bool withMemory = true)
    {
        var text = new StringWriter();
        report.Write(text);
        return withMemory ? text.ToString() : string.Join('\n', text.ToString().Split('\n').Where(line => !line.StartsWith("managed", StringComparison.Ordinal)));
    }
}
