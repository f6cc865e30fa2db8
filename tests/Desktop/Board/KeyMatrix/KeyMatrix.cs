using System.Device.Gpio;
using Kiosk.Board;

namespace Iot.Device.KeyMatrix;

/// <summary>
/// Plays nanoFramework.Iot.Device.KeyMatrix, its faults included: inputs are opened without a pull; every <see cref="ScanInterval"/>
/// only the next output is scanned, beginning with the second, and each pause ends with a tick of the system (10 ms) unless it is 0; nothing is debounced and no ghost is noticed; the indexer strides by
/// the number of outputs; a handler that throws ends the scan for good and leaves its output High.
/// </summary>
/// <remarks>The thread of the real one is played by the board's timers. While no switch moves, no input floats and the last full sweep
/// changed nothing, no scan can tell anything new, and none is played.</remarks>
public class KeyMatrix : IDisposable
{
    private readonly VirtualBoard _board;
    private readonly bool _shouldDispose;
    private readonly PinValue[] _values;
    private readonly int[] _inputPins;
    private GpioController? _controller;
    private TimeSpan _scanInterval;
    private bool _pinsOpened;
    private bool _running;
    private int _threads;
    private int _current;
    private int _quiet;
    private bool _asleep;
    private long _lastScan;

    /// <summary>Opens the pins.</summary>
    public KeyMatrix(int[] outputPins, int[] inputPins, TimeSpan scanInterval, GpioController? gpioController = null, bool shouldDispose = true)
    {
        _board = VirtualBoard.Current;
        _shouldDispose = shouldDispose || gpioController is null;
        _controller = gpioController ?? new GpioController();
        OutputPins = Checked(outputPins, nameof(outputPins));
        _inputPins = Checked(inputPins, nameof(inputPins));
        _values = new PinValue[outputPins.Length * inputPins.Length];
        _scanInterval = scanInterval;
        foreach (int pin in outputPins)
        {
            _controller.OpenPin(pin, PinMode.Output);
        }

        foreach (int pin in inputPins)
        {
            _controller.OpenPin(pin, PinMode.Input);
        }

        _pinsOpened = true;
        _board.Pins.LinesChanged += Wake;
    }

    /// <summary>Takes a change.</summary>
    public delegate void KeyEventHandler(object sender, KeyMatrixEvent keyMatrixEvent);

    /// <summary>A contact changed between two scans of its output.</summary>
    public event KeyEventHandler? KeyEvent;

    /// <summary>As given.</summary>
    public int[] OutputPins { get; }

    /// <summary>As given: the array itself, and what is written into it is scanned from then on.</summary>
    public int[] InputPins
    {
        get
        {
            Wake();
            return _inputPins;
        }
    }

    /// <summary>What each crossing read last, output by output.</summary>
    public SpanPinValue Values => new(_values);

    /// <summary>The pause before each output: a whole sweep takes as many of them as there are outputs.</summary>
    public TimeSpan ScanInterval
    {
        get => _scanInterval;
        set
        {
            Wake();
            _scanInterval = value;
        }
    }

    /// <summary>From one scan to the next: an interval of 0 lets the other threads have their turn, any other sleeps until a tick of the system.</summary>
    private long PauseMs => _board.WakeTime(0, (int)_scanInterval.TotalMilliseconds);

    /// <summary>The values of an output: right only where there are as many outputs as inputs (the published stride).</summary>
    public SpanPinValue this[int output] => new(_values, output * OutputPins.Length, _inputPins.Length);

    /// <summary>Starts scanning; nothing when it runs, or when a handler's exception has ended it.</summary>
    public void StartListeningKeyEvent()
    {
        if (!_running)
        {
            _running = true;
            _threads++;
            Sleep(_board.Ticks);
        }
    }

    /// <summary>Stops after the next scan.</summary>
    public void StopListeningKeyEvent()
    {
        Wake();
        _running = false;
    }

    /// <summary>Not played.</summary>
    /// <exception cref="NotSupportedException">Always: it blocks its caller until a key moves and cannot be cancelled; in virtual time,
    /// which its caller moves on, that would be for ever. The firmware must not use it.</exception>
    public KeyMatrixEvent ReadKey() =>
        throw new NotSupportedException("ReadKey blocks until a key moves and cannot be cancelled: listen to KeyEvent.");

    /// <summary>Closes the pins, and the controller unless it was lent.</summary>
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        if (_pinsOpened)
        {
            _running = false;
            _pinsOpened = false;
            _board.Pins.LinesChanged -= Wake;
            foreach (int pin in OutputPins.Concat(_inputPins))
            {
                _controller!.ClosePin(pin);
            }
        }

        if (_shouldDispose)
        {
            _controller?.Dispose();
            _controller = null;
        }
    }

    private static int[] Checked(int[] pins, string name)
    {
        ArgumentNullException.ThrowIfNull(pins, name);
        return pins.Length > 0 ? pins : throw new ArgumentOutOfRangeException(name);
    }

    private void Sleep(long since) => _board.Schedule(_board.WakeTime(since, (int)_scanInterval.TotalMilliseconds), Scan);

    private void Scan()
    {
        if (!_pinsOpened || !_board.IsOn)
        {
            _threads--;
            return;
        }

        try
        {
            ScanNextOutput();
        }
        catch (Exception e)
        {
            // The scan thread is gone, but the binding still believes that it runs.
            _threads--;
            _board.ThreadEnded(e);
            return;
        }

        if (!_pinsOpened || !_running)
        {
            _threads--;
            return;
        }

        _lastScan = _board.Ticks;
        _quiet = _threads == 1 && CanOnlyRepeatItself() ? _quiet + 1 : 0;
        if (_quiet > OutputPins.Length)
        {
            _asleep = true;
        }
        else
        {
            Sleep(_lastScan);
        }
    }

    private void ScanNextOutput()
    {
        _current = (_current + 1) % OutputPins.Length;
        int output = _current;
        _controller!.Write(OutputPins[output], PinValue.High);
        for (int input = 0; input < _inputPins.Length; input++)
        {
            int crossing = (output * _inputPins.Length) + input;
            PinValue before = _values[crossing];
            PinValue now = _controller.Read(_inputPins[input]);
            _values[crossing] = now;
            if (now != before)
            {
                _quiet = 0;
                KeyEvent?.Invoke(this, new KeyMatrixEvent(now == PinValue.High ? PinEventTypes.Rising : PinEventTypes.Falling, output, input));
            }
        }

        _controller.Write(OutputPins[output], PinValue.Low);
    }

    private bool CanOnlyRepeatItself()
    {
        if (!_board.World.Keys.Still)
        {
            return false;
        }

        foreach (int pin in _inputPins)
        {
            if (_board.Pins.Level(pin) is null)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Something may read differently from now on: take up the scan where it would be by now.</summary>
    private void Wake()
    {
        _quiet = 0;
        if (_asleep)
        {
            _asleep = false;
            long scans = (_board.Ticks - _lastScan) / PauseMs;
            _current = (int)((_current + scans) % OutputPins.Length);
            Sleep(_lastScan + (scans * PauseMs));
        }
    }
}
