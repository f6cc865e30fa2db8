using Kiosk.Bench.Play;
using Kiosk.Bench.Rig;
using Kiosk.Board;

namespace Kiosk.EndToEnd.Play;

/// <summary>The buzzer as somebody hears it who listens for what keys a customer presses.</summary>
[TestClass]
public class BuzzerTests
{
    [TestMethod]
    public async Task EveryKeyOfAPinSoundsTheSame()
    {
        await using KioskRig rig = await KioskRig.StartAsync(null, ConfigFile.Default);
        rig.Press("60#");
        rig.GiveCard("371449635398431", "2912");
        rig.Advance(200);
        int before = rig.World.Buzzer.Tones.Count;
        rig.Press("0123456789012BC4071#");
        Tone[] tones = [.. rig.World.Buzzer.Tones.Skip(before).Take(20)];
        Assert.AreEqual(20, tones.Length);
        Assert.AreEqual(1, tones.Select(tone => (tone.End - tone.Start, tone.Hertz)).Distinct().Count(), string.Join(", ", tones));
    }

    [TestMethod]
    [DataRow("sound           = yes", "sound           = no")]
    [DataRow("# pin           = 23 ", "pin           = none ")]
    public async Task WithoutABuzzerItIsSilent(string line, string other)
    {
        StringAssert.Contains(ConfigFile.Default, line);
        await using KioskRig rig = await KioskRig.StartAsync(null, ConfigFile.Default.Replace(line, other, StringComparison.Ordinal));
        rig.World.Buzzer.Pin = 23;
        Pay(rig);
        Assert.AreEqual(0, rig.World.Buzzer.Tones.Count);
    }

    [TestMethod]
    public async Task AnotherPinHasNoBuzzer()
    {
        await using KioskRig rig = await KioskRig.StartAsync(null, ConfigFile.Default);
        rig.World.Buzzer.Pin = 5;
        Pay(rig);
        Assert.AreEqual(0, rig.World.Buzzer.Tones.Count);
    }

    [TestMethod]
    public void SoundsAreTold()
    {
        CollectionAssert.AreEqual(
            new[] { "KEY", "KEY", "APPROVED", "DECLINED", "KEY", "80 ms", "200 ms" },
            SoundName.Of([At(0, 50), At(100, 52), At(200, 80), At(360, 82), At(520, 80), At(700, 702), At(1500, 50), At(2000, 80), At(2600, 200)]).ToArray());
        Assert.AreEqual(0, SoundName.Of([]).Count);
    }

    private static Tone At(long start, long length) => new(start, start + length, 2700);

    private static void Pay(KioskRig rig)
    {
        rig.Press("60#");
        rig.GiveCard("371449635398431", "2912");
        rig.Advance(200);
        rig.Press("4071#");
        rig.Advance(1000);
        Assert.AreEqual("000", rig.Issuer.Newest?.ActionCode);
    }
}
