using Kiosk.Board;
using Kiosk.Core.Settings;
using Kiosk.Core.Terminal;

namespace Kiosk.EndToEnd.Keypad;

/// <summary>The keypad on an MCP23017 that is slow, gone, back with its registers at reset, or on a bus that is held down.</summary>
[TestClass]
public class ExpanderKeypadTests
{
    private const int Iodir = 0x00;
    private const int Iocon = 0x0A;
    private const int Gppu = 0x0C;
    private const int Olat = 0x14;

    private readonly KeypadBench _bench = new(BoardType.Esp32C3DevKitM);

    private Mcp23017 Expander => _bench.World.Expander;

    [TestCleanup]
    public void PowerOff() => _bench.Dispose();

    [TestMethod]
    public void PullsUpTheColumnsAndDrivesNothingBetweenSweeps()
    {
        _bench.Pass(100);
        Assert.AreEqual(0x0F00, Both(Gppu));
        Assert.AreEqual(0xFFFF, Both(Iodir));
        Assert.AreEqual(0, Both(Olat));
        Assert.AreEqual(KeypadFault.None, _bench.Keypad.Fault);
    }

    [TestMethod]
    public void DrivesOneRowAtATime()
    {
        var watch = new Watch(Expander);
        _bench.Board.I2c(1).Attach(_bench.Settings.KeypadExpander, watch);
        _bench.Tap('5');
        Assert.AreEqual("5", _bench.Digits);
        CollectionAssert.AreEquivalent(new[] { 0x0000, 0x0001, 0x0002, 0x0004, 0x0008 }, watch.Driven.ToArray());
    }

    [TestMethod]
    public void EveryDigitOfItComes()
    {
        foreach (string digits in new[] { "1234", "5678", "9012" })
        {
            foreach (char digit in digits)
            {
                _bench.Tap(digit);
            }

            Assert.AreEqual(digits, _bench.Digits);
            _bench.Tap('D');
        }
    }

    [TestMethod]
    public void ItsRegistersAreSetUpAgainAfterAResetOfItsOwn()
    {
        _bench.Tap('1');
        Expander.Reset();
        _bench.Pass(100);
        Assert.AreEqual(0x0F00, Both(Gppu));
        _bench.Tap('2');
        Assert.AreEqual("12", _bench.Digits);
    }

    [TestMethod]
    public void ItIsSetRightFromTheOtherBank()
    {
        ((II2cSlave)Expander).Write([Iocon, 0x80]);
        Expander.Reset();
        ((II2cSlave)Expander).Write([Iocon, 0xA0]);
        _bench.Pass(1000);
        _bench.Tap('7');
        Assert.AreEqual("7", _bench.Digits);
        Assert.AreEqual(0, Expander.Register(Iocon));
    }

    [TestMethod]
    public void AKeyIsReleasedWhenTheExpanderIsGoneAndCountsAgainWhenItIsBack()
    {
        _bench.Press('4', down: true);
        _bench.Pass(100);
        Assert.AreEqual("4", _bench.Digits);
        Expander.Present = false;
        _bench.Pass(2000);
        Assert.AreEqual(KeypadFault.NoExpander, _bench.Keypad.Fault);
        Assert.IsTrue(_bench.Keypad.TakeScanned(), "to start anew would not bring it back");
        Assert.AreEqual("4", _bench.Digits);
        _bench.Press('4', down: false);
        Expander.Present = true;
        _bench.Pass(2000);
        Assert.AreEqual(KeypadFault.None, _bench.Keypad.Fault);
        _bench.Tap('4');
        Assert.AreEqual("44", _bench.Digits);
    }

    [TestMethod]
    public void OneTransferThatFailsChangesNothing()
    {
        _bench.Press('4', down: true);
        _bench.Pass(100);
        Expander.Present = false;
        _bench.Turn(10);
        Expander.Present = true;
        _bench.Pass(100);
        _bench.Press('4', down: false);
        _bench.Pass(100);
        Assert.AreEqual("4", _bench.Digits);
        Assert.AreEqual(KeypadFault.None, _bench.Keypad.Fault);
    }

    [TestMethod]
    public void ABusThatIsHeldDownMakesNoKeysAndIsLeftAlone()
    {
        _bench.Pass(100);
        _bench.World.I2cStuck = true;
        _bench.Pass(100);
        long before = _bench.Board.I2c(1).Transfers;
        _bench.Pass(10000);
        Assert.IsTrue(_bench.Board.I2c(1).Transfers - before <= 20, "each costs a second in which nothing runs");
        Assert.AreEqual("", _bench.Digits);
        _bench.World.I2cStuck = false;
        _bench.Pass(1000);
        _bench.Tap('3');
        Assert.AreEqual("3", _bench.Digits);
    }

    /// <summary>The runtime's driver throws where its error is none of those that have a status.</summary>
    [TestMethod]
    public void AnExceptionOfTheDriverDoesNotEndTheScan()
    {
        _bench.Board.I2c(1).Attach(_bench.Settings.KeypadExpander, new Thrower());
        _bench.Pass(1000);
        _bench.Board.I2c(1).Detach(_bench.Settings.KeypadExpander);
        _bench.Pass(1000);
        _bench.Tap('8');
        Assert.AreEqual("8", _bench.Digits);
        Assert.AreEqual(KeypadFault.ScanErrors, _bench.Keypad.Fault);
        Assert.AreEqual(0, _bench.Board.UnhandledExceptions.Count);
    }

    private int Both(int register) => Expander.Register(register) | (Expander.Register(register + 1) << 8);

    private sealed class Watch(II2cSlave inner) : II2cSlave
    {
        public HashSet<int> Driven { get; } = [];

        public bool Acknowledges => inner.Acknowledges;

        public void Write(ReadOnlySpan<byte> data)
        {
            if (data is [Iodir, var a, var b])
            {
                Driven.Add(~(a | (b << 8)) & 0xFFFF);
            }

            inner.Write(data);
        }

        public void Read(Span<byte> data) => inner.Read(data);
    }

    private sealed class Thrower : II2cSlave
    {
        public bool Acknowledges => true;

        public void Write(ReadOnlySpan<byte> data) => throw new InvalidOperationException();

        public void Read(Span<byte> data) => throw new InvalidOperationException();
    }
}
