namespace nanoFramework.Networking;

/// <summary>How the last call of the helper ended. It stays so when the connection is lost later.</summary>
public enum NetworkHelperStatus
{
    /// <summary>Nothing was called.</summary>
    None = 0,

    /// <summary>At work.</summary>
    Started = 1,

    /// <summary>It found a connection.</summary>
    NetworkIsReady = 2,

    /// <summary>There is no interface.</summary>
    FailedNoNetworkInterface = 3,

    /// <summary>No address came in time.</summary>
    TokenExpiredWaitingIPAddress = 4,

    /// <summary>No time came in time.</summary>
    TokenExpiredWaitingDateTime = 5,

    /// <summary>The access point was not there or did not accept.</summary>
    ErrorConnetingToWiFiWhileScanning = 6,

    /// <summary>See the helper's exception.</summary>
    ExceptionOccurred = 7,

    /// <summary>At work again.</summary>
    Reconnecting = 8,
}
