using nanoFramework.Networking;

namespace Kiosk.Board;

/// <summary>The board's Wi-Fi, its sockets and its SNTP client.</summary>
internal sealed class BoardNetwork(VirtualBoard board)
{
    private const long SntpInterval = 60 * 60 * 1000;

    private readonly Lock _lock = new();
    private readonly HashSet<Socket> _sockets = [];
    private bool _wanted;
    private long _sntpRun;

    internal ManualResetEvent Ready { get; } = new(false);

    internal NetworkHelperStatus Status { get; set; }

    internal Exception? HelperException { get; set; }

    internal System.Device.Wifi.WifiAdapter? Adapter { get; set; }

    /// <summary>Adapters that the runtime keeps: each that was found and not disposed of.</summary>
    internal int Adapters { get; set; }

    internal bool SntpStarted { get; private set; }

    internal string SntpServer1 { get; set; } = "0.pool.ntp.org";

    internal string SntpServer2 { get; set; } = "1.pool.ntp.org";

    internal bool Connected => board.IsOn && _wanted && board.World.WifiAvailable;

    internal int OpenSockets
    {
        get
        {
            lock (_lock)
            {
                return _sockets.Count;
            }
        }
    }

    /// <summary>Asks for the access point; from now on the board comes back to it by itself, as the Wi-Fi driver does.</summary>
    internal bool Connect()
    {
        _wanted = true;
        OnConnected();
        return Connected;
    }

    internal void Disconnect()
    {
        _wanted = false;
        CloseAll();
    }

    internal void OnWifiChanged()
    {
        if (Connected)
        {
            OnConnected();
        }
        else
        {
            CloseAll();
        }
    }

    internal void StartSntp()
    {
        if (!SntpStarted)
        {
            SntpStarted = true;
            Poll(++_sntpRun);
        }
    }

    internal void StopSntp() => SntpStarted = false;

    internal void Register(Socket socket)
    {
        lock (_lock)
        {
            _sockets.Add(socket);
        }
    }

    internal void Unregister(Socket socket)
    {
        lock (_lock)
        {
            _sockets.Remove(socket);
        }
    }

    /// <summary>Every connection ends in the middle of a byte: the other side is reset, this side gets an exception.</summary>
    internal void CloseAll()
    {
        Socket[] all;
        lock (_lock)
        {
            all = [.. _sockets];
            _sockets.Clear();
        }

        foreach (Socket socket in all)
        {
            socket.Abort();
        }
    }

    private void OnConnected()
    {
        if (Connected && SntpStarted)
        {
            board.SynchroniseClock();
        }
    }

    private void Poll(long run)
    {
        if (SntpStarted && run == _sntpRun)
        {
            board.SynchroniseClock();
            board.Schedule(board.Ticks + SntpInterval, () => Poll(run));
        }
    }
}
