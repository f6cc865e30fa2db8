using Kiosk.Board;

namespace System.Net.NetworkInformation;

/// <summary>Plays the credentials that nanoff has stored on the board.</summary>
public class Wireless80211Configuration
{
    private Wireless80211Configuration(string ssid) => Ssid = ssid;

    /// <summary>The network's name; empty when none is stored.</summary>
    public string Ssid { get; set; }

    /// <summary>The one configuration of an ESP32.</summary>
    public static Wireless80211Configuration[] GetAllWireless80211Configurations()
    {
        VirtualWorld world = VirtualBoard.Current.World;
        return [new Wireless80211Configuration(world.WifiCredentialsStored ? world.WifiSsid : "")];
    }
}
