using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Kiosk.Bench.Boards;

/// <summary>This computer as a board on the LAN sees it.</summary>
public static class Lan
{
    /// <summary>Its IPv4 addresses, without that which only it can reach.</summary>
    public static IReadOnlyList<string> Addresses() =>
    [
        .. NetworkInterface.GetAllNetworkInterfaces()
            .Where(card => card.OperationalStatus == OperationalStatus.Up)
            .SelectMany(card => card.GetIPProperties().UnicastAddresses)
            .Select(unicast => unicast.Address)
            .Where(address => address.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(address))
            .Select(address => address.ToString()),
    ];
}
