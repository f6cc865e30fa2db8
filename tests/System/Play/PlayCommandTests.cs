using Kiosk.Bench.Play;
using Kiosk.Bench.Rig;

namespace Kiosk.EndToEnd.Play;

/// <summary>The scenario language: what is malformed, what fails, and how that is said.</summary>
[TestClass]
public class PlayCommandTests
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"kiosk-{Guid.NewGuid():N}.kiosk");
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    [TestCleanup]
    public void Cleanup() => File.Delete(_file);

    [TestMethod]
    [DataRow("frobnicate", "no such step: frobnicate")]
    [DataRow("press X", "press takes keys")]
    [DataRow("press", "press takes keys")]
    [DataRow("card 123 2912", "8 to 19 digits")]
    [DataRow("card 371449635398431 29", "YYMM")]
    [DataRow("card 371449635398431", "usage: card")]
    [DataRow("wait 5", "a duration is")]
    [DataRow("wait 5 s", "usage: wait")]
    [DataRow("wait -5s", "a duration is")]
    [DataRow("expect ENTER PIN", "usage: expect")]
    [DataRow("expect \"ENTER PIN", "quote")]
    [DataRow("expect \"\"", "usage: expect")]
    [DataRow("expect-not", "usage: expect")]
    [DataRow("issuer slow", "usage: issuer")]
    [DataRow("issuer broken", "usage: issuer")]
    [DataRow("wifi", "usage: wifi")]
    [DataRow("power maybe", "usage: power")]
    [DataRow("cut 0", "number of a byte")]
    [DataRow("cut x", "number of a byte")]
    [DataRow("clock 24h", "clock takes")]
    [DataRow("unlock", "usage: unlock")]
    [DataRow("expect-ledger paid 60", "approved, declined and reversed")]
    [DataRow("expect-ledger 1 60", "approved, declined and reversed")]
    [DataRow("expect-ledger approved 0.60", "minor units")]
    [DataRow("hold CLEAR", "usage: hold")]
    [DataRow("hold SHIFT 1s", "no such key")]
    [DataRow("service", "usage: service")]
    [DataRow("tamper", "usage: tamper")]
    [DataRow("tamper on", "usage: tamper")]
    [DataRow("serial HELLO", "usage: serial")]
    [DataRow("file keyblock.txt", "usage: file")]
    [DataRow("file keyblock.txt HELLO", "usage: file")]
    [DataRow("counter", "usage: counter")]
    [DataRow("counter 123456789", "up to 8 hex digits")]
    [DataRow("counter next", "up to 8 hex digits")]
    public async Task AMalformedLineIsNamedAndNothingIsPlayed(string line, string why)
    {
        Assert.AreEqual(PlayCommand.Malformed, await Play("press 1 5 ENTER", "# a comment", line));
        StringAssert.Contains(_errors.ToString(), $"{_file}:3: ");
        StringAssert.Contains(_errors.ToString(), why);
        Assert.AreEqual("", _output.ToString());
    }

    [TestMethod]
    [DataRow("counter 10", "has power")]
    [DataRow("power off", "counter 1FFFF", "no transaction has the counter 1FFFF")]
    public async Task KeysAreMovedWithoutPowerAndToATransaction(params string[] lines)
    {
        Assert.AreEqual(PlayCommand.Failed, await Play(lines[..^1]));
        StringAssert.Contains(_output.ToString(), lines[^1]);
    }

    [TestMethod]
    public async Task AMissingFileIsMalformed()
    {
        Assert.AreEqual(PlayCommand.Malformed, await PlayCommand.RunAsync([_file], null, ConfigFile.Default, _output, _errors));
        StringAssert.Contains(_errors.ToString(), _file);
    }

    [TestMethod]
    public async Task AFailedExpectationNamesFileLineAndScreen()
    {
        Assert.AreEqual(PlayCommand.Failed, await Play("press 1 5 ENTER", "expect \"APPROVED\"", "press CANCEL"));
        StringAssert.Contains(_output.ToString(), $"{_file}:2: expected \"APPROVED\", the display says \"0.60 EUR INSERT CARD");
        Assert.IsFalse(_output.ToString().Contains("press CANCEL"), "it goes on after the failure");
    }

    [TestMethod]
    [DataRow("expect-not \"ENTER MINUTES\"", "expected no \"ENTER MINUTES\"")]
    [DataRow("expect-ledger approved 60", "the ledger is empty")]
    [DataRow("unlock 349999999999991", "no such card")]
    public async Task EveryKindOfExpectationCanFail(string line, string why)
    {
        Assert.AreEqual(PlayCommand.Failed, await Play(line));
        StringAssert.Contains(_output.ToString(), why);
    }

    [TestMethod]
    public async Task ALoneHashIsAKeyAndAfterWordsAComment()
    {
        Assert.AreEqual(PlayCommand.Held, await Play("press 6 0 #", "expect \"INSERT CARD\" # a comment", "press D # leaves it", "expect \"CANCELLED\""), _output.ToString());
    }

    [TestMethod]
    public async Task StateStaysInItsFolder()
    {
        string folder = Directory.CreateTempSubdirectory("kiosk-").FullName;
        try
        {
            await File.WriteAllLinesAsync(_file, ["press 1 5 ENTER", "card 371449635398431 2912", "expect \"ENTER PIN\"", "press 0 0 0 0 ENTER", "expect \"INCORRECT PIN\""]);
            Assert.AreEqual(PlayCommand.Held, await PlayCommand.RunAsync([_file], folder, ConfigFile.Default, _output, _errors), _output.ToString());
            await File.WriteAllLinesAsync(_file, ["press 1 5 ENTER", "card 371449635398431 2912", "expect \"2 TRIES LEFT\""]);
            Assert.AreEqual(PlayCommand.Held, await PlayCommand.RunAsync([_file], folder, ConfigFile.Default, _output, _errors), _output.ToString());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestMethod]
    public async Task AFolderServesOneBenchAtATime()
    {
        string folder = Directory.CreateTempSubdirectory("kiosk-").FullName;
        try
        {
            await using KioskRig first = await KioskRig.StartAsync(folder, ConfigFile.Default);
            IOException refused = await Assert.ThrowsExactlyAsync<IOException>(() => KioskRig.StartAsync(folder, ConfigFile.Default));
            StringAssert.Contains(refused.Message, folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestMethod]
    public async Task ARefusedSettingStandsOnTheDisplayWithItsLine()
    {
        string config = ConfigFile.Default.Replace("tries           = 3 ", "tries           = 0 ");
        int line = config.Split('\n').ToList().FindIndex(text => text.StartsWith("tries ")) + 1;
        await File.WriteAllTextAsync(_file, $"expect \"OUT OF SERVICE NF.CONFIG LINE {line} pin.tries BAD VALUE\"");
        Assert.AreEqual(PlayCommand.Held, await PlayCommand.RunAsync([_file], null, config, _output, _errors), _output.ToString());
    }

    [TestMethod]
    public async Task APictureIsAPng()
    {
        string picture = Path.ChangeExtension(_file, ".png");
        Assert.AreEqual(PlayCommand.Held, await Play($"picture {picture}"), _output.ToString());
        byte[] bytes = await File.ReadAllBytesAsync(picture);
        File.Delete(picture);
        CollectionAssert.AreEqual(new byte[] { 0x89, (byte)'P', (byte)'N', (byte)'G' }, bytes[..4]);
    }

    private async Task<int> Play(params string[] lines)
    {
        await File.WriteAllLinesAsync(_file, lines);
        return await PlayCommand.RunAsync([_file], null, ConfigFile.Default, _output, _errors);
    }
}
