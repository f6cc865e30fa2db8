namespace System.Device.Wifi;

/// <summary>How an attempt to connect ended.</summary>
public class WifiConnectionResult
{
    internal WifiConnectionResult(WifiConnectionStatus status) => ConnectionStatus = status;

    /// <summary>How.</summary>
    public WifiConnectionStatus ConnectionStatus { get; }
}
