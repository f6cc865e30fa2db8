namespace Kiosk.Board;

/// <summary>Plays System.Net.NetworkInformation.NetworkInterface of nanoFramework, whose surface is another than .NET's; the twin puts it in
/// its place with a <c>global using</c>. It is what knows whether there is a connection now: WifiNetworkHelper.Status does not.</summary>
public class NetworkInterface
{
    private readonly VirtualBoard _board;

    private NetworkInterface(VirtualBoard board) => _board = board;

    /// <summary>"0.0.0.0" without a connection.</summary>
    public string IPv4Address => _board.WifiConnected ? "192.168.4.27" : "0.0.0.0";

    /// <summary>"0.0.0.0" without a connection.</summary>
    public string IPv4GatewayAddress => _board.WifiConnected ? "192.168.4.1" : "0.0.0.0";

    /// <summary>"0.0.0.0" without a connection.</summary>
    public string IPv4SubnetMask => _board.WifiConnected ? "255.255.255.0" : "0.0.0.0";

    /// <summary>Always.</summary>
    public bool IsDhcpEnabled => true;

    /// <summary>The MAC address.</summary>
    public byte[] PhysicalAddress { get; set; } = [0x24, 0x6F, 0x28, 0x00, 0x00, 0x01];

    /// <summary>The board's one interface: Wi-Fi.</summary>
    public static NetworkInterface[] GetAllNetworkInterfaces() => [new NetworkInterface(VirtualBoard.Current)];

    /// <summary>Whether there is a connection now.</summary>
    public static bool GetIsNetworkAvailable() => VirtualBoard.Current.WifiConnected;
}
