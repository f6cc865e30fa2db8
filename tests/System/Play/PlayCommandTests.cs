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
    [DataRow("clock 2028-02-30T00:00:00Z", "clock takes")]
    [DataRow("clock +1d", "a duration is")]
    [DataRow("rtc", "usage: rtc")]
    [DataRow("bounce 51ms", "up to 50 ms")]
    [DataRow("bounce", "usage: bounce")]
    [DataRow("stick X", "no such key")]
    [DataRow("free", "usage: free")]
    [DataRow("chord 1", "two keys or more")]
    [DataRow("chord 1 X", "two keys or more")]
    [DataRow("i2c", "usage: i2c")]
    [DataRow("expander gone", "usage: expander")]
    [DataRow("expect-heartbeat", "usage: expect-heartbeat")]
    [DataRow("rtc 25h", "rtc takes")]
    [DataRow("timeserver", "usage: timeserver")]
    [DataRow("flash", "usage: flash")]
    [DataRow("flash keep", "usage: flash")]
    [DataRow("flash keep old new", "usage: flash")]
    [DataRow("flash put", "usage: flash")]
    [DataRow("repeat", "usage: repeat")]
    [DataRow("repeat 0", "from 1 to 10000")]
    [DataRow("repeat 10001", "from 1 to 10000")]
    [DataRow("repeat 2", "this repeat has no end")]
    [DataRow("end", "no repeat stands before this end")]
    [DataRow("unlock", "usage: unlock")]
    [DataRow("expect-ledger paid 60", "approved, declined and reversed")]
    [DataRow("expect-ledger 1 60", "approved, declined and reversed")]
    [DataRow("expect-ledger approved 0.60", "minor units")]
    [DataRow("journal 1", "usage: journal")]
    [DataRow("expect-journal approved", "usage: expect-journal")]
    [DataRow("expect-journal approved 60 000 0", "usage: expect-journal")]
    [DataRow("expect-journal paid 60", "approved, declined, reversed and notsent")]
    [DataRow("expect-journal 1 60", "approved, declined, reversed and notsent")]
    [DataRow("expect-journal approved 0.60", "minor units")]
    [DataRow("expect-journal approved 60 0", "three digits")]
    [DataRow("expect-charged 0.60", "minor units")]
    [DataRow("expect-request 12", "usage: expect-request")]
    [DataRow("expect-request 1 \"28\"", "from 2 to 128")]
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
    [DataRow(2, "repeat 2", "repeat 2", "end")]
    [DataRow(5, "repeat 2", "wait 1s", "end", "end")]
    [DataRow(3, "repeat 2", "frobnicate", "end")]
    [DataRow(4, "repeat 2", "wait 1s", "end of it")]
    public async Task ARepeatIsWholeOrNamedByItsLine(int line, params string[] lines)
    {
        Assert.AreEqual(PlayCommand.Malformed, await Play(["# a comment", .. lines]));
        StringAssert.Contains(_errors.ToString(), $"{_file}:{line}: ");
        Assert.AreEqual("", _output.ToString());
    }

    [TestMethod]
    public async Task ARepeatPlaysItsStepsThatOften()
    {
        Assert.AreEqual(PlayCommand.Held, await Play("repeat 3", "press 1", "repeat 2", "press 5", "end", "press CANCEL", "end", "repeat 1", "wait 1s", "end"));
        string played = _output.ToString();
        StringAssert.Contains(played, "repeat 3: turn 3");
        Assert.AreEqual(3, Count(played, "press 1"));
        Assert.AreEqual(6, Count(played, "press 5"));
        Assert.AreEqual(3, Count(played, "press CANCEL"));
        Assert.AreEqual(1, Count(played, "wait 1s"));
    }

    [TestMethod]
    public async Task AFailureEndsAllRepeats()
    {
        Assert.AreEqual(PlayCommand.Failed, await Play("repeat 3", "repeat 3", "expect-not \"PARKING\"", "end", "wait 1s", "end"));
        Assert.AreEqual(1, Count(_output.ToString(), "expect-not"));
        Assert.AreEqual(0, Count(_output.ToString(), "wait 1s"));
        StringAssert.Contains(_output.ToString(), $"{_file}:3: expected no \"PARKING\"");
    }

    [TestMethod]
    public async Task AFlashImageOfBeforeIsPutBackWholeOrInPart()
    {
        await using KioskRig rig = await KioskRig.StartAsync(null, ConfigFile.Default);
        var player = new ScenarioPlayer(rig, _output);
        rig.PowerOff();
        rig.World.Flash.Store("one", [1]);
        rig.World.Flash.Store("two", [2]);
        Assert.IsTrue(player.Play("", ScenarioReader.Read("", ["flash keep old"])), _output.ToString());
        string[] names = [.. rig.World.Flash.Names];
        rig.World.Flash.Store("one", [11]);
        rig.World.Flash.Store("two", [22]);
        rig.World.Flash.Store("three", [33]);
        Assert.IsTrue(player.Play("", ScenarioReader.Read("", ["flash put old one"])), _output.ToString());
        CollectionAssert.AreEqual(new byte[] { 1, 22, 33 }, new[] { "one", "two", "three" }.SelectMany(name => rig.World.Flash.Read(name)!).ToArray());
        Assert.IsTrue(player.Play("", ScenarioReader.Read("", ["flash put old"])), _output.ToString());
        CollectionAssert.AreEqual(new byte[] { 1, 2 }, new[] { "one", "two" }.SelectMany(name => rig.World.Flash.Read(name)!).ToArray());
        CollectionAssert.AreEqual(names, rig.World.Flash.Names.ToArray());
    }

    [TestMethod]
    [DataRow("flash keep old", "has power")]
    [DataRow("power off", "flash put old", "no flash image old")]
    [DataRow("power off", "flash keep old", "flash put old tries.a nothing", "has no file nothing; it has ")]
    public async Task FlashIsHandledWithoutPowerAndOnlyWhatWasKept(params string[] lines)
    {
        Assert.AreEqual(PlayCommand.Failed, await Play(lines[..^1]));
        StringAssert.Contains(_output.ToString(), lines[^1]);
    }

    [TestMethod]
    public async Task ADayCanBeSetAndTheKioskAndItsIssuerAreInIt()
    {
        await using KioskRig rig = await KioskRig.StartAsync(null, ConfigFile.Default);
        var player = new ScenarioPlayer(rig, _output);
        Assert.IsTrue(player.Play("", ScenarioReader.Read("",
        [
            "clock 2028-02-29T11:00:00Z",
            "press 6 0 ENTER",
            "card 371449635398431 2912",
            "expect \"ENTER PIN\"",
            "press 4 0 7 1 ENTER",
            "expect \"APPROVED\"",
            "expect-request 12 \"2802291200\"",
            "expect-charged 240",
        ])), _output.ToString());
        Assert.AreEqual(new DateTime(2028, 2, 29), rig.Issuer.Newest!.Time.UtcDateTime.Date);
    }

    [TestMethod]
    public async Task TheJournalIsReadWithPowerAndPrintedOldestFirst()
    {
        string[] pay = ["card 371449635398431 2912", "expect \"ENTER PIN\"", "press 4 0 7 1 ENTER", "expect \"APPROVED\"", "wait 6s"];
        Assert.AreEqual(
            PlayCommand.Failed,
            await Play(["press 1 5 ENTER", .. pay, "press 3 0 ENTER", .. pay, "expect-journal approved 120", "expect-journal approved 120 000", "journal", "power off", "journal", "expect-journal approved 120"]));
        string[] entries = [.. _output.ToString().Split('\n').Where(line => line.StartsWith("    20", StringComparison.Ordinal)).Select(line => line.Trim())];
        Assert.AreEqual(2, entries.Length, _output.ToString());
        StringAssert.EndsWith(entries[0], " STAN 000001 8431 approved 60 action 000");
        StringAssert.EndsWith(entries[1], " STAN 000002 8431 approved 120 action 000");
        StringAssert.Contains(_output.ToString(), "expected approved 120, the kiosk has no power");
    }

    [TestMethod]
    public async Task TheBoardsOwnClockMovesAloneUntilATimeServerAnswers()
    {
        await using KioskRig rig = await KioskRig.StartAsync(null, ConfigFile.Default);
        var player = new ScenarioPlayer(rig, _output);
        DateTime before = rig.World.UtcNow;
        Assert.IsTrue(player.Play("", ScenarioReader.Read("", ["rtc +25h"])), _output.ToString());
        Assert.AreEqual(before, rig.World.UtcNow);
        Assert.AreEqual(before.AddHours(25), rig.World.Board!.UtcNow);
        Assert.IsTrue(player.Play("", ScenarioReader.Read("", ["timeserver off", "wifi off", "wifi on", "wait 2h"])), _output.ToString());
        Assert.AreEqual(before.AddHours(27), rig.World.Board!.UtcNow);
        Assert.IsTrue(player.Play("", ScenarioReader.Read("", ["timeserver on", "wait 1h"])), _output.ToString());
        Assert.AreEqual(before.AddHours(3), rig.World.Board!.UtcNow);
        Assert.IsTrue(player.Play("", ScenarioReader.Read("", ["timeserver off", "power off", "power on", "rtc -1h"])), _output.ToString());
        Assert.AreEqual(1969, rig.World.Board!.UtcNow.Year);
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
    [DataRow("expect-journal approved 60", "expected approved 60, the journal is empty")]
    [DataRow("expect-charged 60", "expected 60 charged in all, the ledger has 0")]
    [DataRow("expect-request 12 \"28\"", "no request has reached the issuer")]
    [DataRow("unlock 349999999999991", "no such card")]
    public async Task EveryKindOfExpectationCanFail(string line, string why)
    {
        Assert.AreEqual(PlayCommand.Failed, await Play(line));
        StringAssert.Contains(_output.ToString(), why);
    }

    [TestMethod]
    [DataRow("expect-request 11 \"000002\"", "expected data element 11 \"000002\", the newest request, 1100, has \"000001\"")]
    [DataRow("expect-request 56 \"1\"", "the newest request, 1100, does not have it")]
    [DataRow("expect-charged 120", "the ledger has 60")]
    [DataRow("expect-journal approved 120", "expected approved 120, the newest entry is 20")]
    [DataRow("expect-journal reversed 60", "8431 approved 60 action 000")]
    [DataRow("expect-journal approved 60 116", "expected approved 60 116, the newest entry is 20")]
    [DataRow("expect-journal approved 60 none", "expected approved 60 none, the newest entry is 20")]
    public async Task WhatWasSentAndChargedIsCompared(string line, string why)
    {
        Assert.AreEqual(PlayCommand.Failed, await Play("press 1 5 ENTER", "card 371449635398431 2912", "expect \"ENTER PIN\"", "press 4 0 7 1 ENTER", "expect \"APPROVED\"", line));
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

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private async Task<int> Play(params string[] lines)
    {
        await File.WriteAllLinesAsync(_file, lines);
        return await PlayCommand.RunAsync([_file], null, ConfigFile.Default, _output, _errors);
    }
}
