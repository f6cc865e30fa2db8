using Kiosk.Bench.Rig;
using Kiosk.Board;
using Kiosk.Core.Settings;

namespace Kiosk.EndToEnd.Play;

/// <summary>An nf.config of another board: the kiosk says so, on a display where this chip can have one.</summary>
[TestClass]
public class OtherChipTests
{
    private const string Said = "OUT OF SERVICE board.name GPIO NOT USABLE this is another chip";

    [TestMethod]
    [DataRow("esp32-devkitc", BoardType.Esp32DevKitC, ChipType.Esp32C3, 4, 5)]
    [DataRow("esp32-devkitc", BoardType.Esp32DevKitC, ChipType.Esp32S3, 8, 9)]
    [DataRow("esp32-s3-devkitc", BoardType.Esp32S3DevKitC, ChipType.Esp32, 21, 22)]
    public async Task IsRefusedOnThePinsOfThisChip(string name, BoardType board, ChipType chip, int data, int clock)
    {
        await using KioskRig rig = await KioskRig.StartAsync(null, ConfigFile.ForBoard(ConfigFile.Default, name, BoardPins.Of(board)));
        StartOn(rig, chip, data, clock);
        Assert.AreEqual(Said, rig.Text);
    }

    /// <summary>Pins that this chip can use stay: somebody has wired the display there.</summary>
    [TestMethod]
    public async Task IsRefusedOnItsOwnPinsWhereTheyAreUsable()
    {
        await using KioskRig rig = await KioskRig.StartAsync(null, ConfigFile.ForBoard(ConfigFile.Default, "esp32-c3-devkitm", BoardPins.Of(BoardType.Esp32C3DevKitM)));
        StartOn(rig, ChipType.Esp32S3, 4, 5);
        Assert.AreEqual(Said, rig.Text);
    }

    [TestMethod]
    [DataRow(ChipType.Esp32, 21, 22)]
    [DataRow(ChipType.Esp32S3, 8, 9)]
    [DataRow(ChipType.Esp32C3, 4, 5)]
    public async Task WithoutAnNfConfigTheDisplayIsThatOfTheChipsBoard(ChipType chip, int data, int clock)
    {
        await using KioskRig rig = await KioskRig.StartAsync(null, ConfigFile.Default);
        rig.PowerOff();
        rig.World.Flash.Remove("nf.config");
        StartOn(rig, chip, data, clock);
        StringAssert.Contains(rig.Text, "NO FILE");
    }

    private static void StartOn(KioskRig rig, ChipType chip, int data, int clock)
    {
        rig.PowerOff();
        rig.World.Chip = chip;
        rig.World.PanelSda = data;
        rig.World.PanelScl = clock;
        rig.PowerOn();
        rig.Advance(100);
    }
}
