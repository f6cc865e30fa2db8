namespace System.Device.Wifi;

/// <summary>How an attempt to connect ended.</summary>
public enum WifiConnectionStatus
{
    /// <summary>Access was revoked.</summary>
    AccessRevoked = 0,

    /// <summary>The password was wrong.</summary>
    InvalidCredential = 1,

    /// <summary>There is no such network.</summary>
    NetworkNotAvailable = 2,

    /// <summary>Connected.</summary>
    Success = 3,

    /// <summary>No answer.</summary>
    Timeout = 4,

    /// <summary>Anything else.</summary>
    UnspecifiedFailure = 5,

    /// <summary>The network wants another way.</summary>
    UnsupportedAuthenticationProtocol = 6,
}
