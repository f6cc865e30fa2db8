using Kiosk.Board;
using Kiosk.Core.Issuer;
using Kiosk.Core.Settings;
using Kiosk.Core.Terminal;
using Kiosk.Device;
using Kiosk.Issuer;
using Microsoft.Extensions.Time.Testing;

namespace Kiosk.Bench.Rig;

/// <summary>
/// A kiosk and its issuer on one clock: the firmware's own sources on the virtual board, its TLS link over loopback to the bench issuer.
/// Time passes only in <see cref="Advance"/>, for both alike. Not for two threads at once.
/// </summary>
public sealed class KioskRig : IAsyncDisposable
{
    // A turn of the device's loop; how far time may jump while nobody is at the kiosk, and while it has only a reversal to send.
    private const int Turn = 2;
    private const int QuietTurn = 1000;
    private const int WaitingTurn = 50;
    private const int KeyTime = 80;
    private static readonly TimeSpan NetworkPatience = TimeSpan.FromSeconds(20);

    private readonly RigData _data;
    private readonly FakeTimeProvider _time;
    private readonly KioskSettings? _settings;
    private KioskDevice? _device;

    private KioskRig(RigData data, FakeTimeProvider time, VirtualWorld world, BenchIssuer issuer, KioskSettings? settings)
    {
        _data = data;
        _time = time;
        _settings = settings;
        World = world;
        Issuer = issuer;
    }

    /// <summary>The world around the kiosk: flash, keys, display, Wi-Fi, true time.</summary>
    public VirtualWorld World { get; }

    /// <summary>The issuer.</summary>
    public BenchIssuer Issuer { get; }

    /// <summary>The running firmware; null without power.</summary>
    public KioskDevice? Device => World.Board is null ? null : _device;

    /// <summary>What nf.config says; null when the kiosk refuses it.</summary>
    public KioskSettings? Settings => _settings;

    /// <summary>Whether the service switch is on.</summary>
    public bool IsServiceOn { get; private set; }

    /// <summary>Whether the tamper loop is open.</summary>
    public bool IsLoopOpen { get; private set; }

    /// <summary>Whether <see cref="Advance"/> waits, in real time, for what is under way on the network, so that it takes no simulated time.</summary>
    public bool WaitsForNetwork { get; set; } = true;

    /// <summary>After each turn of the firmware's loop, before <see cref="Advance"/> waits for what is under way on the network.</summary>
    public event Action? Turned;

    /// <summary>The text on the display, its lines joined by single spaces; empty while it is dark.</summary>
    public string Text => PanelText.Text(World.Panel.Snapshot());

    /// <summary>The lines of text on the display.</summary>
    public string[] Lines => PanelText.Lines(World.Panel.Snapshot());

    /// <summary>Starts an issuer and a kiosk, and switches the kiosk on.</summary>
    /// <param name="dataDirectory">Where both keep their state; null for a folder that goes with the rig.</param>
    /// <param name="config">The text of nf.config; host, port and CA are set to those of this rig's issuer.</param>
    /// <param name="database">Connection string of the issuer's database; null for an SQLite file in the data folder.</param>
    /// <param name="programme">The issuer's card programme; null for programme.json in the data folder.</param>
    public static async Task<KioskRig> StartAsync(string? dataDirectory, string config, string? database = null, string? programme = null)
    {
        RigData data = RigData.Open(dataDirectory);
        var time = new FakeTimeProvider(data.Clock);
        BenchIssuer issuer;
        try
        {
            KioskSettings? wanted = SettingsOf(config);
            issuer = await BenchIssuer.StartAsync(new IssuerOptions
            {
                DataDirectory = data.IssuerDirectory,
                Database = database,
                ProgrammeFile = programme,
                Time = time,
                Profile = ProfileOf(wanted),
                AsksForDeviceCertificate = wanted?.DeviceCertificate is not null,
            });
        }
        catch
        {
            data.Dispose();
            throw;
        }

        var flash = new FlashMemory(data.FlashDirectory);
        byte[] file = ConfigFile.ForIssuer(config, issuer.Port);
        flash.Store("nf.config", file);
        flash.Store(ConfigFile.CaName, System.Text.Encoding.ASCII.GetBytes(issuer.CaPem));
        SettingsReader.Read(file, file.Length, out KioskSettings? settings);
        if (settings?.DeviceCertificate is not null)
        {
            (string certificate, string key) = issuer.MakeDeviceCertificate(settings.TerminalId);
            flash.Store(settings.DeviceCertificate, System.Text.Encoding.ASCII.GetBytes(certificate));
            flash.Store(settings.DeviceKey, System.Text.Encoding.ASCII.GetBytes(key));
        }

        var world = new VirtualWorld(flash, data.Clock.UtcDateTime);
        if (settings is not null)
        {
            world.Chip = settings.Board switch
            {
                BoardType.Esp32S3DevKitC => ChipType.Esp32S3,
                BoardType.Esp32C3DevKitM => ChipType.Esp32C3,
                _ => ChipType.Esp32,
            };
            world.SkipsIdle = true;
            world.ExpanderAddress = settings.KeypadExpander;
            world.Keys.Wire(settings.RowPins, settings.ColumnPins, onExpander: settings.KeypadExpander != KioskSettings.NoExpander);
            world.PanelSda = settings.DisplayData;
            world.PanelScl = settings.DisplayClock;
            world.PanelAddress = settings.DisplayAddress;
            world.Buzzer.Pin = settings.BuzzerPin;
            world.Panel = settings.Display switch
            {
                DisplayType.Ssd1306Flat => new Ssd1306Panel(world, 32),
                DisplayType.Sh1106 => new Sh1106Panel(world),
                _ => world.Panel,
            };
        }

        var rig = new KioskRig(data, time, world, issuer, settings);
        rig.PowerOn();
        return rig;
    }

    /// <summary>Switches the kiosk on; nothing happens when it is on.</summary>
    public void PowerOn()
    {
        if (World.Board is null)
        {
            VirtualBoard board = World.PowerOn();
            WireCase(board);
            using (board.Use())
            {
                _device = new KioskDevice();
            }

            Advance(0);
        }
    }

    /// <summary>Cuts the kiosk's power.</summary>
    public void PowerOff()
    {
        World.PowerOff();
        _device = null;
    }

    /// <summary>Time passes.</summary>
    /// <param name="milliseconds">0 or more; with 0 the firmware still turns once.</param>
    public void Advance(long milliseconds)
    {
        long end = World.Elapsed + milliseconds;
        do
        {
            long step = Math.Min(end - World.Elapsed, LongestTurn);
            World.Advance(step);
            _time.Advance(TimeSpan.FromMilliseconds(step));
            TurnOnce();
        }
        while (World.Elapsed < end);
    }

    /// <summary>Moves the true time, which the kiosk's time server and the issuer tell; no time passes.</summary>
    public void MoveClock(TimeSpan by)
    {
        World.MoveClock(by);
        if (by >= TimeSpan.Zero)
        {
            _time.Advance(by);
        }
        else
        {
            _time.AdjustTime(_time.GetUtcNow() + by);
        }

        World.Board?.SynchroniseClock();
    }

    /// <summary>Presses or releases the key with this legend, as a finger does.</summary>
    /// <returns>False when the keypad has no such key.</returns>
    public bool MoveKey(char legend, bool down)
    {
        int index = _settings?.KeyLegend.IndexOf(legend) ?? -1;
        if (index < 0)
        {
            return false;
        }

        (int row, int column) = Math.DivRem(index, _settings!.ColumnPins.Length);
        if (down)
        {
            World.Keys.Press(row, column);
        }
        else
        {
            World.Keys.Release(row, column);
        }

        return true;
    }

    /// <summary>A key's contact stays closed whatever a finger does, or comes free again. No time passes.</summary>
    /// <param name="legend">The key's legend; the keypad has it.</param>
    /// <param name="stuck">Whether it sticks.</param>
    public void StickKey(char legend, bool stuck)
    {
        (int row, int column) = Math.DivRem(_settings!.KeyLegend.IndexOf(legend), _settings.ColumnPins.Length);
        World.Keys.Stick(row, column, stuck);
    }

    /// <summary>A finger presses a key and lets go, and time passes. Nothing but time happens where the keypad has no such key.</summary>
    /// <param name="legend">The key's legend.</param>
    /// <param name="milliseconds">How long it is held.</param>
    public void Press(char legend, long milliseconds = KeyTime)
    {
        MoveKey(legend, down: true);
        Advance(milliseconds);
        MoveKey(legend, down: false);
        Advance(KeyTime);
    }

    /// <summary>Keys one after another.</summary>
    public void Press(string legends)
    {
        foreach (char legend in legends)
        {
            Press(legend);
        }
    }

    /// <summary>The reader reads a card: track 2 with its sentinels and its LRC (ISO/IEC 7811-2, 7813).</summary>
    public void GiveCard(string number, string expiry)
    {
        byte[] track = System.Text.Encoding.ASCII.GetBytes($";{number}={expiry}20100000000000?");
        byte lrc = track.Aggregate((byte)0, (sum, value) => (byte)(sum ^ (value & 0x0F)));
        World.Board?.Serial("COM2").Send([.. track, (byte)('0' + lrc)]);
    }

    /// <summary>The reader sends characters of its own.</summary>
    public void SendTrack(string text) => World.Board?.Serial("COM2").Send(System.Text.Encoding.Latin1.GetBytes(text));

    /// <summary>The kiosk's journal, newest first; empty without power, and when it refuses its nf.config. An entry whose page was lost is left out.</summary>
    /// <param name="most">No more entries than these.</param>
    public IReadOnlyList<JournalEntry> ReadJournal(int most)
    {
        var entries = new List<JournalEntry>();
        if (Device?.Terminal?.Journal is { } journal)
        {
            // Older pages are read from the flash of its board.
            using IDisposable use = World.Board!.Use();
            for (int back = 0; back < Math.Min(most, journal.Count); back++)
            {
                var entry = new JournalEntry();
                if (journal.Read(back, entry))
                {
                    entries.Add(entry);
                }
            }
        }

        return entries;
    }

    /// <summary>Turns the service switch, which connects its pin with ground while it is on.</summary>
    public void TurnServiceSwitch(bool on)
    {
        IsServiceOn = on;
        Drive(_settings?.ServiceSwitch, high: !on);
    }

    /// <summary>Opens the tamper loop, which connects its pin with ground while it is closed, or closes it again.</summary>
    public void OpenTamperLoop(bool open)
    {
        IsLoopOpen = open;
        Drive(_settings?.TamperLoop, high: open);
    }

    /// <summary>A technician's serial terminal in place of the card reader sends a line.</summary>
    public void SendLine(string line) => World.Board?.Serial("COM2").Send(System.Text.Encoding.ASCII.GetBytes(line + "\r\n"));

    /// <summary>Ends kiosk and issuer and keeps their state, unless it was only for this rig.</summary>
    public async ValueTask DisposeAsync()
    {
        World.Dispose();
        _device = null;
        await Issuer.DisposeAsync();
        _data.Clock = _time.GetUtcNow();
        _data.Dispose();
    }

    /// <summary>Switch and loop hang on pull-up resistors, without power too.</summary>
    private void WireCase(VirtualBoard board)
    {
        Drive(_settings?.ServiceSwitch, high: !IsServiceOn, board);
        Drive(_settings?.TamperLoop, high: IsLoopOpen, board);
    }

    private void Drive(int? pin, bool high) => Drive(pin, high, World.Board);

    private static void Drive(int? pin, bool high, VirtualBoard? board)
    {
        if (pin is { } number and not KioskSettings.NoPin)
        {
            board?.DriveFromOutside(number, high);
        }
    }

    /// <summary>The issuer speaks as the kiosk does.</summary>
    private static Kiosk.Issuer.MessageProfile ProfileOf(KioskSettings? settings) =>
        settings?.Profile == Core.Settings.MessageProfile.Tdes ? Kiosk.Issuer.MessageProfile.Tdes : Kiosk.Issuer.MessageProfile.Aes;

    private static KioskSettings? SettingsOf(string config)
    {
        byte[] file = System.Text.Encoding.UTF8.GetBytes(config);
        SettingsReader.Read(file, file.Length, out KioskSettings? settings);
        return settings;
    }

    private int LongestTurn =>
        World.Board is null ? QuietTurn
        : !World.Keys.AllOpen || World.Buzzer.IsSounding || _device?.Terminal is not { } terminal ? Turn
        : terminal.IsQuiet ? QuietTurn
        : terminal.State is TerminalState.Idle or TerminalState.OutOfService ? WaitingTurn
        : Turn;

    private void TurnOnce()
    {
        if (World.Board is not { } board || _device is null)
        {
            return;
        }

        using (board.Use())
        {
            _device.Step();
            Turned?.Invoke();
            if (WaitsForNetwork)
            {
                WaitForNetwork(board);
            }
        }
    }

    /// <summary>
    /// Until the link's worker has come to an end, or only the passing of time will change anything: the issuer holds its answer, on a connection that
    /// the board has not lost.
    /// </summary>
    private void WaitForNetwork(VirtualBoard board)
    {
        if (_device?.Link is not { } link)
        {
            return;
        }

        long start = TimeProvider.System.GetTimestamp();
        while (board.IsOn && (link.State == LinkState.Opening || (link.State == LinkState.Waiting && !(Issuer.Holding && board.OpenSockets > 0))))
        {
            if (TimeProvider.System.GetElapsedTime(start) > NetworkPatience)
            {
                throw new TimeoutException($"The link has been {link.State} for {NetworkPatience.TotalSeconds} s.");
            }

            System.Threading.Thread.Yield();
        }
    }
}
