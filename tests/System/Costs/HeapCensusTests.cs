using System.Reflection;
using Kiosk.Bench.Costs;
using Kiosk.Core.Display;
using Kiosk.Core.Pin;
using Kiosk.Core.Settings;
using Kiosk.Core.Storage;

namespace Kiosk.EndToEnd.Costs;

/// <summary>The census finds what the rule says, worked out by hand, and Core and Device keep within their aims.</summary>
[TestClass]
public sealed class HeapCensusTests
{
    private static readonly Assembly[] Core = [typeof(TextLine).Assembly];

    [TestMethod]
    public void AnObjectAndItsArray()
    {
        // 12 + 2 fields, and 32 characters: 16 + 64, rounded up.
        Assert.AreEqual(36 + 84, More(new TextLine()));

        // 12 + 3 fields, and 12 bytes: 16 + 12, rounded up.
        Assert.AreEqual(48 + 36, More(new PinEntry(4)));

        // 12 + 1 field, and 256 numbers of four bytes: 16 + 1024, rounded up.
        Assert.AreEqual(24 + 1044, More(new Crc32()));
    }

    [TestMethod]
    public void StringsButNoLiterals()
    {
        int literal = More(new SettingsError(SettingsProblem.Twice, 3, "pin.tries", ""));
        int made = More(new SettingsError(SettingsProblem.Twice, 3, new string("pin.triés".ToCharArray()), ""));

        // 12 + 5 fields; 13 + 10 bytes of UTF-8, rounded up.
        Assert.AreEqual(72, literal);
        Assert.AreEqual(72 + 24, made);
    }

    [TestMethod]
    public void AnArrayOfReferences()
    {
        string[] array = [new string('a', 12), new string('a', 11), "literal", null!];

        // 16 + 4 × 12, rounded up; 13 + 12 and 13 + 11, rounded up.
        Assert.AreEqual(72 + 36 + 24, More((object)array));
    }

    [TestMethod]
    public void TheSameObjectOnce()
    {
        var line = new TextLine();
        Assert.AreEqual(More(line), More(line, line, line.Characters));
    }

    [TestMethod]
    public void StaticFieldsOfTypesThatNobodyHasUsed()
    {
        HeapCensus census = HeapCensus.Take(Core);
        HeapShare font = census.Shares.Single(share => share.Name.StartsWith("LargeFont.Data", StringComparison.Ordinal));
        Assert.AreEqual(HeapCensus.BytesOf(LargeFont.Data.Length), font.Bytes);
        Assert.AreEqual("Kiosk.Core", font.Assembly);
    }

    [TestMethod]
    public void LibrariesAreNamedAndNotCounted()
    {
        Assert.AreEqual(0, More(new Random(1)));
        CollectionAssert.AreEqual(new[] { "Random" }, HeapCensus.Take(Core, new Random(1)).Library.ToArray());
    }

    /// <summary>Whatever the configuration: an unoptimised build has the same objects, and more IL.</summary>
    [TestMethod]
    [DataRow(MessageProfile.Aes)]
    [DataRow(MessageProfile.Tdes)]
    public async Task CoreAndDeviceKeepWithinTheirHeap(MessageProfile profile)
    {
        HeapKiosk kiosk = await HeapKiosk.PayAsync(profile);
        string shares = string.Join('\n', kiosk.Peak.Shares.OrderByDescending(share => share.Bytes).Take(20));
        Assert.IsTrue(kiosk.Peak.Bytes <= HeapKiosk.Most, $"{kiosk.Peak.Bytes} bytes ({kiosk.PeakMoment})\n{shares}");
        Assert.IsTrue(kiosk.Peak.Bytes >= kiosk.Idle.Bytes);
        string[] moments = ["Idle, Up", "Minutes, Up", "Card, Up", "Pin, Up", "Sending, Waiting", "IncorrectPin, Up", "Result, Up"];
        CollectionAssert.IsSubsetOf(moments, kiosk.Moments.ToArray());
    }

    [TestMethod]
    public void CoreKeepsWithinItsIl() => Assert.IsTrue(IlInstrumenter.Instrument(Core[0].Location, 0) is { IlBytes: > 0 and <= CostReport.MostIl });

    /// <summary>What is counted beside all that is there without these roots.</summary>
    private static int More(params object[] roots) => HeapCensus.Take(Core, roots).Bytes - HeapCensus.Take(Core).Bytes;
}
