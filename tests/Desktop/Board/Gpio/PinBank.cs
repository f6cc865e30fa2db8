using System.Device.Gpio;

namespace Kiosk.Board;

/// <summary>
/// The pins of the board's chip. Levels are worked out from what drives the wire: outputs, seen through the closed key
/// switches; then pull resistors; and where there is neither, the wire floats and reads noise.
/// </summary>
internal sealed class PinBank(VirtualBoard board)
{
    private readonly PinMode?[] _modes = new PinMode?[ChipPins.Most];
    private readonly bool[] _latch = new bool[ChipPins.Most];
    private readonly bool?[] _outside = new bool?[ChipPins.Most];
    private readonly List<GpioPin> _watched = [];
    private long _floatingReads;

    /// <summary>A switch moved, a pin changed its mode, or somebody drives a pin from outside.</summary>
    internal event Action? LinesChanged;

    /// <summary>The pins that the firmware holds.</summary>
    internal Dictionary<int, GpioPin> Opened { get; } = [];

    internal bool IsOpen(int pin) => (uint)pin < ChipPins.Most && _modes[pin] is not null;

    internal PinMode Mode(int pin) => IsOpen(pin) ? _modes[pin]!.Value : throw NotOpen(pin);

    private ChipType Chip => board.World.Chip;

    internal bool Supports(int pin, PinMode mode) => ChipPins.Supports(Chip, pin, mode);

    internal void Open(int pin)
    {
        if (!ChipPins.Exists(Chip, pin))
        {
            throw new ArgumentException(ChipPins.IsFlash(Chip, pin) ? $"Pin {pin} belongs to the flash chip." : $"An {ChipPins.Name(Chip)} has no pin {pin}.");
        }

        if (IsOpen(pin))
        {
            throw new InvalidOperationException($"Pin {pin} is open already.");
        }

        _modes[pin] = PinMode.Input;
        _latch[pin] = false;
    }

    internal void Close(int pin)
    {
        if (!IsOpen(pin))
        {
            throw NotOpen(pin);
        }

        _modes[pin] = null;
        _latch[pin] = false;
        _watched.RemoveAll(p => p.PinNumber == pin);
        Opened.Remove(pin);
        OnLinesChanged();
    }

    internal void SetMode(int pin, PinMode mode)
    {
        if (!IsOpen(pin))
        {
            throw NotOpen(pin);
        }

        if (!Supports(pin, mode))
        {
            throw new ArgumentException($"Pin {pin} of an {ChipPins.Name(Chip)} cannot be {mode}: it is an input without pull resistors.");
        }

        _modes[pin] = mode;
        OnLinesChanged();
    }

    internal void Write(int pin, bool high)
    {
        if (!IsOpen(pin) || _modes[pin] < PinMode.Output)
        {
            throw new InvalidOperationException($"Pin {pin} is not an open output.");
        }

        if (_latch[pin] != high && board.IsOn)
        {
            _latch[pin] = high;
            NoticeEdges();
        }
    }

    internal void Toggle(int pin) => Write(pin, !_latch[pin]);

    internal bool Read(int pin)
    {
        if (!IsOpen(pin))
        {
            throw NotOpen(pin);
        }

        if (!board.IsOn)
        {
            return false;
        }

        if (_modes[pin] >= PinMode.Output)
        {
            // The runtime makes it an output alone, and the pad of such gives 0.
            return false;
        }

        return Level(pin) ?? (Noise.Of(board.World.Seed, pin, board.Ticks, ++_floatingReads) & 1) != 0;
    }

    /// <summary>The level of a wire, or null when it floats.</summary>
    internal bool? Level(int pin)
    {
        KeySwitches keys = board.World.Keys;
        bool low = false;
        bool up = false;
        bool down = false;
        Span<int> wires = stackalloc int[ChipPins.Most];
        int known = 0;
        wires[known++] = pin;
        for (int i = 0; i < known; i++)
        {
            int wire = wires[i];
            bool? strong = _outside[wire] ?? Driven(wire);
            if (strong == true)
            {
                return true;
            }

            low |= strong == false;
            up |= _modes[wire] is PinMode.InputPullUp or PinMode.OutputOpenDrainPullUp;
            down |= _modes[wire] is PinMode.InputPullDown or PinMode.OutputOpenSourcePullDown;
            known = keys.OnExpander ? known : keys.Follow(wire, wires, known);
        }

        return low || (down && !up) ? false : up && !down ? true : null;
    }

    internal bool? Driven(int pin)
    {
        if (!board.IsOn || !IsOpen(pin))
        {
            return null;
        }

        return _modes[pin] switch
        {
            PinMode.Output => _latch[pin],
            PinMode.OutputOpenDrain or PinMode.OutputOpenDrainPullUp => _latch[pin] ? null : false,
            PinMode.OutputOpenSource or PinMode.OutputOpenSourcePullDown => _latch[pin] ? true : null,
            _ => null,
        };
    }

    internal void DriveFromOutside(int pin, bool? level)
    {
        _outside[pin] = level;
        OnLinesChanged();
    }

    internal void Watch(GpioPin pin)
    {
        if (!_watched.Contains(pin))
        {
            pin.LastLevel = Level(pin.PinNumber) ?? false;
            _watched.Add(pin);
        }
    }

    internal void Unwatch(GpioPin pin) => _watched.Remove(pin);

    internal void OnLinesChanged()
    {
        LinesChanged?.Invoke();
        NoticeEdges();
        if (_watched.Count > 0)
        {
            // An interrupt sees every edge of a chattering contact.
            long still = board.World.Keys.StillAt - board.World.Elapsed;
            for (long ms = 1; ms <= still; ms++)
            {
                board.Schedule(board.Ticks + ms, NoticeEdges);
            }
        }
    }

    private static InvalidOperationException NotOpen(int pin) => new($"Pin {pin} is not open.");

    private void NoticeEdges()
    {
        for (int i = _watched.Count - 1; i >= 0 && i < _watched.Count; i--)
        {
            GpioPin pin = _watched[i];
            bool level = Level(pin.PinNumber) ?? false;
            if (level != pin.LastLevel)
            {
                pin.LastLevel = level;
                Report(pin, level);
            }
        }
    }

    private void Report(GpioPin pin, bool level)
    {
        long debounce = (long)pin.DebounceTimeout.TotalMilliseconds;
        board.Schedule(board.Ticks + debounce, () =>
        {
            if (debounce == 0 || (pin.LastLevel == level && pin.LastReported != level))
            {
                pin.LastReported = level;
                pin.OnEdge(level ? PinEventTypes.Rising : PinEventTypes.Falling);
            }
        });
    }
}
