using System.Text.RegularExpressions;
using Kiosk.Bench.Play;
using Kiosk.Bench.Rig;
using Kiosk.Core.Settings;

namespace Kiosk.EndToEnd.Play;

/// <summary>Plays every scenario of the repository: each by itself, with the nf.config that its first line names.</summary>
[TestClass]
public partial class ScenarioTests
{
    private static readonly string Folder = Repository.At("tests", "Bench", "scenarios");

    // On the other boards their contacts bounce for as long as the specification of the keypad allows.
    private const string LongBounce = "bounce 5ms\n";

    private static readonly (string Name, BoardType Type)[] Boards =
    [
        ("esp32-devkitc", BoardType.Esp32DevKitC),
        ("esp32-s3-devkitc", BoardType.Esp32S3DevKitC),
        ("esp32-c3-devkitm", BoardType.Esp32C3DevKitM),
    ];

    public static IEnumerable<object[]> Files => Directory.GetFiles(Folder, "*.kiosk").Order().Select(file => new object[] { Path.GetFileName(file) });

    /// <summary>Each scenario on each board but the one of its nf.config; one that names the nf.config of a board is for that board alone.</summary>
    public static IEnumerable<object[]> FilesOnOtherBoards =>
        from file in Files
        where BoardOf(ConfigOf(Path.Combine(Folder, (string)file[0]))) == Boards[0].Name
        from board in Boards[1..]
        select new object[] { file[0], board.Name };

    [TestMethod]
    [DynamicData(nameof(Files))]
    public Task Holds(string name) => Play(name, "ssd1306-128x64");

    [TestMethod]
    [DynamicData(nameof(Files))]
    public Task HoldsOnAFlatDisplay(string name) => Play(name, "ssd1306-128x32");

    [TestMethod]
    [DynamicData(nameof(Files))]
    public Task HoldsOnAnSh1106(string name) => Play(name, "sh1106-128x64");

    [TestMethod]
    [DynamicData(nameof(FilesOnOtherBoards))]
    public async Task HoldsOnAnotherBoardWithBounceOf5Milliseconds(string name, string board)
    {
        string file = Path.Combine(Folder, name);
        string config = ConfigFile.ForBoard(ConfigOf(file), board, BoardPins.Of(Boards.Single(b => b.Name == board).Type));
        string bouncing = Path.GetTempFileName();
        try
        {
            File.WriteAllText(bouncing, LongBounce + File.ReadAllText(file));
            var output = new StringWriter();
            int result = await PlayCommand.RunAsync([bouncing], null, config, output, output);
            Assert.AreEqual(PlayCommand.Held, result, output.ToString());
        }
        finally
        {
            File.Delete(bouncing);
        }
    }

    [TestMethod]
    public void ThereAreAtLeastTwelve() => Assert.IsTrue(Files.Count() >= 12);

    [TestMethod]
    [DataRow("toll.config", "mode ")]
    [DataRow("esp32-c3.config", "name ")]
    [DataRow("swipe-lrc.config", "entry ", "lrc ")]
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

    private static string BoardOf(string config) =>
        config.Split('\n').Select(line => line.Split('=', '#')).First(parts => parts[0].Trim() == "name")[1].Trim();
    private static async Task Play(string name, string display)
    {
        string file = Path.Combine(Folder, name);
        string config = DisplayType().Replace(ConfigOf(file), "${key}" + display, 1);
        StringAssert.Contains(config, display);
        var output = new StringWriter();
        int result = await PlayCommand.RunAsync([file], null, config, output, output);
        Assert.AreEqual(PlayCommand.Held, result, output.ToString());
    }

    [GeneratedRegex(@"^(?<key>type\s*=\s*)\S+", RegexOptions.Multiline)]
    private static partial Regex DisplayType();

    /// <summary>The first line of a scenario may name the nf.config that it is for.</summary>
    internal static string ConfigOf(string file)
    {
        string[] words = File.ReadLines(file).First().Split(' ');
        int at = Array.IndexOf(words, "--config");
        return File.ReadAllText(at < 0 ? Repository.At("nf.config") : Path.Combine(Folder, words[at + 1].TrimEnd('.')));
    }
}
