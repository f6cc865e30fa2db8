using Kiosk.Board;

namespace System.Device.Wifi;

/// <summary>Plays the board's one Wi-Fi adapter.</summary>
public sealed class WifiAdapter : IDisposable
{
    private readonly VirtualBoard _board;

    private WifiAdapter(VirtualBoard board)
    {
        _board = board;
        board.Network.Adapters++;
    }

    /// <summary>A scan has ended.</summary>
    public event AvailableNetworksChangedEventHandler? AvailableNetworksChanged;

    /// <summary>0.</summary>
    public int NetworkInterface => 0;

    /// <summary>What is in reach.</summary>
    public WifiNetworkReport NetworkReport => new(_board.World);

    /// <summary>The one adapter.</summary>
    public static WifiAdapter[] FindAllAdapters() => [new WifiAdapter(VirtualBoard.Current)];

    /// <summary>Connects.</summary>
    public WifiConnectionResult Connect(WifiAvailableNetwork availableNetwork, WifiReconnectionKind reconnectionKind, string passwordCredential) =>
        Connect(availableNetwork.Ssid, reconnectionKind, passwordCredential);

    /// <summary>Connects.</summary>
    public WifiConnectionResult Connect(string ssid, WifiReconnectionKind reconnectionKind, string passwordCredential)
    {
        bool found = _board.World.WifiAvailable && ssid == _board.World.WifiSsid && _board.Network.Connect();
        return new WifiConnectionResult(found ? WifiConnectionStatus.Success : WifiConnectionStatus.NetworkNotAvailable);
    }

    /// <summary>Leaves the network.</summary>
    public void Disconnect() => _board.Network.Disconnect();

    /// <summary>Nothing.</summary>
    public void SetDeviceName(string deviceName)
    {
    }

    /// <summary>Scans, half a second a channel; the event comes at the end.</summary>
    public void ScanAsync() => _board.Schedule(_board.Ticks + 6500, () => AvailableNetworksChanged?.Invoke(this, this));

    /// <summary>The runtime forgets it.</summary>
    public void Dispose() => _board.Network.Adapters--;
}
