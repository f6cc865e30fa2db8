using Kiosk.Board;
using Kiosk.Core.Settings;
using Kiosk.Device;

namespace Kiosk.EndToEnd.Board;

/// <summary>The device's service switch and tamper loop on the board's pins.</summary>
[TestClass]
public class CaseSwitchTests : BoardTest
{
    private const int Service = 35;
    private const int Loop = 34;

    // One with a pull-up of its own.
    private const int OtherLoop = 23;

    [TestMethod]
    public void AClosedLoopIsQuiet()
    {
        CaseSwitches switches = Open(Loop);
        World.Advance(1000);
        Assert.IsFalse(switches.TakeTampered());
        Assert.IsFalse(switches.IsServiceOn);
    }

    [TestMethod]
    public void APulseOfOneMillisecondIsSeenOnce()
    {
        CaseSwitches switches = Open(Loop);
        World.Advance(1000);
        Board.DriveFromOutside(Loop, true);
        World.Advance(1);
        Board.DriveFromOutside(Loop, false);
        World.Advance(1000);
        Assert.IsTrue(switches.TakeTampered());
        Assert.IsFalse(switches.TakeTampered());
    }

    [TestMethod]
    public void AnOpenLoopIsSeenAsLongAsItIsOpen()
    {
        CaseSwitches switches = Open(Loop);
        Board.DriveFromOutside(Loop, true);
        World.Advance(10);
        Assert.IsTrue(switches.TakeTampered());
        World.Advance(10);
        Assert.IsTrue(switches.TakeTampered());
    }

    [TestMethod]
    public void ALoopThatIsOpenFromTheStartIsSeen()
    {
        Board.DriveFromOutside(Loop, true);
        CaseSwitches switches = new(new KioskSettings { ServiceSwitch = Service, TamperLoop = Loop });
        Assert.IsTrue(switches.TakeTampered());
    }

    /// <summary>A cut wire floats: the pull-up makes it an open loop.</summary>
    [TestMethod]
    public void ACutWireIsAnOpenLoop()
    {
        CaseSwitches switches = Open(OtherLoop);
        Assert.IsFalse(switches.TakeTampered());
        Board.DriveFromOutside(OtherLoop, null);
        World.Advance(1);
        Assert.IsTrue(switches.TakeTampered());
    }

    /// <summary>Only the classic ESP32 has inputs without pulls: on an S3 those of GPIO 34 and above are used.</summary>
    [TestMethod]
    [DataRow(ChipType.Esp32S3, BoardType.Esp32S3DevKitC, 38)]
    [DataRow(ChipType.Esp32S3, BoardType.Esp32S3DevKitC, 13)]
    [DataRow(ChipType.Esp32C3, BoardType.Esp32C3DevKitM, 0)]
    public void ACutWireIsAnOpenLoopOnTheOtherChips(ChipType chip, BoardType board, int loop)
    {
        PowerOffWorld();
        World.Chip = chip;
        PowerOn();
        Board.DriveFromOutside(loop, false);
        CaseSwitches switches = new(new KioskSettings { Board = board, TamperLoop = loop });
        World.Advance(100);
        Assert.IsFalse(switches.TakeTampered());
        Board.DriveFromOutside(loop, null);
        World.Advance(1);
        Board.DriveFromOutside(loop, false);
        World.Advance(1000);
        Assert.IsTrue(switches.TakeTampered());
        Assert.IsFalse(switches.TakeTampered());
    }

    [TestMethod]
    public void TheServiceSwitchConnectsWithGround()
    {
        CaseSwitches switches = Open(Loop);
        Board.DriveFromOutside(Service, false);
        Assert.IsTrue(switches.IsServiceOn);
        Board.DriveFromOutside(Service, true);
        Assert.IsFalse(switches.IsServiceOn);
    }

    [TestMethod]
    public void WithoutThemNothingIsTampered()
    {
        CaseSwitches switches = new(new KioskSettings());
        World.Advance(1000);
        Assert.IsFalse(switches.TakeTampered());
        Assert.IsFalse(switches.IsServiceOn);
    }

    private CaseSwitches Open(int loop)
    {
        Board.DriveFromOutside(Service, true);
        Board.DriveFromOutside(loop, false);
        return new CaseSwitches(new KioskSettings { ServiceSwitch = Service, TamperLoop = loop });
    }
}
