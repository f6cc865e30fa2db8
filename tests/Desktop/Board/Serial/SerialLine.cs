namespace Kiosk.Board;

/// <summary>The wires of one of the board's serial ports, seen from the other end: where a card reader is connected. Bytes take their time on the wire; those
/// that arrive at a closed port or in a full buffer are lost.</summary>
public sealed class SerialLine
{
    private const int BitsPerByte = 10;
    private const int UsualBaud = 9600;

    private readonly VirtualWorld _world;
    private readonly Queue<byte> _received = new();
    private readonly List<byte> _sent = [];
    private long _freeAt;

    internal SerialLine(VirtualWorld world) => _world = world;

    /// <summary>Whether the firmware has opened the port.</summary>
    public bool IsOpen => Baud > 0;

    /// <summary>What the firmware has sent.</summary>
    public IReadOnlyList<byte> Sent => _sent;

    /// <summary>Whether the device at the other end is still sending.</summary>
    public bool IsBusy => _world.Elapsed < _freeAt;

    /// <summary>Bytes that arrived when nobody could take them.</summary>
    public int Lost { get; private set; }

    internal int Baud { get; set; }

    internal int BufferSize { get; set; } = 256;

    internal int Waiting => _received.Count;

    internal Action? Arrived { get; set; }

    /// <summary>The device at the other end sends bytes, after those it is still sending.</summary>
    /// <param name="bytes">What; lost without a powered board.</param>
    public void Send(ReadOnlySpan<byte> bytes)
    {
        if (_world.Board is not { } board)
        {
            Lost += bytes.Length;
            return;
        }

        int baud = Baud > 0 ? Baud : UsualBaud;
        long start = Math.Max(_world.Elapsed, _freeAt);
        for (int i = 0; i < bytes.Length; i++)
        {
            byte one = bytes[i];
            _freeAt = start + ((((i + 1L) * BitsPerByte * 1000) + baud - 1) / baud);
            board.Schedule(board.Ticks + _freeAt - _world.Elapsed, () => Arrive(one));
        }
    }

    internal int Take() => _received.TryDequeue(out byte one) ? one : -1;

    internal void Transmit(byte[] bytes)
    {
        if (_world.Board is not null)
        {
            _sent.AddRange(bytes);
        }
    }

    internal void Close()
    {
        Baud = 0;
        Arrived = null;
        _received.Clear();
    }

    private void Arrive(byte one)
    {
        if (!IsOpen || _received.Count >= BufferSize)
        {
            Lost++;
            return;
        }

        _received.Enqueue(one);
        Arrived?.Invoke();
    }
}
