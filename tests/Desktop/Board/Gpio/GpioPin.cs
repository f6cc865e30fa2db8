using Kiosk.Board;

namespace System.Device.Gpio;

/// <summary>An open pin of the board. Events come through the board's virtual time, as they come through a queue on the device.</summary>
public sealed class GpioPin : IDisposable
{
    private readonly VirtualBoard _board;
    private PinValueChangedEventHandler? _changed;
    private PinChangeEventHandler? _registered;
    private PinEventTypes _registeredFor;
    private object? _registeredBy;
    private bool _disposed;

    internal GpioPin(VirtualBoard board, int pinNumber)
    {
        _board = board;
        PinNumber = pinNumber;
    }

    /// <summary>Edges.</summary>
    public event PinValueChangedEventHandler? ValueChanged
    {
        add
        {
            ThrowIfDisposed();
            _changed += value;
            Listen();
        }

        remove
        {
            ThrowIfDisposed();
            _changed -= value;
            Listen();
        }
    }

    /// <summary>How long a new level must last before it is an edge.</summary>
    public TimeSpan DebounceTimeout { get; set; }

    /// <summary>The pin's number.</summary>
    public int PinNumber { get; }

    internal bool LastLevel { get; set; }

    internal bool LastReported { get; set; }

    /// <summary>The pin's mode.</summary>
    public PinMode GetPinMode()
    {
        ThrowIfDisposed();
        return _board.Pins.Mode(PinNumber);
    }

    /// <summary>Whether the pin can have the mode.</summary>
    public bool IsPinModeSupported(PinMode pinMode)
    {
        ThrowIfDisposed();
        return _board.Pins.Supports(PinNumber, pinMode);
    }

    /// <summary>Sets the mode.</summary>
    public void SetPinMode(PinMode value)
    {
        ThrowIfDisposed();
        _board.Pins.SetMode(PinNumber, value);
    }

    /// <summary>The level of the wire. An output always reads Low: the ESP32 does not look at a pad that it only drives.</summary>
    public PinValue Read()
    {
        ThrowIfDisposed();
        return _board.Pins.Read(PinNumber);
    }

    /// <summary>Drives the pin.</summary>
    /// <exception cref="InvalidOperationException">It is not an output.</exception>
    public void Write(PinValue value)
    {
        ThrowIfDisposed();
        _board.Pins.Write(PinNumber, (bool)value);
    }

    /// <summary>Inverts what the pin drives; nothing on an input.</summary>
    public void Toggle()
    {
        ThrowIfDisposed();
        if (_board.Pins.Mode(PinNumber) >= PinMode.Output)
        {
            _board.Pins.Toggle(PinNumber);
        }
    }

    /// <summary>Closes the pin.</summary>
    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _board.Pins.Close(PinNumber);
        }
    }

    internal void Register(object controller, PinEventTypes eventTypes, PinChangeEventHandler? callback)
    {
        _registeredBy = controller;
        _registeredFor = eventTypes;
        _registered = callback;
        Listen();
    }

    internal void OnEdge(PinEventTypes edge)
    {
        if (_disposed)
        {
            return;
        }

        PinValueChangedEventArgs args = new(edge, PinNumber);
        _changed?.Invoke(this, args);
        if ((_registeredFor & edge) != 0)
        {
            _registered?.Invoke(_registeredBy!, args);
        }
    }

    private void Listen()
    {
        if (_changed is null && _registered is null)
        {
            _board.Pins.Unwatch(this);
        }
        else
        {
            _board.Pins.Watch(this);
        }
    }

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_disposed, this);
}
