using System.Reflection;
using Iot.Device.KeyMatrix;
using Kiosk.Core.Settings;
using Kiosk.Core.Terminal;
using Kiosk.Device;

namespace Kiosk.EndToEnd.Keypad;

/// <summary>The keypad on the chip's own pins: its scan and the sign of life that it gives.</summary>
[TestClass]
public class MatrixKeypadTests
{
    [TestMethod]
    public void AnExceptionInTheHandlerDoesNotEndTheScan()
    {
        using var bench = new KeypadBench(BoardType.Esp32DevKitC);
        bench.Press('1', down: true);
        bench.Throws = 1;
        bench.World.Advance(100);
        bench.Throws = 0;
        bench.Press('1', down: false);
        bench.Pass(100);
        bench.Tap('2');
        Assert.AreEqual(KeypadFault.ScanErrors, bench.Keypad.Fault);
        StringAssert.EndsWith(bench.Digits, "2");
        Assert.AreEqual(0, bench.Board.UnhandledExceptions.Count);
    }

    [TestMethod]
    [DataRow(BoardType.Esp32DevKitC)]
    [DataRow(BoardType.Esp32S3DevKitC)]
    [DataRow(BoardType.Esp32C3DevKitM)]
    public void AScanThatRunsTellsSo(BoardType board)
    {
        using var bench = new KeypadBench(board);
        bench.Pass(1000);
        for (int i = 0; i < 10; i++)
        {
            Assert.IsTrue(bench.Keypad.TakeScanned());
            Assert.IsFalse(bench.Keypad.TakeScanned(), "no time has passed");
            bench.Pass(100);
        }

        Assert.AreEqual("", bench.Digits, "its sign of life is no key");
    }

    [TestMethod]
    public void AScanThatHasEndedTellsNothing()
    {
        using var bench = new KeypadBench(BoardType.Esp32DevKitC);
        bench.Pass(1000);
        Assert.IsTrue(bench.Keypad.TakeScanned());
        bench.Pass(100);
        EndScan(bench.Keypad);
        bench.Pass(100);
        bench.Keypad.TakeScanned();
        bench.Pass(1000);
        Assert.IsFalse(bench.Keypad.TakeScanned());
    }

    /// <summary>While the service switch is on its pin is as low as a column.</summary>
    [TestMethod]
    public void WithTheServiceSwitchOnNobodyIsAsked()
    {
        using var bench = new KeypadBench(BoardType.Esp32DevKitC);
        bench.Board.DriveFromOutside(bench.Settings.ServiceSwitch, false);
        bench.Pass(1000);
        Assert.IsTrue(bench.Keypad.TakeScanned());
        Assert.IsTrue(bench.Keypad.TakeScanned());
        bench.Board.DriveFromOutside(bench.Settings.ServiceSwitch, true);
        bench.Pass(1000);
        Assert.IsTrue(bench.Keypad.TakeScanned());
        bench.Pass(100);
        Assert.IsTrue(bench.Keypad.TakeScanned());
    }

    /// <summary>As an exception would: the binding believes that it still runs, but its thread is gone.</summary>
    internal static void EndScan(IKeypad keypad)
    {
        var matrix = (KeyMatrix)typeof(MatrixKeypad).GetField("_matrix", BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(keypad)!;
        matrix.StopListeningKeyEvent();
    }
}
