using Kiosk.Bench.Rig;

namespace Kiosk.EndToEnd.Play;

/// <summary>What the card reader sends around a track.</summary>
[TestClass]
public class CardReaderTests
{
    /// <summary>The LRC (ISO/IEC 7811-2) of one card in sixteen is the character of the start sentinel.</summary>
    [TestMethod]
    public async Task ACardWhoseLrcLooksLikeAStartSentinelDoesNotSpoilTheNext()
    {
        await using KioskRig rig = await KioskRig.StartAsync(null, ConfigFile.Default);
        foreach (string card in new[] { "4000000000000085", "371449635398431" })
        {
            rig.Press("15#");
            rig.GiveCard(card, "2912");
            rig.Advance(200);
            StringAssert.Contains(rig.Text, "ENTER PIN", card);
            rig.Press('D');
            rig.Advance(6000);
        }
    }
}
