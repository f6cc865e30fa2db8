using Kiosk.EndToEnd.Tools;

namespace Kiosk.EndToEnd.Fuzz;

/// <summary>Bad input for the firmware: other inputs in each run of these tests, whose seed is printed.</summary>
[TestClass]
public class FuzzCommandTests : ToolTest
{
    /// <summary>Set by the runner.</summary>
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow("settings")]
    [DataRow("answers")]
    [DataRow("track2")]
    [DataRow("keyblocks")]
    [DataRow("storage")]
    public void NothingButDocumentedRefusalsComesOut(string target)
    {
        string report = Print($"fuzz {target} --runs 20000");
        TestContext.WriteLine(report);
        StringAssert.StartsWith(report, $"fuzz {target} --runs 20000 --seed ");
        StringAssert.Contains(report, " accepted");
        StringAssert.Contains(report, " refused: ");
    }

    [TestMethod]
    [DataRow("settings")]
    [DataRow("answers")]
    [DataRow("track2")]
    [DataRow("keyblocks")]
    [DataRow("storage")]
    public void ARunIsAlwaysTheSameInput(string target)
    {
        string first = Print($"fuzz {target} --seed 5 --run 123");
        StringAssert.StartsWith(first, $"fuzz {target}, seed 5, run 123" + Environment.NewLine);
        Prints(first, $"fuzz {target} --run 123 --seed 5");
        Assert.AreNotEqual(Input(first), Input(Print($"fuzz {target} --seed 5 --run 124")));
        Assert.AreNotEqual(Input(first), Input(Print($"fuzz {target} --seed 6 --run 123")));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("frob")]
    [DataRow("settings answers")]
    [DataRow("settings --runs")]
    [DataRow("settings --runs 0")]
    [DataRow("settings --runs -1234")]
    [DataRow("settings --runs 12x4")]
    [DataRow("settings --runs 2147483648")]
    [DataRow("settings --seed -1")]
    [DataRow("settings --seed 1e99")]
    [DataRow("settings --run 1234")]
    [DataRow("settings --run 0 --seed 1")]
    [DataRow("settings --run 1 --seed 1 --runs 1234")]
    [DataRow("settings --frob")]
    public void BadCalls(string call) => Fails(2, "fuzz " + call);

    private static string Input(string report) => report[report.IndexOf('\n', StringComparison.Ordinal)..];
}
