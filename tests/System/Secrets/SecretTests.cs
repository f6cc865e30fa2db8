using System.Text;
using Kiosk.Bench.Play;
using Kiosk.Bench.Rig;
using Kiosk.EndToEnd.Play;
using Kiosk.Issuer;

namespace Kiosk.EndToEnd.Secrets;

/// <summary>
/// Looks for a known PIN and a known card number in every byte that the kiosk wrote to flash, put on the network, drew or printed, and in
/// everything that the bench said of it, while it played payments (RULES.md P2, R6).
/// </summary>
[TestClass]
public class SecretTests
{
    private const string Number = "371449635398431";

    // Nine digits in a row are in no time, amount or id of these scenarios by chance.
    private const string Pin = "271828459";

    private static readonly string[] Lines =
    [
        "press 6 0 ENTER",
        $"card {Number} 2912",
        "expect \"ENTER PIN\"",
        $"press {string.Join(' ', Pin.ToCharArray())}",
        "expect \"*********\"",
        "press ENTER",
        "expect \"INCORRECT PIN\"",
        "expect \"ENTER PIN\"",
        $"press {string.Join(' ', Pin.ToCharArray())} CLEAR {string.Join(' ', Pin.ToCharArray())}",
        "issuer drop-answer",
        "press ENTER",
        "wait 31s",
        "expect \"PROCESSING ERROR\"",
        "wait 6s",
        "press 6 0 ENTER MENU",
        $"press {string.Join(' ', Number.ToCharArray())}",
        "expect \"8431\"",
        "press ENTER 1 2 2 9 ENTER",
        "expect \"LAST TRY\"",
        $"press {string.Join(' ', Pin.ToCharArray())}",
        "wait 31s",
        "expect \"TIME OUT\"",
        "ledger",
    ];

    [TestMethod]
    public async Task NeitherIsAnywhere()
    {
        string folder = Directory.CreateTempSubdirectory("kiosk-").FullName;
        var places = new Dictionary<string, MemoryStream>();
        try
        {
            await using (KioskRig rig = await KioskRig.StartAsync(folder, ConfigFile.Default))
            {
                var output = new StringWriter();
                Record(rig, places);
                bool held = new ScenarioPlayer(rig, output).Play("secrets", ScenarioReader.Read("secrets", Lines));
                Assert.IsTrue(held, output.ToString());
                Note(places, "printed", Encoding.UTF8.GetBytes(PrintedByTheKiosk(output.ToString())));
            }

            foreach (string file in Directory.GetFiles(Path.Combine(folder, "flash")))
            {
                Note(places, "flash", await File.ReadAllBytesAsync(file));
            }
        }
        finally
        {
            Remains.Delete(folder);
        }

        CollectionAssert.IsSubsetOf(new[] { "drawn", "shown", "flash", "network", "printed", "traced" }, places.Keys.ToArray());
        Assert.IsTrue(places.Values.All(bytes => bytes.Length > 100));
        AssertNowhere(places, [.. Patterns(Number), .. Patterns(Pin)]);
    }

    /// <summary>Every scenario of the repository, for every test card: its number nowhere, its PIN never on the display.</summary>
    [TestMethod]
    [DynamicData(nameof(ScenarioTests.Files), typeof(ScenarioTests))]
    public async Task NoScenarioShowsThem(string name)
    {
        string file = Repository.At("tests", "Bench", "scenarios", name);
        var places = new Dictionary<string, MemoryStream>();
        await using KioskRig rig = await KioskRig.StartAsync(null, ScenarioTests.ConfigOf(file));
        Record(rig, places);
        var player = new ScenarioPlayer(rig, TextWriter.Null);
        Kiosk.Board.VirtualBoard? board = rig.World.Board;
        foreach (ScenarioStep step in ScenarioReader.ReadFile(file).SelectMany(step => step.Unrolled))
        {
            Assert.IsTrue(player.Play(file, [step]), step.Text);
            if (rig.World.Board is { } now && now != board)
            {
                board = now;
                RecordDrawing(rig, places);
            }
        }

        foreach (TestCard card in BenchIssuer.TestCards)
        {
            AssertNowhere(places, Patterns(card.Pan));
            if (card.Pin is not null && places.TryGetValue("shown", out MemoryStream? shown))
            {
                string text = Encoding.UTF8.GetString(shown.GetBuffer(), 0, (int)shown.Length);
                Assert.IsFalse(text.Contains(card.Pin, StringComparison.Ordinal), $"the display showed {card.Pin}");
            }
        }
    }

    /// <summary>The check can fail: it finds each pattern where it is put.</summary>
    [TestMethod]
    public void EachPatternIsFoundWhereItIs()
    {
        foreach (byte[] pattern in Patterns(Number).Concat(Patterns(Pin)))
        {
            byte[] place = [1, 2, 3, .. pattern, 4];
            Assert.AreEqual(3, place.AsSpan().IndexOf(pattern));
        }
    }

    private static void AssertNowhere(Dictionary<string, MemoryStream> places, IReadOnlyList<byte[]> patterns)
    {
        foreach ((string place, MemoryStream bytes) in places)
        {
            foreach (byte[] pattern in patterns)
            {
                int at = bytes.GetBuffer().AsSpan(0, (int)bytes.Length).IndexOf(pattern);
                Assert.AreEqual(-1, at, $"{Convert.ToHexString(pattern)} {place} at byte {at}");
            }
        }
    }

    /// <summary>As text, as digits of a byte each, and packed two to a byte from either nibble.</summary>
    private static byte[][] Patterns(string secret) =>
    [
        Encoding.ASCII.GetBytes(secret),
        Encoding.Unicode.GetBytes(secret),
        [.. secret.Select(digit => (byte)(digit - '0'))],
        Convert.FromHexString(secret[..(secret.Length / 2 * 2)]),
        Convert.FromHexString(secret.Substring(1, (secret.Length - 1) / 2 * 2)),
    ];

    private static void Record(KioskRig rig, Dictionary<string, MemoryStream> places)
    {
        rig.World.Flash.Committed += (_, content) => Note(places, "flash", content);
        rig.Issuer.Traced += entry => Note(places, "traced", Encoding.UTF8.GetBytes(Text(entry)));
        rig.World.Sent += bytes => Note(places, "network", bytes);
        RecordDrawing(rig, places);
    }

    private static void RecordDrawing(KioskRig rig, Dictionary<string, MemoryStream> places) =>
        rig.World.Board!.I2c(1).Attach(
            rig.World.PanelAddress,
            new DrawingRecorder(rig.World.Panel, bytes => Note(places, "drawn", bytes), text => Note(places, "shown", Encoding.UTF8.GetBytes(text + "\n"))));

    private static string Text(TraceEntry entry) =>
        $"{entry.Type} {entry.Remark} {string.Join(' ', entry.Fields.Select(field => $"{field.Number} {field.Name} {field.Value}"))}\n";

    /// <summary>Without the lines of the scenario itself, which name what is pressed.</summary>
    private static string PrintedByTheKiosk(string output) =>
        string.Join('\n', output.Split('\n').Where(line => !Lines.Any(step => line.TrimEnd().EndsWith(step, StringComparison.Ordinal))));

    private static void Note(Dictionary<string, MemoryStream> places, string place, byte[] bytes)
    {
        lock (places)
        {
            if (!places.TryGetValue(place, out MemoryStream? stream))
            {
                places[place] = stream = new MemoryStream();
            }

            stream.Write(bytes);
        }
    }
}
