namespace System.Device.Wifi;

/// <summary>A network in reach.</summary>
public class WifiAvailableNetwork
{
    /// <summary>The access point's address.</summary>
    public string Bsid { get; internal set; } = "02:00:00:00:00:01";

    /// <summary>Its name.</summary>
    public string Ssid { get; internal set; } = string.Empty;

    /// <summary>Its kind.</summary>
    public WifiNetworkKind NetworkKind => WifiNetworkKind.Infrastructure;

    /// <summary>Its signal in dBm.</summary>
    public double NetworkRssiInDecibelMilliwatts { get; internal set; }

    /// <summary>0 to 4.</summary>
    public byte SignalBars => NetworkRssiInDecibelMilliwatts switch
    {
        >= -55 => 4,
        >= -66 => 3,
        >= -77 => 2,
        >= -88 => 1,
        _ => 0,
    };
}
