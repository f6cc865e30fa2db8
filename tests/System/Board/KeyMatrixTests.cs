using System.Device.Gpio;
using System.Diagnostics;
using Iot.Device.KeyMatrix;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Kiosk.EndToEnd.Board;

/// <summary>The key-matrix binding scans as the published one does, faults included.</summary>
[TestClass]
public class KeyMatrixTests : BoardTest
{
    private static readonly int[] Rows = [32, 33, 25, 26];
    private static readonly int[] Columns = [27, 14, 13, 4];

    /// <summary>A pause ends with a tick of the system, every 10 ms; one of 0 only lets the others have their turn.</summary>
    [TestMethod]
    [DataRow(0, 1)]
    [DataRow(1, 10)]
    [DataRow(10, 10)]
    [DataRow(11, 20)]
    public void Scans_one_output_an_interval_beginning_with_the_second(int interval, int step)
    {
        GpioController gpio = new();
        using KeyMatrix keys = Open(gpio, interval, out List<string> seen);
        for (int row = 0; row < 4; row++)
        {
            World.Keys.Press(row, row, bounce: false);
        }

        keys.StartListeningKeyEvent();
        Board.Advance(4 * step);
        CollectionAssert.AreEqual(new[] { $"{step} Rising 1,1", $"{2 * step} Rising 2,2", $"{3 * step} Rising 3,3", $"{4 * step} Rising 0,0" }, seen);
    }

    [TestMethod]
    public void Reports_bounce_and_ghosts_as_they_come()
    {
        GpioController gpio = new();
        using KeyMatrix keys = Open(gpio, 0, out List<string> seen);
        keys.StartListeningKeyEvent();
        for (int i = 0; i < 20; i++)
        {
            World.Keys.Press(1, 1);
            Board.Advance(100);
            World.Keys.Release(1, 1);
            Board.Advance(100);
        }

        Assert.IsTrue(seen.Count > 40, $"{seen.Count} changes for 20 presses and 20 releases");

        seen.Clear();
        World.Keys.Press(0, 0, bounce: false);
        World.Keys.Press(0, 1, bounce: false);
        World.Keys.Press(1, 1, bounce: false);
        Board.Advance(50);
        Assert.AreEqual(4, seen.Count, "the fourth corner is a ghost");
    }

    [TestMethod]
    public void Without_a_pull_down_it_invents_keys()
    {
        GpioController gpio = new();
        using KeyMatrix keys = Open(gpio, 5, out List<string> seen, pullDown: false);
        keys.StartListeningKeyEvent();
        Board.Advance(1000);
        Assert.IsTrue(seen.Count > 100);
    }

    [TestMethod]
    public void Handler_that_throws_ends_the_scan_for_good()
    {
        GpioController gpio = new();
        using KeyMatrix keys = Open(gpio, 5, out List<string> seen);
        keys.KeyEvent += (_, _) => throw new InvalidOperationException("a bug of the firmware");
        keys.StartListeningKeyEvent();
        World.Keys.Press(2, 0, bounce: false);
        Board.Advance(100);
        Assert.AreEqual(1, seen.Count);
        Assert.AreEqual(1, Board.UnhandledExceptions.Count);
        Assert.AreEqual(true, Board.Driven(Rows[2]), "its output stays driven");
        keys.StartListeningKeyEvent();
        World.Keys.Release(2, 0, bounce: false);
        Board.Advance(100);
        Assert.AreEqual(1, seen.Count, "it believes that it still runs");
    }

    [TestMethod]
    public void Indexer_strides_by_outputs()
    {
        GpioController gpio = new();
        World.Keys.Wire(Rows, Columns[..3]);
        using KeyMatrix keys = new(Rows, Columns[..3], TimeSpan.FromMilliseconds(5), gpio, false);
        foreach (int column in Columns[..3])
        {
            gpio.SetPinMode(column, PinMode.InputPullDown);
        }

        World.Keys.Press(1, 0, bounce: false);
        keys.StartListeningKeyEvent();
        Board.Advance(40);
        Assert.AreEqual(PinValue.High, keys.Values[3]);
        Assert.AreEqual(PinValue.Low, keys[1][0], "it looks at 1 times 4, not at 1 times 3");
        Assert.ThrowsException<ArgumentOutOfRangeException>(() => keys[3]);
    }

    [TestMethod]
    public void ReadKey_is_not_to_be_used()
    {
        using KeyMatrix keys = Open(new GpioController(), 5, out _);
        Assert.ThrowsException<NotSupportedException>(() => keys.ReadKey());
    }

    [TestMethod]
    public void Scan_keeps_its_step_over_a_skipped_night()
    {
        // The same key at the same time is seen in the same millisecond, whether the scan was played all along or skipped.
        string[] Run(bool keepAwake)
        {
            PowerOffWorld();
            PowerOnNewWorld();
            GpioController gpio = new();
            using KeyMatrix keys = Open(gpio, 3, out List<string> seen);
            keys.StartListeningKeyEvent();
            for (int i = 0; i < 100; i++)
            {
                if (keepAwake)
                {
                    gpio.SetPinMode(Columns[0], PinMode.InputPullDown);
                }

                Board.Advance(7);
            }

            World.Keys.Press(2, 1, bounce: false);
            Board.Advance(100);
            World.Keys.Release(2, 1, bounce: false);
            Board.Advance(100);
            return [.. seen];
        }

        string[] played = Run(keepAwake: true);
        Assert.AreEqual(2, played.Length);
        CollectionAssert.AreEqual(played, Run(keepAwake: false));
    }

    [TestMethod]
    public void A_day_of_idle_costs_next_to_nothing()
    {
        GpioController gpio = new();
        using KeyMatrix keys = Open(gpio, 1, out List<string> seen);
        keys.StartListeningKeyEvent();
        Stopwatch watch = Stopwatch.StartNew();
        for (int i = 0; i < 24 * 60 * 60 * 10; i++)
        {
            Board.Advance(100);
        }

        TestContext.WriteLine($"24 h of idle in steps of 100 ms: {watch.Elapsed.TotalMilliseconds:F1} ms");
        watch.Restart();
        Board.Advance(24 * 60 * 60 * 1000);
        TestContext.WriteLine($"24 h of idle at once: {watch.Elapsed.TotalMilliseconds:F3} ms");
        Assert.AreEqual(2 * 24 * 60 * 60 * 1000, Board.Ticks);
        Assert.AreEqual(0, seen.Count);
        World.Keys.Press(0, 0);
        watch.Restart();
        Board.Advance(24 * 60 * 60 * 1000);
        TestContext.WriteLine($"24 h with a stuck key: {watch.Elapsed.TotalMilliseconds:F3} ms");
        World.Keys.Release(0, 0);
        Board.Advance(20);
        seen.Clear();
        World.Keys.Press(3, 3);
        Board.Advance(20);
        Assert.AreNotEqual(0, seen.Count);
    }

    private KeyMatrix Open(GpioController gpio, int intervalMs, out List<string> seen, bool pullDown = true)
    {
        KeyMatrix keys = new(Rows, Columns, TimeSpan.FromMilliseconds(intervalMs), gpio, false);
        if (pullDown)
        {
            foreach (int column in Columns)
            {
                gpio.SetPinMode(column, PinMode.InputPullDown);
            }
        }

        List<string> changes = [];
        keys.KeyEvent += (_, e) => changes.Add($"{Board.Ticks} {e.EventType} {e.Output},{e.Input}");
        seen = changes;
        return keys;
    }
}
