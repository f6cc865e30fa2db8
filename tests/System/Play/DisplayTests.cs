using Kiosk.Bench.Rig;
using Kiosk.Board;

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

    /// <summary>At the idle screen nothing is drawn, so that no write fails.</summary>
    [TestMethod]
    [DataRow("ssd1306-128x64")]
    [DataRow("ssd1306-128x32")]
    [DataRow("sh1106-128x64")]
    public async Task ADisplayThatWasWithoutPowerForAMomentIsStartedAgain(string type)
    {
        await using KioskRig rig = await KioskRig.StartAsync(null, ConfigFile.Default.Replace("ssd1306-128x64 ", type + " ", StringComparison.Ordinal));
        rig.Advance(1000);
        byte[] picture = rig.World.Panel.Snapshot();
        rig.World.Panel.Present = false;
        rig.World.Panel.Present = true;
        Assert.AreEqual("", rig.Text);
        rig.Advance(2000);
        CollectionAssert.AreEqual(picture, rig.World.Panel.Snapshot());
        StringAssert.Contains(rig.Text, "ENTER MINUTES");
        rig.TurnServiceSwitch(true);
        rig.Advance(100);
        rig.Press("480251#5");
        string seen = "";
        for (int turn = 0; turn < 12; turn++)
        {
            // STATUS has more lines than the display: they take turns.
            rig.Advance(1000);
            seen += rig.Text;
        }

        StringAssert.Contains(seen, "DISPLAY LOST: 1");
    }

    /// <summary>Each transfer on a bus that hangs stops the kiosk for as long as the driver waits: they are few. It works on, and shows itself later.</summary>
    [TestMethod]
    public async Task ABusThatHangsIsTriedSeldomAndStopsNothing()
    {
        await using KioskRig rig = await KioskRig.StartAsync(null, ConfigFile.Default);
        rig.Advance(1000);
        I2cBus bus = rig.World.Board!.I2c(1);
        rig.World.I2cStuck = true;
        rig.Advance(1000);
        bus.ResetCounters();
        rig.Press("60#");
        rig.GiveCard("371449635398431", "2912");
        rig.Advance(200);
        rig.Press("4071#");
        rig.Advance(58_000);
        Assert.AreEqual("000", rig.Issuer.Newest?.ActionCode);
        Assert.IsTrue(bus.Transfers is > 0 and <= 6, $"{bus.Transfers} transfers");
        rig.World.I2cStuck = false;
        rig.World.Panel.Present = false;
        rig.World.Panel.Present = true;
        rig.Advance(11_000);
        StringAssert.Contains(rig.Text, "ENTER MINUTES");
    }

    /// <summary>Some modules cannot be read. They are not started again and again.</summary>
    [TestMethod]
    public async Task ADisplayThatDoesNotTellItsStateIsLeftAlone()
    {
        await using KioskRig rig = await KioskRig.StartAsync(null, ConfigFile.Default);
        rig.PowerOff();
        rig.World.Panel.TellsState = false;
        rig.PowerOn();
        rig.Advance(1000);
        rig.World.Board!.I2c(1).ResetCounters();
        rig.Advance(5000);
        Assert.IsTrue(rig.World.Board!.I2c(1).Bytes is > 0 and <= 5 * 3, $"{rig.World.Board!.I2c(1).Bytes} bytes");
        StringAssert.Contains(rig.Text, "ENTER MINUTES");
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
        string config = System.IO.File.ReadAllText(Repository.At("tests", "Bench", "scenarios", "device-certificate.config"));
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
        var panel = new Drawn(rig.World.Panel);
        rig.World.Board!.I2c(1).Attach(rig.World.PanelAddress, panel);
        foreach (char digit in "0123456789")
        {
            panel.Bytes = 0;
            rig.Press(digit.ToString());
            sent.Add(panel.Bytes);
        }

        Assert.AreEqual(1, sent.Count, string.Join(", ", sent));
        Assert.IsTrue(sent.Single() is > 0 and <= 150, $"{sent.Single()} bytes");
    }

    /// <summary>Counts what is drawn; the look whether the display is still there does not count.</summary>
    private sealed class Drawn(OledPanel panel) : II2cSlave
    {
        public long Bytes { get; set; }

        public bool Acknowledges => panel.Acknowledges;

        public void Write(ReadOnlySpan<byte> data)
        {
            Bytes += data.Length == 2 && data[1] == 0xE3 ? 0 : 1 + data.Length;
            panel.Write(data);
        }

        public void Read(Span<byte> data) => panel.Read(data);
    }
}
