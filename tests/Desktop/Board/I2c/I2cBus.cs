using System.Device.I2c;
using nanoFramework.Hardware.Esp32;

namespace Kiosk.Board;

/// <summary>
/// One of the board's two I2C buses. It exists on the pins that the firmware gave it: the display answers only when these are the pins
/// it is soldered to. It counts what crosses it.
/// </summary>
public sealed class I2cBus
{
    // The runtime's driver gives a transfer up after a second, and nothing else runs meanwhile.
    private const int StuckMicroseconds = 1000000;

    private readonly VirtualBoard _board;
    private readonly int _id;
    private readonly Dictionary<int, II2cSlave> _slaves = [];

    internal I2cBus(VirtualBoard board, int id)
    {
        _board = board;
        _id = id;
    }

    /// <summary>Bytes that crossed the bus: data and address bytes, those that nobody acknowledged included.</summary>
    public long Bytes { get; private set; }

    /// <summary>Transfers, from start to stop.</summary>
    public long Transfers { get; private set; }

    /// <summary>Transfers that nobody acknowledged.</summary>
    public long NotAcknowledged { get; private set; }

    /// <summary>How long the bus was busy: nine clocks a byte. Virtual time does not move for it.</summary>
    public long BusyMicroseconds { get; private set; }

    private bool IsDisplayBus => Sda == _board.World.PanelSda && Scl == _board.World.PanelScl;

    private int Sda => _board.PinOf((int)(_id == 1 ? DeviceFunction.I2C1_DATA : DeviceFunction.I2C2_DATA));

    private int Scl => _board.PinOf((int)(_id == 1 ? DeviceFunction.I2C1_CLOCK : DeviceFunction.I2C2_CLOCK));

    /// <summary>Puts something on the bus, whatever its pins.</summary>
    /// <param name="address">Its address, seven bits.</param>
    /// <param name="slave">What answers to it.</param>
    public void Attach(int address, II2cSlave slave) => _slaves[address] = slave;

    /// <summary>Takes it off again.</summary>
    /// <param name="address">Its address.</param>
    public void Detach(int address) => _slaves.Remove(address);

    /// <summary>Begins to count anew.</summary>
    public void ResetCounters()
    {
        Bytes = 0;
        Transfers = 0;
        NotAcknowledged = 0;
        BusyMicroseconds = 0;
    }

    internal void ThrowIfWithoutPins()
    {
        if (Sda < 0 || Scl < 0)
        {
            throw new ArgumentException($"I2C bus {_id} has no pins: call Configuration.SetPinFunction for its data and its clock first.");
        }
    }

    internal I2cTransferResult Transfer(int address, I2cBusSpeed speed, ReadOnlySpan<byte> write, Span<byte> read)
    {
        if (!_board.IsOn)
        {
            return new I2cTransferResult(0, I2cTransferStatus.UnknownError);
        }

        Transfers++;
        if (_board.World.I2cStuck && IsDisplayBus)
        {
            NotAcknowledged++;
            BusyMicroseconds += StuckMicroseconds;
            return new I2cTransferResult(0, I2cTransferStatus.ClockStretchTimeout);
        }

        II2cSlave? slave = Find(address);
        if (slave is not { Acknowledges: true })
        {
            NotAcknowledged++;
            Count(1, speed);
            return new I2cTransferResult(0, I2cTransferStatus.SlaveAddressNotAcknowledged);
        }

        if (write.Length > 0 || read.Length == 0)
        {
            Count(1 + write.Length, speed);
            slave.Write(write);
        }

        if (read.Length > 0)
        {
            Count(1 + read.Length, speed);
            slave.Read(read);
        }

        return new I2cTransferResult(write.Length + read.Length, I2cTransferStatus.FullTransfer);
    }

    private II2cSlave? Find(int address)
    {
        if (_slaves.TryGetValue(address, out II2cSlave? slave))
        {
            return slave;
        }

        VirtualWorld world = _board.World;
        return address == world.PanelAddress && IsDisplayBus ? world.Panel : null;
    }

    private void Count(int bytes, I2cBusSpeed speed)
    {
        Bytes += bytes;
        int kilohertz = speed switch
        {
            I2cBusSpeed.StandardMode => 100,
            I2cBusSpeed.FastModePlus => 1000,
            _ => 400,
        };
        BusyMicroseconds += bytes * 9 * 1000L / kilohertz;
    }
}
