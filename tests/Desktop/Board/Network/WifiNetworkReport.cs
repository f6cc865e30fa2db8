using Kiosk.Board;

namespace System.Device.Wifi;

/// <summary>What a scan found.</summary>
public class WifiNetworkReport
{
    internal WifiNetworkReport(VirtualWorld world) =>
        AvailableNetworks = world.WifiAvailable
            ? [new WifiAvailableNetwork { Ssid = world.WifiSsid.PadRight(33, '\0'), NetworkRssiInDecibelMilliwatts = world.WifiSignal }]
            : [];

    /// <summary>The networks in reach.</summary>
    public WifiAvailableNetwork[] AvailableNetworks { get; }
}
