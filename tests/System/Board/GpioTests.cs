using System.Device.Gpio;
using Kiosk.Board;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Kiosk.EndToEnd.Board;

/// <summary>The pins refuse, float, pull and conduct as an ESP32's do.</summary>
[TestClass]
public class GpioTests : BoardTest
{
    private static readonly int[] Rows = [32, 33, 25, 26];
    private static readonly int[] Columns = [27, 14, 13, 4];

    [TestMethod]
    public void Refuses_what_an_esp32_refuses()
    {
        GpioController gpio = new();
        for (int pin = 6; pin <= 11; pin++)
        {
            Assert.ThrowsException<ArgumentException>(() => gpio.OpenPin(pin), $"pin {pin} is the flash's");
        }

        foreach (int pin in new[] { -1, 20, 24, 28, 31, 40 })
        {
            Assert.ThrowsException<ArgumentException>(() => gpio.OpenPin(pin), $"there is no pin {pin}");
        }

        for (int pin = 34; pin <= 39; pin++)
        {
            Assert.ThrowsException<ArgumentException>(() => gpio.OpenPin(pin, PinMode.Output));
            Assert.ThrowsException<ArgumentException>(() => gpio.OpenPin(pin, PinMode.InputPullDown));
            gpio.OpenPin(pin, PinMode.Input);
        }

        gpio.OpenPin(32);
        Assert.ThrowsException<InvalidOperationException>(() => gpio.OpenPin(32));
        Assert.ThrowsException<InvalidOperationException>(() => gpio.Write(32, PinValue.High), "an input");
        Assert.ThrowsException<InvalidOperationException>(() => gpio.Read(33), "not open");
    }

    [TestMethod]
    public void Refuses_what_the_other_chips_refuse()
    {
        (ChipType Chip, int[] None, int[] Flash)[] chips =
        [
            (ChipType.Esp32S3, [-1, 22, 25, 49], [26, 32]),
            (ChipType.Esp32C3, [-1, 22, 39], [11, 17]),
        ];
        foreach ((ChipType chip, int[] none, int[] flash) in chips)
        {
            PowerOffWorld();
            World.Chip = chip;
            PowerOn();
            GpioController gpio = new();
            foreach (int pin in none.Concat(flash))
            {
                ArgumentException refused = Assert.ThrowsException<ArgumentException>(() => gpio.OpenPin(pin));
                Assert.AreEqual(flash.Contains(pin), refused.Message.Contains("flash", StringComparison.Ordinal), $"{chip} {pin}");
            }

            // All of them have pulls.
            int last = chip == ChipType.Esp32S3 ? 48 : 21;
            Assert.AreEqual(PinValue.High, gpio.OpenPin(last, PinMode.InputPullUp).Read());
            Assert.AreEqual(PinValue.Low, gpio.OpenPin(last - 1, PinMode.InputPullDown).Read());
            gpio.OpenPin(0, PinMode.Output);
        }
    }

    [TestMethod]
    public void An_output_reads_low_whatever_it_drives()
    {
        GpioController gpio = new();
        GpioPin pin = gpio.OpenPin(18, PinMode.Output);
        pin.Write(PinValue.High);
        Assert.AreEqual(true, Board.Driven(18));
        Assert.AreEqual(PinValue.Low, pin.Read());
        pin.Toggle();
        Assert.AreEqual(false, Board.Driven(18));
        pin.Toggle();
        Assert.AreEqual(true, Board.Driven(18));
    }

    [TestMethod]
    public void Input_without_a_pull_floats_and_reads_noise()
    {
        GpioController gpio = new();
        gpio.OpenPin(27, PinMode.Input);
        int high = Enumerable.Range(0, 200).Count(_ => gpio.Read(27) == PinValue.High);
        Assert.IsTrue(high is > 50 and < 150, $"{high} of 200");
        gpio.SetPinMode(27, PinMode.InputPullDown);
        Assert.IsFalse(Enumerable.Range(0, 200).Any(_ => gpio.Read(27) == PinValue.High));
        gpio.SetPinMode(27, PinMode.InputPullUp);
        Assert.IsTrue(Enumerable.Range(0, 200).All(_ => gpio.Read(27) == PinValue.High));
    }

    [TestMethod]
    public void Three_pressed_corners_ghost_the_fourth()
    {
        GpioController gpio = Open(PinMode.InputPullDown);
        World.Keys.Press(0, 0, bounce: false);
        World.Keys.Press(0, 1, bounce: false);
        World.Keys.Press(1, 1, bounce: false);
        gpio.Write(Rows[0], PinValue.Low);
        CollectionAssert.AreEqual(new[] { 0, 1 }, Sweep(gpio, 0, otherRows: PinMode.Input));
        CollectionAssert.AreEqual(new[] { 0, 1 }, Sweep(gpio, 1, otherRows: PinMode.Input), "(1,0) is nobody's finger");
        World.Keys.Release(0, 1, bounce: false);
        CollectionAssert.AreEqual(new[] { 1 }, Sweep(gpio, 1, otherRows: PinMode.Input));
    }

    [TestMethod]
    public void Interrupt_sees_every_edge_of_a_bouncing_contact()
    {
        GpioController gpio = Open(PinMode.InputPullDown);
        gpio.Write(Rows[2], PinValue.High);
        List<PinEventTypes> edges = [];
        gpio.RegisterCallbackForPinValueChangedEvent(Columns[3], PinEventTypes.Rising | PinEventTypes.Falling, (_, e) => edges.Add(e.ChangeType));
        int most = 0;
        for (int i = 0; i < 20; i++)
        {
            edges.Clear();
            World.Keys.Press(2, 3);
            Board.Advance(50);
            Assert.AreEqual(PinEventTypes.Rising, edges[^1]);
            most = Math.Max(most, edges.Count);
            World.Keys.Release(2, 3);
            Board.Advance(50);
            Assert.AreEqual(PinEventTypes.Falling, edges[^1]);
        }

        Assert.IsTrue(most >= 3, "some contact chattered");
    }

    [TestMethod]
    public void Bounce_is_short_and_the_same_every_time()
    {
        string Trace()
        {
            using Kiosk.Board.VirtualWorld world = new(seed: 7);
            List<char> trace = [];
            for (int i = 0; i < 40; i++)
            {
                if (i == 3)
                {
                    world.Keys.Press(1, 2);
                }

                if (i == 20)
                {
                    world.Keys.Release(1, 2);
                }

                trace.Add(world.Keys.IsClosed(1, 2) ? '#' : '.');
                world.Advance(1);
            }

            return new string([.. trace]);
        }

        string first = Trace();
        Assert.AreEqual(first, Trace());
        Assert.AreEqual("############", first[8..20]);
        Assert.AreEqual("............", first[28..40]);
    }

    [TestMethod]
    public void Power_cut_silences_the_pins()
    {
        GpioController gpio = Open(PinMode.InputPullUp);
        gpio.Write(Rows[0], PinValue.High);
        Assert.AreEqual(true, Board.Driven(Rows[0]));
        World.PowerOff();
        Assert.IsNull(Board.Driven(Rows[0]));
        gpio.Write(Rows[0], PinValue.Low);
        Assert.AreEqual(PinValue.Low, gpio.Read(Columns[0]));
    }

    private static GpioController Open(PinMode columns)
    {
        GpioController gpio = new();
        foreach (int row in Rows)
        {
            gpio.OpenPin(row, PinMode.Output);
        }

        foreach (int column in Columns)
        {
            gpio.OpenPin(column, columns);
        }

        return gpio;
    }

    private static int[] Sweep(GpioController gpio, int row, PinMode otherRows)
    {
        foreach (int other in Rows)
        {
            gpio.SetPinMode(other, other == Rows[row] ? PinMode.Output : otherRows);
        }

        gpio.Write(Rows[row], PinValue.High);
        int[] high = [.. Enumerable.Range(0, Columns.Length).Where(c => gpio.Read(Columns[c]) == PinValue.High)];
        gpio.Write(Rows[row], PinValue.Low);
        return high;
    }
}
