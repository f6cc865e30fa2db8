using System.Text;
using Kiosk.Board;
using nanoFramework.Hardware.Esp32;

namespace System.IO.Ports;

/// <summary>Plays nanoFramework.System.IO.Ports on the board's <see cref="SerialLine"/>s COM2 and COM3. Reading does not wait: what is not
/// there yet is a <see cref="TimeoutException"/> at once, for virtual time stands still meanwhile.</summary>
public sealed class SerialPort(string portName, int baudRate = 9600, Parity parity = Parity.None, int dataBits = 8, StopBits stopBits = StopBits.One)
    : IDisposable
{
    private readonly VirtualBoard _board = VirtualBoard.Current;
    private readonly SerialLine _line = VirtualBoard.Current.World.Serial(portName);

    /// <summary>Bytes have arrived.</summary>
    public event SerialDataReceivedEventHandler? DataReceived;

    /// <summary>Bits a second.</summary>
    public int BaudRate { get; set; } = baudRate;

    /// <summary>Not played.</summary>
    public Handshake Handshake { get; set; }

    /// <summary>Not played.</summary>
    public int DataBits { get; set; } = dataBits;

    /// <summary>Not played.</summary>
    public Parity Parity { get; set; } = parity;

    /// <summary>Not played.</summary>
    public SerialMode Mode { get; set; }

    /// <summary>Not played.</summary>
    public StopBits StopBits { get; set; } = stopBits;

    /// <summary>COM2 or COM3.</summary>
    public string PortName { get; } = portName;

    /// <summary>A byte that is an event of its own.</summary>
    public char WatchChar { get; set; }

    /// <summary>Whether it is open.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Ends a line.</summary>
    public string NewLine { get; set; } = "\r\n";

    /// <summary>Not played.</summary>
    public int ReadTimeout { get; set; } = Timeout.Infinite;

    /// <summary>Not played.</summary>
    public int WriteTimeout { get; set; } = Timeout.Infinite;

    /// <summary>From how many bytes on there is an event.</summary>
    public int ReceivedBytesThreshold { get; set; } = 1;

    /// <summary>Bytes that have arrived.</summary>
    public int BytesToRead => !IsOpen ? throw NotOpen() : _board.IsOn ? _line.Waiting : 0;

    /// <summary>Not played.</summary>
    public bool InvertSignalLevels { get; set; }

    /// <summary>Bytes; what arrives beyond is lost.</summary>
    public int ReadBufferSize
    {
        get => _line.BufferSize;
        set => _line.BufferSize = value;
    }

    /// <summary>Bytes.</summary>
    public int WriteBufferSize { get; set; } = 256;

    /// <summary>COM2 or COM3.</summary>
    public static string[] GetPortNames() => ["COM2", "COM3"];

    /// <summary>Opens the port.</summary>
    /// <exception cref="ArgumentException">Its pins were not given their functions first.</exception>
    /// <exception cref="InvalidOperationException">It is open already.</exception>
    public void Open()
    {
        if (_line.IsOpen)
        {
            throw new InvalidOperationException(PortName + " is open already.");
        }

        (DeviceFunction receive, DeviceFunction send) = PortName == "COM2"
            ? (DeviceFunction.COM2_RX, DeviceFunction.COM2_TX)
            : (DeviceFunction.COM3_RX, DeviceFunction.COM3_TX);
        if (_board.PinOf((int)receive) < 0 || _board.PinOf((int)send) < 0)
        {
            throw new ArgumentException(PortName + " has no pins: call Configuration.SetPinFunction for both first.");
        }

        IsOpen = true;
        _line.Baud = BaudRate;
        _line.Arrived = () =>
        {
            if (_line.Waiting >= ReceivedBytesThreshold)
            {
                DataReceived?.Invoke(this, new SerialDataReceivedEventArgs(SerialData.Chars));
            }
        };
    }

    /// <summary>Closes the port; what has arrived is lost.</summary>
    public void Close()
    {
        if (IsOpen)
        {
            IsOpen = false;
            _line.Close();
        }
    }

    /// <summary>Takes what has arrived, as far as it fits.</summary>
    public int Read(byte[] buffer, int offset, int count)
    {
        int taken = Math.Min(count, BytesToRead);
        for (int i = 0; i < taken; i++)
        {
            buffer[offset + i] = (byte)_line.Take();
        }

        return taken;
    }

    /// <summary>Takes one byte.</summary>
    /// <exception cref="TimeoutException">There is none.</exception>
    public int ReadByte() => BytesToRead > 0 ? _line.Take() : throw new TimeoutException();

    /// <summary>Takes what has arrived.</summary>
    public string ReadExisting()
    {
        byte[] all = new byte[BytesToRead];
        Read(all, 0, all.Length);
        return Encoding.UTF8.GetString(all);
    }

    /// <summary>Sends.</summary>
    public void Write(byte[] buffer, int offset, int count)
    {
        if (!IsOpen)
        {
            throw NotOpen();
        }

        _line.Transmit(buffer[offset..(offset + count)]);
    }

    /// <summary>Sends one byte.</summary>
    public void WriteByte(byte value) => Write([value], 0, 1);

    /// <summary>Sends UTF-8.</summary>
    public void Write(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Write(bytes, 0, bytes.Length);
    }

    /// <summary>Sends UTF-8 and a line end.</summary>
    public void WriteLine(string text) => Write(text + NewLine);

    /// <summary>Closes the port.</summary>
    public void Dispose() => Close();

    private static InvalidOperationException NotOpen() => new("The port is not open.");
}
