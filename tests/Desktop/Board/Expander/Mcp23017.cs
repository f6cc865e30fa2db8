using System.Device.I2c;

namespace Kiosk.Board;

/// <summary>
/// An MCP23017 with key switches on its pins, at the level of its registers (data sheet DS20001952): IODIR, IPOL, GPPU, IOCON, GPIO and OLAT
/// in both banks' addresses, sequential addressing, reset values. Its power can fail apart from the board's.
/// </summary>
/// <remarks>Not played: interrupts (their registers keep what is written), IOCON.HAEN, DISSLW, ODR. As in the data sheet's revision D, GPA7
/// and GPB7 are outputs only: read as inputs they give noise.</remarks>
public sealed class Mcp23017 : II2cSlave
{
    /// <summary>The address with all three address pins to ground.</summary>
    public const int DefaultAddress = 0x20;

    private const int Pins = 16;
    private const int Registers = 22;
    private const int Iodir = 0x00;
    private const int Ipol = 0x02;
    private const int Iocon = 0x0A;
    private const int Gppu = 0x0C;
    private const int Gpio = 0x12;
    private const int Olat = 0x14;
    private const int BankBit = 0x80;
    private const int NotSequentialBit = 0x20;

    private readonly VirtualWorld _world;
    private readonly byte[] _registers = new byte[Registers];
    private bool _present = true;
    private int _address;
    private long _noise;

    internal Mcp23017(VirtualWorld world)
    {
        _world = world;
        Reset();
    }

    /// <summary>Whether it has power and its wires. When it comes back its registers are as after power-up.</summary>
    public bool Present
    {
        get => _present;
        set
        {
            if (value && !_present)
            {
                Reset();
            }

            _present = value;
        }
    }

    /// <summary>Writes and reads that it has answered.</summary>
    public long Transfers { get; private set; }

    /// <inheritdoc/>
    bool II2cSlave.Acknowledges => _present;

    /// <summary>A register by its address of IOCON.BANK = 0 (table 3-5).</summary>
    public byte Register(int address) => _registers[address];

    /// <summary>Power-on reset (3.1): all pins are inputs without pull-ups.</summary>
    public void Reset()
    {
        Array.Clear(_registers);
        _registers[Iodir] = 0xFF;
        _registers[Iodir + 1] = 0xFF;
        _address = 0;
    }

    /// <inheritdoc/>
    void II2cSlave.Write(ReadOnlySpan<byte> data)
    {
        Transfers++;
        if (data.Length == 0)
        {
            return;
        }

        _address = data[0];
        foreach (byte value in data[1..])
        {
            if (Find(_address) is { } register)
            {
                Store(register, value);
            }

            Next();
        }
    }

    /// <inheritdoc/>
    void II2cSlave.Read(Span<byte> data)
    {
        Transfers++;
        for (int i = 0; i < data.Length; i++)
        {
            data[i] = Find(_address) is not { } register ? (byte)0
                : register is Gpio or Gpio + 1 ? ReadPort(register - Gpio)
                : _registers[register];
            Next();
        }
    }

    /// <summary>The register behind an address: with BANK = 1 port A's are at 00 to 0A, and port B's at 10 to 1A (3.2.1).</summary>
    private int? Find(int address)
    {
        if ((_registers[Iocon] & BankBit) == 0)
        {
            return address < Registers ? address : null;
        }

        return (address & 0x0F) < Registers / 2 && address < 0x20 ? ((address & 0x0F) * 2) + (address >> 4) : null;
    }

    private void Next()
    {
        if ((_registers[Iocon] & NotSequentialBit) == 0)
        {
            _address = (_address + 1) % ((_registers[Iocon] & BankBit) == 0 ? Registers : 0x1B);
        }
    }

    private void Store(int register, byte value)
    {
        switch (register)
        {
            case Gpio:
            case Gpio + 1:
                // Writing the port is writing its latch (3.5.10).
                _registers[register + 2] = value;
                break;
            case Iocon:
            case Iocon + 1:
                _registers[Iocon] = value;
                _registers[Iocon + 1] = value;
                break;
            case 0x0E:
            case 0x0F:
            case 0x10:
            case 0x11:
                // Interrupt flags and captures are read only.
                break;
            default:
                _registers[register] = value;
                break;
        }
    }

    private byte ReadPort(int port)
    {
        int value = 0;
        for (int bit = 0; bit < 8; bit++)
        {
            bool level = IsOutput((port * 8) + bit)
                ? IsSet(Olat, (port * 8) + bit)
                : (bit == 7 ? null : Level((port * 8) + bit)) ?? (Noise.Of(_world.Seed, port, bit, ++_noise) & 1) != 0;
            value |= level ? 1 << bit : 0;
        }

        return (byte)(value ^ (_registers[Ipol + port] & _registers[Iodir + port]));
    }

    /// <summary>The level of a wire, or null when it floats.</summary>
    private bool? Level(int pin)
    {
        bool low = false;
        bool high = false;
        bool up = false;
        Span<int> wires = stackalloc int[Pins];
        int known = 0;
        wires[known++] = pin;
        for (int i = 0; i < known; i++)
        {
            int wire = wires[i];
            low |= IsOutput(wire) && !IsSet(Olat, wire);
            high |= IsOutput(wire) && IsSet(Olat, wire);
            up |= !IsOutput(wire) && IsSet(Gppu, wire);
            known = _world.Keys.OnExpander ? _world.Keys.Follow(wire, wires, known) : known;
        }

        return low ? false : high || up ? true : null;
    }

    private bool IsOutput(int pin) => !IsSet(Iodir, pin);

    private bool IsSet(int register, int pin) => (_registers[register + (pin / 8)] & (1 << (pin % 8))) != 0;
}
