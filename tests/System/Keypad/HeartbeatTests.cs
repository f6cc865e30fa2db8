using System.Reflection;
using Kiosk.Bench.Rig;
using Kiosk.Board;
using Kiosk.Core.Settings;
using Kiosk.Device;

namespace Kiosk.EndToEnd.Keypad;

/// <summary>The heartbeat goes on while the kiosk works, and ends when it does not.</summary>
[TestClass]
public class HeartbeatTests
{
    private const int Pin = 18;
    private const int Service = 35;

    [TestMethod]
    public async Task BeatsWhileTheKioskIsIdleAndWhileItIsUsed()
    {
        await using KioskRig rig = await KioskRig.StartAsync(null, ConfigFile.Default);
        Assert.AreEqual(12, Edges(rig, 60));
        rig.Press("60#");
        Assert.IsTrue(Edges(rig, 20) >= 3);
        rig.World.WifiAvailable = false;
        Assert.IsTrue(Edges(rig, 60) >= 11, "no network is no reason to start anew");
        rig.OpenTamperLoop(true);
        Assert.IsTrue(Edges(rig, 60) >= 11);
    }

    [TestMethod]
    public async Task EndsWithTheScan()
    {
        await using KioskRig rig = await KioskRig.StartAsync(null, ConfigFile.Default);
        rig.Advance(20000);
        MatrixKeypadTests.EndScan(Field<IKeypad>(rig.Device!, "_keypad"));
        rig.Advance(2 * Heartbeat.Interval);
        Assert.AreEqual(0, Edges(rig, 60));
    }

    [TestMethod]
    public async Task EndsWhenTheLinksWorkerDoesNotComeBack()
    {
        // Without echoes the worker has nothing to do meanwhile.
        await using KioskRig rig = await KioskRig.StartAsync(null, ConfigFile.With(ConfigFile.Default, ("issuer", "echo", "0")));
        rig.Advance(20000);
        Assert.AreEqual(-1, rig.Device!.Link.BusySince);
        typeof(TlsLink).GetProperty(nameof(TlsLink.BusySince))!.SetValue(rig.Device.Link, rig.World.Board!.Ticks);
        Assert.IsTrue(Edges(rig, 280) >= 55);
        rig.Advance(20000 + Heartbeat.Interval);
        Assert.AreEqual(0, Edges(rig, 60));
    }

    /// <summary>The program as it ships, in a thread of the board. What a step throws ends Main and is not hidden.</summary>
    [TestMethod]
    public async Task EndsWhenAStepThrows()
    {
        await using KioskRig rig = await KioskRig.StartAsync(null, ConfigFile.Default);
        rig.PowerOff();
        rig.World.SkipsIdle = false;
        VirtualBoard board = rig.World.PowerOn();
        board.DriveFromOutside(Service, true);
        board.DriveFromOutside(rig.Settings!.TamperLoop, false);
        using (board.Use())
        {
            new Kiosk.Board.Thread(Kiosk.Device.Program.Main).Start();
        }

        int before = Edges(board, 20);
        Assert.IsTrue(before is 3 or 4, $"{before} edges in 20 s");
        using (board.Use())
        {
            new System.Device.Gpio.GpioController().ClosePin(rig.Settings.TamperLoop);
        }

        board.Advance(Heartbeat.Interval);
        Assert.IsInstanceOfType<ObjectDisposedException>(board.UnhandledExceptions.Single());
        Assert.AreEqual(0, Edges(board, 60));
    }

    private static int Edges(KioskRig rig, int seconds) => Edges(rig.World.Board!, seconds, rig.Advance);

    private static int Edges(VirtualBoard board, int seconds) => Edges(board, seconds, board.Advance);

    private static int Edges(VirtualBoard board, int seconds, Action<long> advance)
    {
        int edges = 0;
        for (int i = 0; i < seconds; i++)
        {
            bool? before = board.Driven(Pin);
            advance(1000);
            edges += board.Driven(Pin) == before ? 0 : 1;
        }

        return edges;
    }

    private static T Field<T>(object owner, string name) =>
        (T)owner.GetType().GetField(name, BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(owner)!;
}
