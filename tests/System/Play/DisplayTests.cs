using Kiosk.Bench.Rig;

namespace Kiosk.EndToEnd.Play;

/// <summary>The display on its bus: gone and back, and what a keystroke sends.</summary>
[TestClass]
public class DisplayTests
{
    [TestMethod]
    public async Task ADisplayThatComesBackShowsTheScreenOfNow()
    {
        await using KioskRig rig = await KioskRig.StartAsync(null, ConfigFile.Default);
        rig.Advance(1000);
        StringAssert.Contains(rig.Text, "ENTER MINUTES");
        rig.World.Panel.Present = false;
        rig.Press("60");
        Assert.AreEqual("", rig.Text);
        rig.World.Panel.Present = true;
        Assert.AreEqual("", rig.Text, "a display that was unplugged is dark until it is started");
        rig.Advance(2500);
        Assert.AreEqual("PARKING 60 MIN 2.40 EUR CLEAR OR ENTER", rig.Text);
    }

    [TestMethod]
    public async Task AMissingCaIsNamedOnTheDisplay()
    {
        await using KioskRig rig = await KioskRig.StartAsync(null, ConfigFile.Default);
        rig.PowerOff();
        rig.World.Flash.Remove(ConfigFile.CaName);
        rig.PowerOn();
        rig.Advance(100);
        Assert.AreEqual("OUT OF SERVICE issuer-ca.pem NO FILE", rig.Text);
    }

    [TestMethod]
    [DataRow("device.pem")]
    [DataRow("device.key")]
    public async Task AMissingDeviceCertificateIsNamedOnTheDisplay(string name)
    {
        string config = File.ReadAllText(Repository.At("tests", "Bench", "scenarios", "device-certificate.config"));
        await using KioskRig rig = await KioskRig.StartAsync(null, config);
        rig.PowerOff();
        rig.World.Flash.Remove(name);
        rig.PowerOn();
        rig.Advance(100);
        Assert.AreEqual($"OUT OF SERVICE {name} NO FILE", rig.Text);
    }

    [TestMethod]
    public async Task AMissingDisplayStopsNothing()
    {
        await using KioskRig rig = await KioskRig.StartAsync(null, ConfigFile.Default);
        rig.World.Panel.Present = false;
        rig.Press("60#");
        rig.GiveCard("371449635398431", "2912");
        rig.Advance(200);
        rig.Press("4071#");
        rig.Advance(1000);
        Assert.AreEqual("000", rig.Issuer.Newest?.ActionCode);
    }

    [TestMethod]
    public async Task APinKeySendsTheSameForEveryDigit()
    {
        await using KioskRig rig = await KioskRig.StartAsync(null, ConfigFile.Default);
        rig.Press("15#");
        rig.GiveCard("371449635398431", "2912");
        rig.Advance(200);
        var sent = new HashSet<long>();
        foreach (char digit in "0123456789")
        {
            long before = rig.World.Board!.I2c(1).Bytes;
            rig.Press(digit.ToString());
            sent.Add(rig.World.Board!.I2c(1).Bytes - before);
        }

        Assert.AreEqual(1, sent.Count, string.Join(", ", sent));
        Assert.IsTrue(sent.Single() is > 0 and <= 150, $"{sent.Single()} bytes");
    }
}
