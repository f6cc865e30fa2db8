using Kiosk.Bench.Rig;
using Kiosk.Issuer;

namespace Kiosk.EndToEnd.PowerCuts;

/// <summary>
/// The power of the whole device fails while a purchase writes to flash, at bytes spread over all that it writes; EveryByteTests cuts Core's at every one.
/// After the restart nobody has won a try, no KSN was used for two messages, and there is a charge only where APPROVED was seen (RULES.md R4, K2).
/// </summary>
[TestClass]
public class PurchaseCutTests
{
    private const int Spread = 29;
    private const int AfterResult = 6000;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task WithTheRightPin() => await CutEverywhere("4071", wrong: false);

    [TestMethod]
    public async Task WithAWrongPin() => await CutEverywhere("4072", wrong: true);

    private async Task CutEverywhere(string pin, bool wrong)
    {
        long written = await BytesOf(pin);
        int cuts = 0;
        for (long at = 1; at <= written; at += Spread)
        {
            await CutAt(at, pin, wrong);
            cuts++;
        }

        TestContext.WriteLine($"{cuts} cuts in {written} bytes");
        Assert.IsTrue(cuts > 15);
    }

    private static async Task<long> BytesOf(string pin)
    {
        await using KioskRig rig = await KioskRig.StartAsync(null, ConfigFile.Default);
        rig.Advance(1000);
        long before = rig.World.Flash.BytesWritten;
        Pay(rig, pin);
        rig.Advance(AfterResult);
        return rig.World.Flash.BytesWritten - before;
    }

    private static async Task CutAt(long at, string pin, bool wrong)
    {
        await using KioskRig rig = await KioskRig.StartAsync(null, ConfigFile.Default);
        var messages = new List<(string Ksn, string Mac)>();
        rig.Issuer.Traced += entry =>
        {
            if (entry.Direction == TraceDirection.Received)
            {
                messages.Add((Field(entry, 53), Field(entry, 64)));
            }
        };
        rig.Advance(1000);
        rig.World.Flash.CutAfter(at);
        bool approved = Pay(rig, pin);
        rig.Advance(AfterResult);
        Assert.IsTrue(rig.World.Board is null, $"byte {at}: the power did not fail");
        bool arrived = messages.Count > 0;
        rig.PowerOn();
        approved |= rig.Text.Contains("APPROVED");
        rig.Advance(90_000);
        rig.Press("15#");
        rig.GiveCard("371449635398431", "2912");
        rig.Advance(200);
        string text = rig.Text;
        StringAssert.Contains(text, "TRIES LEFT", $"byte {at}");
        if (arrived && (wrong || !approved))
        {
            StringAssert.Contains(text, "2 TRIES LEFT", $"byte {at}: the attempt that arrived is not counted");
        }

        LedgerState? charge = rig.Issuer.Ledger.LastOrDefault(entry => entry.Amount == 240)?.State;
        Assert.IsTrue(charge != LedgerState.Approved || approved, $"byte {at}: charged, and APPROVED was not seen");
        Assert.IsTrue(!approved || charge == LedgerState.Approved, $"byte {at}: APPROVED was seen, and the charge is {charge}");
        Assert.AreEqual(messages.Count, messages.Select(message => message.Ksn).Distinct().Count(), $"byte {at}: a KSN came twice");
    }

    /// <summary>Pays for an hour and says whether APPROVED was on the display.</summary>
    private static bool Pay(KioskRig rig, string pin)
    {
        rig.Press("60#");
        rig.GiveCard("371449635398431", "2912");
        rig.Advance(200);
        rig.Press(pin + "#");
        bool approved = false;
        for (int i = 0; i < 100 && !approved; i++)
        {
            approved = rig.Text.Contains("APPROVED");
            rig.Advance(10);
        }

        return approved;
    }

    private static string Field(TraceEntry entry, int number) => entry.Fields.FirstOrDefault(field => field.Number == number)?.Value ?? "";
}
