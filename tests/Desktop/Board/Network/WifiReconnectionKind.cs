namespace System.Device.Wifi;

/// <summary>Whether a lost network is looked for again.</summary>
public enum WifiReconnectionKind
{
    /// <summary>By the driver.</summary>
    Automatic = 0,

    /// <summary>By the firmware.</summary>
    Manual = 1,
}
