using System.Collections.Concurrent;
using nanoFramework.Runtime.Native;

namespace Kiosk.Board;

/// <summary>
/// One powered-on board with an ESP32, S3 or C3, from power-on to power-off, in virtual time. What the firmware opens through the device packages'
/// types (pins, I2C, files, sockets, Wi-Fi) belongs to <see cref="Current"/>. Its RTC starts in 1970, as the real one does, until
/// SNTP has set it.
/// </summary>
/// <remarks>Single-threaded, except that workers which the firmware starts may use sockets, files and the clock.</remarks>
public sealed class VirtualBoard : IDisposable
{
    /// <summary>The tick of the ESP32's system, in ms: a sleeping thread wakes with one, so that a sleep of 1 ms takes up to 10.</summary>
    /// <remarks>nanoFramework's images leave CONFIG_FREERTOS_HZ at ESP-IDF's 100, and the runtime waits with vTaskDelay when no thread has anything to do
    /// (nanoframework/Home#331).</remarks>
    public const int SystemTick = 10;

    private static readonly AsyncLocal<VirtualBoard?> CurrentBoard = new();

    private readonly BoardTimers _timers = new();
    private readonly List<Exception> _unhandled = [];
    private readonly I2cBus[] _buses;
    private readonly ConcurrentDictionary<int, int> _pinFunctions = [];
    private readonly long _poweredOnAt;
    private readonly Lock _powerLock = new();
    private long _rtcOffset;
    private bool _isOn = true;

    /// <summary>Powers a board on in a world that has none on.</summary>
    /// <param name="world">Where it stands.</param>
    /// <exception cref="InvalidOperationException">A board is on there already.</exception>
    public VirtualBoard(VirtualWorld world)
    {
        World = world;
        _poweredOnAt = world.Elapsed;
        _rtcOffset = DateTime.UnixEpoch.Ticks;
        _buses = [new I2cBus(this, 1), new I2cBus(this, 2)];
        Pins = new PinBank(this);
        Network = new BoardNetwork(this);
        world.Attach(this);
        world.Panel.PowerUp();
        world.Keys.Changed += Pins.OnLinesChanged;
    }

    /// <summary>The board of the running code; it flows into the threads that this code starts.</summary>
    /// <exception cref="InvalidOperationException">The code runs on no board.</exception>
    public static VirtualBoard Current =>
        CurrentBoard.Value ?? throw new InvalidOperationException("This code runs on no board: call VirtualBoard.Use() or MakeCurrent() first.");

    /// <summary>The board of the running code, or null when it runs on none.</summary>
    public static VirtualBoard? CurrentOrNone => CurrentBoard.Value;

    /// <summary>Raised once, when the power fails or is switched off.</summary>
    public event Action? PowerFailed;

    /// <summary>The firmware's own handlers.</summary>
    internal event RebootEventHandler? Rebooting;

    /// <summary>Where the board stands.</summary>
    public VirtualWorld World { get; }

    /// <summary>False from the moment the power is gone, for good.</summary>
    public bool IsOn => Volatile.Read(ref _isOn);

    /// <summary>True from the moment the power is gone, for good: by <see cref="Dispose"/> or by a cut at a byte written to flash.</summary>
    public bool PowerLost => !IsOn;

    /// <summary>The firmware has asked for a reboot: on the device nothing of it would run any more.</summary>
    public bool RebootRequested { get; private set; }

    /// <summary>Milliseconds since power-on.</summary>
    public long Ticks => World.Elapsed - _poweredOnAt;

    /// <summary>The board's own clock, in .NET ticks (UTC).</summary>
    public long UtcTicks => Volatile.Read(ref _rtcOffset) + (Ticks * TimeSpan.TicksPerMillisecond);

    /// <summary>The board's own clock (UTC): 1970 and some seconds until it is set.</summary>
    public DateTime UtcNow => new(UtcTicks, DateTimeKind.Utc);

    /// <summary>When something is next due, in <see cref="Ticks"/>; null when the board would sleep for ever. Until then nothing
    /// that the board plays can change by itself, so a harness may skip.</summary>
    public long? NextDue => _timers.NextDue() - _poweredOnAt;

    /// <summary>What ended a thread of the firmware: on the device an uncaught exception ends its thread and is only printed.</summary>
    public IReadOnlyList<Exception> UnhandledExceptions
    {
        get
        {
            lock (_unhandled)
            {
                return [.. _unhandled];
            }
        }
    }

    /// <summary>Whether the board has an address from the access point.</summary>
    public bool WifiConnected => Network.Connected;

    /// <summary>How many sockets the firmware holds open.</summary>
    public int OpenSockets => Network.OpenSockets;

    /// <summary>How many Wi-Fi adapters the runtime keeps in memory.</summary>
    public int WifiAdapters => Network.Adapters;

    internal PinBank Pins { get; }

    internal BoardNetwork Network { get; }

    /// <summary>An I2C bus, for attaching things to it and for counting.</summary>
    /// <param name="busId">1 or 2.</param>
    public I2cBus I2c(int busId) =>
        busId is 1 or 2 ? _buses[busId - 1] : throw new ArgumentOutOfRangeException(nameof(busId), "An ESP32 has the I2C buses 1 and 2.");

    /// <summary>The other end of a serial port.</summary>
    /// <param name="portName">COM2 or COM3: COM1 is the board's USB.</param>
    public SerialLine Serial(string portName) => World.Serial(portName);

    /// <summary>Makes this the board of the running code and of the threads it starts.</summary>
    public void MakeCurrent() => CurrentBoard.Value = this;

    /// <summary>Makes this the board of the running code until the result is disposed.</summary>
    public IDisposable Use()
    {
        VirtualBoard? before = CurrentBoard.Value;
        CurrentBoard.Value = this;
        return new Restore(before);
    }

    /// <summary>Time passes: what falls due on the way happens at its millisecond; where nothing is due, time jumps.</summary>
    /// <param name="milliseconds">0 or more.</param>
    public void Advance(long milliseconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(milliseconds);
        long target = World.Elapsed + milliseconds;
        using (Use())
        {
            while (_timers.TryTake(target, out long at, out Action action))
            {
                World.MoveTo(at);
                action();
            }
        }

        World.MoveTo(target);
    }

    /// <summary>Has something happen in virtual time; it is forgotten when the power goes.</summary>
    /// <param name="atMilliseconds">When, in <see cref="Ticks"/>; the past means at the next <see cref="Advance"/>.</param>
    /// <param name="action">What.</param>
    public void Schedule(long atMilliseconds, Action action) => _timers.Add(_poweredOnAt + Math.Max(atMilliseconds, Ticks), action);

    /// <summary>When a thread goes on that begins to sleep, in <see cref="Ticks"/>.</summary>
    /// <param name="since">When it begins.</param>
    /// <param name="milliseconds">For how long; 0 lets the others have their turn, which counts as a millisecond.</param>
    internal long WakeTime(long since, int milliseconds) =>
        milliseconds == 0 ? since + 1 : (since + milliseconds + SystemTick - 1) / SystemTick * SystemTick;

    /// <summary>Sets the board's clock.</summary>
    /// <param name="utc">The time it is to show now.</param>
    public void SetClock(DateTime utc) => Volatile.Write(ref _rtcOffset, utc.Ticks - (Ticks * TimeSpan.TicksPerMillisecond));

    /// <summary>The time server's answer arrives now: the clock becomes the true time.</summary>
    /// <returns>False, and no change, without Wi-Fi or a time server.</returns>
    public bool SynchroniseClock()
    {
        if (!IsOn || !Network.Connected || !World.TimeServerAvailable)
        {
            return false;
        }

        SetClock(World.UtcNow);
        return true;
    }

    /// <summary>What an open output pin drives.</summary>
    /// <param name="pinNumber">The pin.</param>
    /// <returns>Null when the pin drives nothing: closed, an input, or without power.</returns>
    public bool? Driven(int pinNumber) => Pins.Driven(pinNumber);

    /// <summary>Drives a pin from outside: a reader's line, a tamper switch.</summary>
    /// <param name="pinNumber">The pin.</param>
    /// <param name="level">The level, or null to let go of it.</param>
    public void DriveFromOutside(int pinNumber, bool? level) => Pins.DriveFromOutside(pinNumber, level);

    /// <summary>The function a pin was given by <c>Configuration.SetPinFunction</c>.</summary>
    /// <param name="function">A device function's number.</param>
    /// <returns>The pin, or -1.</returns>
    public int PinOf(int function) => _pinFunctions.GetValueOrDefault(function, -1);

    /// <summary>Cuts the power: at once, in the middle of whatever was going on.</summary>
    public void Dispose()
    {
        lock (_powerLock)
        {
            if (!IsOn)
            {
                return;
            }

            Volatile.Write(ref _isOn, false);
        }

        _timers.Stop();
        World.Keys.Changed -= Pins.OnLinesChanged;
        World.Detach();
        Network.CloseAll();
        PowerFailed?.Invoke();
    }

    internal void AssignPin(int function, int pin) => _pinFunctions[function] = pin;

    internal void RequestReboot()
    {
        Rebooting?.Invoke();
        RebootRequested = true;
    }

    internal void ThreadEnded(Exception exception)
    {
        lock (_unhandled)
        {
            _unhandled.Add(exception);
        }
    }

    private sealed class Restore(VirtualBoard? before) : IDisposable
    {
        public void Dispose() => CurrentBoard.Value = before;
    }
}
