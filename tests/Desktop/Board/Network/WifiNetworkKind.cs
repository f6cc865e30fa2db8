namespace System.Device.Wifi;

/// <summary>Kinds of networks.</summary>
public enum WifiNetworkKind
{
    /// <summary>Without an access point.</summary>
    Adhoc = 0,

    /// <summary>Either.</summary>
    Any = 1,

    /// <summary>With an access point.</summary>
    Infrastructure = 2,
}
