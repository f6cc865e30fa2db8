namespace Kiosk.Board;

/// <summary>
/// Everything around the board that outlives its power: the true time, the flash chip, the key switches and the finger on them, the
/// display's glass, the access point and the time server. Nothing in it runs by itself: time moves when it is told to.
/// </summary>
public sealed class VirtualWorld : IDisposable
{
    /// <summary>The true time at which a world begins unless told otherwise.</summary>
    public static readonly DateTime DefaultStartUtc = new(2026, 6, 1, 8, 0, 0, DateTimeKind.Utc);

    private long _elapsed;
    private long _utcTicksAtStart;
    private bool _wifiAvailable = true;
    private OledPanel _panel;

    /// <summary>Makes a world in which no board is powered yet.</summary>
    /// <param name="flash">The flash chip; an empty one in memory when omitted.</param>
    /// <param name="startUtc">The true time at the beginning; <see cref="DefaultStartUtc"/> when omitted.</param>
    /// <param name="seed">Decides the contact bounce, the noise of floating pins and what a display holds after power-up.</param>
    public VirtualWorld(FlashMemory? flash = null, DateTime? startUtc = null, int seed = 1)
    {
        Seed = seed;
        Flash = flash ?? new FlashMemory();
        Flash.PowerCut += OnFlashPowerCut;
        _utcTicksAtStart = (startUtc ?? DefaultStartUtc).ToUniversalTime().Ticks;
        Keys = new KeySwitches(this);
        _panel = new Ssd1306Panel(this);
        Buzzer = new PiezoBuzzer(this);
        Expander = new Mcp23017(this);
        Com2 = new SerialLine(this);
        Com3 = new SerialLine(this);
    }

    /// <summary>Bytes leave the board by TCP, as they are on the wire. Raised on the thread that sends.</summary>
    public event Action<byte[]>? Sent;

    /// <summary>Decides everything that is random in the real world.</summary>
    public int Seed { get; }

    /// <summary>The flash chip.</summary>
    public FlashMemory Flash { get; }

    /// <summary>The key switches, and which of them are held.</summary>
    public KeySwitches Keys { get; }

    /// <summary>The chip of the boards that are powered on from now on.</summary>
    public ChipType Chip { get; set; }

    /// <summary>The port expander, on the display's bus; it answers where <see cref="ExpanderAddress"/> is not 0.</summary>
    public Mcp23017 Expander { get; }

    /// <summary>The expander's I2C address, 0x20 to 0x27; 0 on a board that has none.</summary>
    public int ExpanderAddress { get; set; }

    /// <summary>Whether threads of the firmware that sleep for less than a second are woken only once a second while nobody is at the keypad, so that a day of
    /// idle is short.</summary>
    public bool SkipsIdle { get; set; }

    /// <summary>Whether something holds the display's bus down: every transfer on it runs into the driver's time-out.</summary>
    public bool I2cStuck { get; set; }

    /// <summary>The display: an SSD1306 of 128×64 until another is soldered in its place, without power.</summary>
    /// <exception cref="InvalidOperationException">A board is on.</exception>
    public OledPanel Panel
    {
        get => _panel;
        set => _panel = Board is null ? value : throw new InvalidOperationException("The display is changed without power.");
    }

    /// <summary>The buzzer.</summary>
    public PiezoBuzzer Buzzer { get; }

    /// <summary>The wires to the board's second serial port: the card reader's.</summary>
    public SerialLine Com2 { get; }

    /// <summary>The wires to the board's third serial port.</summary>
    public SerialLine Com3 { get; }

    /// <summary>The powered board, if there is one.</summary>
    public VirtualBoard? Board { get; private set; }

    /// <summary>Milliseconds since the world began; they never go back.</summary>
    public long Elapsed => Volatile.Read(ref _elapsed);

    /// <summary>The true time (UTC).</summary>
    public DateTime UtcNow => new(UtcTicks, DateTimeKind.Utc);

    /// <summary>The true time (UTC) in .NET ticks.</summary>
    public long UtcTicks => Volatile.Read(ref _utcTicksAtStart) + (Elapsed * TimeSpan.TicksPerMillisecond);

    /// <summary>Whether the access point can be reached. Turning it off closes every socket of the board abruptly; turning it on again
    /// lets a board that had asked for Wi-Fi back in by itself.</summary>
    public bool WifiAvailable
    {
        get => _wifiAvailable;
        set
        {
            _wifiAvailable = value;
            Board?.Network.OnWifiChanged();
        }
    }

    /// <summary>The name of the access point.</summary>
    public string WifiSsid { get; set; } = "kiosk";

    /// <summary>The access point's signal at the board, in dBm.</summary>
    public double WifiSignal { get; set; } = -58;

    /// <summary>Whether the board has stored credentials that fit the access point.</summary>
    public bool WifiCredentialsStored { get; set; } = true;

    /// <summary>Whether a time server answers (over Wi-Fi).</summary>
    public bool TimeServerAvailable { get; set; } = true;

    /// <summary>The display's I2C address: 0x3C or, with its resistor moved, 0x3D.</summary>
    public int PanelAddress { get; set; } = OledPanel.DefaultAddress;

    /// <summary>The board pin that the display's SDA is soldered to.</summary>
    public int PanelSda { get; set; } = 21;

    /// <summary>The board pin that the display's SCL is soldered to.</summary>
    public int PanelScl { get; set; } = 22;

    /// <summary>The wires to a serial port.</summary>
    /// <param name="portName">COM2 or COM3: COM1 is the board's USB.</param>
    public SerialLine Serial(string portName) => portName switch
    {
        "COM2" => Com2,
        "COM3" => Com3,
        _ => throw new ArgumentException("Free serial ports are COM2 and COM3: COM1 is the USB port.", nameof(portName)),
    };

    /// <summary>Switches the power on: a new board, whose time begins at 0.</summary>
    /// <exception cref="InvalidOperationException">A board is on already.</exception>
    public VirtualBoard PowerOn() => new(this);

    /// <summary>Cuts the power, if it is on.</summary>
    public void PowerOff() => Board?.Dispose();

    /// <summary>Time passes, for the board too when one is on.</summary>
    /// <param name="milliseconds">0 or more.</param>
    public void Advance(long milliseconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(milliseconds);
        if (Board is { } board)
        {
            board.Advance(milliseconds);
        }
        else
        {
            MoveTo(Elapsed + milliseconds);
        }
    }

    /// <summary>Moves the true time alone: nothing else notices until it asks a time server
    /// (<see cref="VirtualBoard.SynchroniseClock"/>, and a running SNTP client once an hour).</summary>
    /// <param name="by">How far, forward or back.</param>
    public void MoveClock(TimeSpan by) => Interlocked.Add(ref _utcTicksAtStart, by.Ticks);

    /// <summary>Cuts the power.</summary>
    public void Dispose()
    {
        PowerOff();
        Flash.PowerCut -= OnFlashPowerCut;
    }

    internal void Attach(VirtualBoard board)
    {
        if (Board is not null)
        {
            throw new InvalidOperationException("A board is powered on already.");
        }

        Board = board;
        Flash.PowerUp();
    }

    internal void Detach()
    {
        Board = null;
        Flash.PowerDown();
        Panel.PowerDown();
        Expander.Reset();
        Buzzer.FallSilent();
        Com2.Close();
        Com3.Close();
    }

    internal void OnSent(ReadOnlySpan<byte> bytes) => Sent?.Invoke(bytes.ToArray());

    internal void MoveTo(long elapsed)
    {
        if (elapsed > _elapsed)
        {
            Volatile.Write(ref _elapsed, elapsed);
        }
    }

    private void OnFlashPowerCut() => Board?.Dispose();
}
