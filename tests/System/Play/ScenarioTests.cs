using Kiosk.Bench.Play;

namespace Kiosk.EndToEnd.Play;

/// <summary>Plays every scenario of the repository: each by itself, with the nf.config that its first line names.</summary>
[TestClass]
public class ScenarioTests
{
    private static readonly string Folder = Repository.At("tests", "Bench", "scenarios");

    public static IEnumerable<object[]> Files => Directory.GetFiles(Folder, "*.kiosk").Order().Select(file => new object[] { Path.GetFileName(file) });

    [TestMethod]
    [DynamicData(nameof(Files))]
    public async Task Holds(string name)
    {
        string file = Path.Combine(Folder, name);
        var output = new StringWriter();
        int result = await PlayCommand.RunAsync([file], null, ConfigOf(file), output, output);
        Assert.AreEqual(PlayCommand.Held, result, output.ToString());
    }

    [TestMethod]
    public void ThereAreAtLeastTwelve() => Assert.IsTrue(Files.Count() >= 12);

    [TestMethod]
    [DataRow("toll.config", "mode ")]
    [DataRow("keypad-4x3.config", "legend ", "# columns ")]
    [DataRow("device-certificate.config", "certificate ", "certificate-key ")]
    public void TheirSettingsDifferFromTheRepositorysOnlyWhereTheyMust(string name, params string[] keys)
    {
        string[] ours = File.ReadAllLines(Repository.At("nf.config"));
        string[] theirs = File.ReadAllLines(Path.Combine(Folder, name));
        string[] differing = [.. ours.Zip(theirs).Where(pair => pair.First != pair.Second).Select(pair => pair.First)];
        Assert.AreEqual(ours.Length, theirs.Length);
        Assert.AreEqual(keys.Length, differing.Length, string.Join('\n', differing));
        CollectionAssert.AreEqual(keys, differing.Select((line, i) => line[..keys[i].Length]).ToArray());
    }

    /// <summary>The first line of a scenario may name the nf.config that it is for.</summary>
    internal static string ConfigOf(string file)
    {
        string[] words = File.ReadLines(file).First().Split(' ');
        int at = Array.IndexOf(words, "--config");
        return File.ReadAllText(at < 0 ? Repository.At("nf.config") : Path.Combine(Folder, words[at + 1].TrimEnd('.')));
    }
}
