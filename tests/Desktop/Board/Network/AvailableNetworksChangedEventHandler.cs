namespace System.Device.Wifi;

/// <summary>Takes the end of a scan.</summary>
public delegate void AvailableNetworksChangedEventHandler(WifiAdapter sender, object e);
