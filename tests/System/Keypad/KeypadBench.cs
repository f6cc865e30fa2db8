using Kiosk.Bench.Rig;
using Kiosk.Board;
using Kiosk.Core.Display;
using Kiosk.Core.Issuer;
using Kiosk.Core.Settings;
using Kiosk.Core.Terminal;
using Kiosk.Device;

namespace Kiosk.EndToEnd.Keypad;

/// <summary>A device's keypad on the virtual board, before a terminal on ports in memory: its display tells which digits have come.</summary>
internal sealed class KeypadBench : IDisposable
{
    private readonly BareScreen _screen = new();
    private readonly Terminal _terminal;
    private readonly BenchClock _clock = new();

    internal KeypadBench(BoardType board, int seed = 1)
    {
        Settings = ReadSettings(board);
        World = new VirtualWorld(seed: seed)
        {
            Chip = board switch { BoardType.Esp32S3DevKitC => ChipType.Esp32S3, BoardType.Esp32C3DevKitM => ChipType.Esp32C3, _ => ChipType.Esp32 },
            PanelSda = Settings.DisplayData,
            PanelScl = Settings.DisplayClock,
            ExpanderAddress = Settings.KeypadExpander,
        };
        bool expander = Settings.KeypadExpander != KioskSettings.NoExpander;
        World.Keys.Wire(Settings.RowPins, Settings.ColumnPins, expander);
        Board = World.PowerOn();
        Board.MakeCurrent();
        Board.DriveFromOutside(Settings.ServiceSwitch, true);
        Keypad = expander ? new ExpanderKeypad(Settings, _clock) : new MatrixKeypad(Settings, _clock);
        new System.Device.Gpio.GpioController().OpenPin(Settings.ServiceSwitch, System.Device.Gpio.PinMode.Input);
        var ports = new TerminalPorts
        {
            Clock = new SystemClock(),
            Screen = _screen,
            Keypad = Keypad,
            Flash = new FlashFiles(),
            Link = new NoLink(),
            Cipher = new DeviceAes(),
            Random = new HardwareRandom(),
        };
        _terminal = new Terminal(Settings, ports, new FrameBuffer(Settings.Display));
    }

    internal KioskSettings Settings { get; }

    internal VirtualWorld World { get; }

    internal VirtualBoard Board { get; }

    internal IKeypad Keypad { get; }

    /// <summary>How many of the next readings of the keypad's clock throw.</summary>
    internal int Throws
    {
        set => _clock.Throws = value;
    }

    /// <summary>The minutes on the display; empty while none are.</summary>
    internal string Digits => _screen.Text.Split(' ') is ["PARKING", var digits, "MIN", ..] ? digits : "";

    public void Dispose() => World.Dispose();

    /// <summary>Time passes, then the loop turns once.</summary>
    internal void Turn(int milliseconds)
    {
        World.Advance(milliseconds);
        Keypad.Feed(_terminal);
        _terminal.Step();
    }

    /// <summary>Time passes in turns of 10 ms.</summary>
    internal void Pass(int milliseconds)
    {
        for (int passed = 0; passed < milliseconds; passed += 10)
        {
            Turn(10);
        }
    }

    internal void Press(char legend, bool down)
    {
        (int row, int column) = Math.DivRem(Settings.KeyLegend.IndexOf(legend), Settings.ColumnPins.Length);
        if (down)
        {
            World.Keys.Press(row, column);
        }
        else
        {
            World.Keys.Release(row, column);
        }
    }

    internal void Tap(char legend)
    {
        Press(legend, down: true);
        Pass(80);
        Press(legend, down: false);
        Pass(80);
    }

    private static KioskSettings ReadSettings(BoardType board)
    {
        string name = board switch { BoardType.Esp32S3DevKitC => "esp32-s3-devkitc", BoardType.Esp32C3DevKitM => "esp32-c3-devkitm", _ => "esp32-devkitc" };
        byte[] file = System.Text.Encoding.UTF8.GetBytes(ConfigFile.ForBoard(ConfigFile.Default, name, BoardPins.Of(board)));
        SettingsError? error = SettingsReader.Read(file, file.Length, out KioskSettings? settings);
        return settings ?? throw new InvalidOperationException(error?.ToString());
    }

    private sealed class NoLink : IIssuerLink
    {
        public LinkState State => LinkState.Down;

        public LinkFault Fault => LinkFault.None;

        public void Open()
        {
        }

        public void Send(byte[] message, int length)
        {
        }

        public int TakeAnswer(byte[] buffer) => 0;

        public void Close()
        {
        }
    }

    private sealed class BenchClock : IClock
    {
        private readonly SystemClock _clock = new();

        public int Throws { get; set; }

        public long Ticks => Throws-- > 0 ? throw new InvalidOperationException("a bug of the firmware") : _clock.Ticks;

        public long Utc => 0;

        public void Set(long utc)
        {
        }
    }
}
