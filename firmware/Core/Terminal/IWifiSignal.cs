namespace Kiosk.Core.Terminal
{
    /// <summary>
    /// How strong the stored Wi-Fi network is here. The runtime can only tell by a scan of all channels, which takes seconds and disturbs the connection meanwhile:
    /// service mode alone asks.
    /// </summary>
    public interface IWifiSignal
    {
        /// <summary>dBm, below 0; 0 while it is not known; 1 when the last scan did not find the network.</summary>
        int Strength { get; }

        /// <summary>Begins to measure. Does not block, and does nothing while it is measuring.</summary>
        void Measure();
    }
}
