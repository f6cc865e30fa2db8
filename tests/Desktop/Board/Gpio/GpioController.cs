using Kiosk.Board;

namespace System.Device.Gpio;

/// <summary>Plays nanoFramework.System.Device.Gpio on the current <see cref="VirtualBoard"/>. As there, every controller of a board sees
/// the same pins, disposing one closes the pins of all, and an opened pin is an input without a pull until told otherwise.</summary>
public sealed class GpioController : IDisposable
{
    private readonly VirtualBoard _board = VirtualBoard.Current;
    private bool _disposed;

    /// <summary>A controller of the current board.</summary>
    public GpioController()
    {
    }

    /// <summary>A controller of the current board; a chip has one numbering.</summary>
    public GpioController(PinNumberingScheme numberingScheme) => NumberingScheme = numberingScheme;

    /// <summary>As given to the constructor.</summary>
    public PinNumberingScheme NumberingScheme { get; }

    /// <summary>Pins from 0, of which not all exist.</summary>
    public int PinCount => ChipPins.Most;

    private Dictionary<int, GpioPin> Open => _board.Pins.Opened;

    /// <summary>Opens a pin as an input that floats.</summary>
    /// <exception cref="ArgumentException">There is no such pin, or it belongs to the flash chip.</exception>
    /// <exception cref="InvalidOperationException">It is open already.</exception>
    public GpioPin OpenPin(int pinNumber)
    {
        _board.Pins.Open(pinNumber);
        GpioPin pin = new(_board, pinNumber);
        Open[pinNumber] = pin;
        return pin;
    }

    /// <summary>Opens a pin in a mode.</summary>
    /// <exception cref="ArgumentException">There is no such pin, or it cannot have that mode (34 to 39 of an ESP32 are inputs without pulls).</exception>
    public GpioPin OpenPin(int pinNumber, PinMode mode)
    {
        GpioPin pin = OpenPin(pinNumber);
        try
        {
            pin.SetPinMode(mode);
        }
        catch (ArgumentException)
        {
            ClosePin(pinNumber);
            throw;
        }

        return pin;
    }

    /// <summary>Closes an open pin; what it drove lets go.</summary>
    public void ClosePin(int pinNumber) => Find(pinNumber).Dispose();

    /// <summary>Closes every open pin of the board, whoever opened it: the published behaviour.</summary>
    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            foreach (GpioPin pin in Open.Values.ToArray())
            {
                pin.Dispose();
            }
        }
    }

    /// <summary>The mode of an open pin.</summary>
    public PinMode GetPinMode(int pinNumber) => Find(pinNumber).GetPinMode();

    /// <summary>Whether the pin can have the mode.</summary>
    public bool IsPinModeSupported(int pinNumber, PinMode mode) => _board.Pins.Supports(pinNumber, mode);

    /// <summary>Whether the pin is open.</summary>
    public bool IsPinOpen(int pinNumber) => _board.Pins.IsOpen(pinNumber);

    /// <summary>Reads an open pin.</summary>
    public PinValue Read(int pinNumber) => _board.Pins.Read(pinNumber);

    /// <summary>Has a callback called on edges; a second one replaces the first, as published.</summary>
    public void RegisterCallbackForPinValueChangedEvent(int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback) =>
        Find(pinNumber).Register(this, eventTypes, callback);

    /// <summary>Sets the mode of an open pin.</summary>
    public void SetPinMode(int pinNumber, PinMode mode) => _board.Pins.SetMode(pinNumber, mode);

    /// <summary>Ends the callbacks of a pin.</summary>
    public void UnregisterCallbackForPinValueChangedEvent(int pinNumber, PinChangeEventHandler callback)
    {
        if (Open.TryGetValue(pinNumber, out GpioPin? pin))
        {
            pin.Register(this, PinEventTypes.None, null);
        }
    }

    /// <summary>Drives an open output.</summary>
    public void Write(int pinNumber, PinValue value) => _board.Pins.Write(pinNumber, (bool)value);

    private GpioPin Find(int pinNumber) =>
        Open.TryGetValue(pinNumber, out GpioPin? pin) ? pin : throw new InvalidOperationException($"Pin {pinNumber} is not open.");
}
