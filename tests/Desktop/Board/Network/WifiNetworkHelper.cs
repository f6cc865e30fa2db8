using System.Device.Wifi;
using Kiosk.Board;

namespace nanoFramework.Networking;

/// <summary>
/// Plays WifiNetworkHelper. On the device these calls block until there is a connection or the token expires, and for ever
/// without a token; virtual time stands still meanwhile, so they answer at once with what they would end with.
/// </summary>
/// <remarks>As on the device, <see cref="Status"/> tells how the last call ended and does not notice a lost connection.</remarks>
public static class WifiNetworkHelper
{
    /// <summary>Set when <see cref="SetupNetworkHelper(bool)"/> has found what it was asked for.</summary>
    public static ManualResetEvent NetworkReady => Network.Ready;

    /// <summary>How the last call ended.</summary>
    public static NetworkHelperStatus Status => Network.Status;

    /// <summary>What went wrong.</summary>
    public static Exception? HelperException => Network.HelperException;

    /// <summary>The adapter, once a call has used it.</summary>
    public static WifiAdapter? WifiAdapter => Network.Adapter;

    private static BoardNetwork Network => VirtualBoard.Current.Network;

    /// <summary>Connects with the stored credentials.</summary>
    public static void SetupNetworkHelper(bool requiresDateTime = false) => Wait(requiresDateTime, true);

    /// <summary>Connects with the stored credentials and a fixed address.</summary>
    public static void SetupNetworkHelper(IPConfiguration ipConfiguration, bool requiresDateTime = false) => Wait(requiresDateTime, true);

    /// <summary>Connects with these credentials and stores them.</summary>
    public static void SetupNetworkHelper(
        string ssid,
        string password,
        WifiReconnectionKind reconnectionKind = WifiReconnectionKind.Automatic,
        bool requiresDateTime = false) => ConnectDhcp(ssid, password, reconnectionKind, requiresDateTime);

    /// <summary>Leaves the network.</summary>
    public static void Disconnect()
    {
        Network.Disconnect();
        Network.Adapter = null;
    }

    /// <summary>Connects with these credentials and stores them.</summary>
    public static bool ConnectDhcp(
        string ssid,
        string password,
        WifiReconnectionKind reconnectionKind = WifiReconnectionKind.Automatic,
        bool requiresDateTime = false,
        int wifiAdapterId = 0,
        CancellationToken token = default)
    {
        VirtualWorld world = VirtualBoard.Current.World;
        if (ssid != world.WifiSsid)
        {
            Network.Status = NetworkHelperStatus.ErrorConnetingToWiFiWhileScanning;
            return false;
        }

        world.WifiCredentialsStored = true;
        return Wait(requiresDateTime, false);
    }

    /// <summary>Connects with these credentials and stores them.</summary>
    public static bool ConnectFixAddress(
        string ssid,
        string password,
        IPConfiguration ipConfiguration,
        WifiReconnectionKind reconnectionKind = WifiReconnectionKind.Automatic,
        bool requiresDateTime = false,
        int WifiAdapter = 0,
        CancellationToken token = default) => ConnectDhcp(ssid, password, reconnectionKind, requiresDateTime, WifiAdapter, token);

    /// <summary>Connects with these credentials and stores them.</summary>
    public static bool ScanAndConnectDhcp(
        string ssid,
        string password,
        WifiReconnectionKind reconnectionKind = WifiReconnectionKind.Automatic,
        bool requiresDateTime = false,
        int WifiAdapter = 0,
        CancellationToken token = default) => ConnectDhcp(ssid, password, reconnectionKind, requiresDateTime, WifiAdapter, token);

    /// <summary>Connects with the stored credentials.</summary>
    /// <param name="requiresDateTime">Whether a trusted time is needed too.</param>
    /// <param name="wifiAdapterId">0.</param>
    /// <param name="token">Not waited for.</param>
    /// <returns>Whether everything asked for is there.</returns>
    public static bool Reconnect(bool requiresDateTime = false, int wifiAdapterId = 0, CancellationToken token = default) =>
        Wait(requiresDateTime, false);

    /// <summary>Forgets how the last call ended.</summary>
    public static void Reset()
    {
        Network.Status = NetworkHelperStatus.None;
        Network.HelperException = null;
        Network.Ready.Reset();
    }

    private static bool Wait(bool requiresDateTime, bool signal)
    {
        VirtualBoard board = VirtualBoard.Current;
        Network.Adapter = System.Device.Wifi.WifiAdapter.FindAllAdapters()[0];
        if (!board.World.WifiCredentialsStored || !Network.Connect())
        {
            Network.Status = NetworkHelperStatus.TokenExpiredWaitingIPAddress;
            return false;
        }

        Network.StartSntp();
        if (requiresDateTime && board.UtcNow.Year < 2021 && !board.SynchroniseClock())
        {
            Network.Status = NetworkHelperStatus.TokenExpiredWaitingDateTime;
            return false;
        }

        Network.Status = NetworkHelperStatus.NetworkIsReady;
        if (signal)
        {
            Network.Ready.Set();
        }

        return true;
    }
}
