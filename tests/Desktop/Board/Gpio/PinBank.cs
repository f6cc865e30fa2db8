using System.Device.Gpio;

namespace Kiosk.Board;

/// <summary>
/// The pins of a classic ESP32 on a DevKitC. Levels are worked out from what drives the wire: outputs, seen through the closed key
/// switches; then pull resistors; and where there is neither, the wire floats and reads noise.
/// </summary>
internal sealed class PinBank(VirtualBoard board)
{
    internal const int Count = 40;

    private readonly PinMode?[] _modes = new PinMode?[Count];
    private readonly bool[] _latch = new bool[Count];
    private readonly bool?[] _outside = new bool?[Count];
    private readonly List<GpioPin> _watched = [];
    private long _floatingReads;

    /// <summary>A switch moved, a pin changed its mode, or somebody drives a pin from outside.</summary>
    internal event Action? LinesChanged;

    /// <summary>The pins that the firmware holds.</summary>
    internal Dictionary<int, GpioPin> Opened { get; } = [];

    /// <summary>Pins that exist, the flash chip's (6 to 11) left out: opening those hangs a real board.</summary>
    internal static bool Exists(int pin) => pin is (>= 0 and <= 5) or (>= 12 and <= 19) or (>= 21 and <= 23) or (>= 25 and <= 27) or (>= 32 and <= 39);

    internal static bool Supports(int pin, PinMode mode) =>
        Exists(pin) && mode is >= PinMode.Input and <= PinMode.OutputOpenSourcePullDown && (pin < 34 || mode == PinMode.Input);

    internal bool IsOpen(int pin) => (uint)pin < Count && _modes[pin] is not null;

    internal PinMode Mode(int pin) => IsOpen(pin) ? _modes[pin]!.Value : throw NotOpen(pin);

    internal void Open(int pin)
    {
        if (!Exists(pin))
        {
            throw new ArgumentException(pin is >= 6 and <= 11 ? $"Pin {pin} belongs to the flash chip." : $"An ESP32 has no pin {pin}.");
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
            throw new ArgumentException($"Pin {pin} cannot be {mode}: 34 to 39 are inputs without pull resistors.");
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

        if (_modes[pin] == PinMode.Output)
        {
            return _latch[pin];
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
        Span<int> wires = stackalloc int[Count];
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
            known = Follow(keys, wire, wires, known);
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

    private static int Follow(KeySwitches keys, int wire, Span<int> wires, int known)
    {
        for (int row = 0; row < keys.RowPins.Count; row++)
        {
            for (int column = 0; column < keys.ColumnPins.Count; column++)
            {
                int other = keys.RowPins[row] == wire ? keys.ColumnPins[column] : keys.ColumnPins[column] == wire ? keys.RowPins[row] : -1;
                if (other >= 0 && keys.IsClosed(row, column) && !wires[..known].Contains(other))
                {
                    wires[known++] = other;
                }
            }
        }

        return known;
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
