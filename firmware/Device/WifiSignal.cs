using System;
using System.Device.Wifi;
using System.Net.NetworkInformation;
using Kiosk.Core.Terminal;

namespace Kiosk.Device
{
    /// <summary>
    /// The signal of the stored network, by a scan: the runtime has no other way to it (nanoframework/Home issues 1247, 1632). The ESP32 listens to each channel for
    /// half a second and stays connected.
    /// </summary>
    public sealed class WifiSignal : IWifiSignal
    {
        private const int OutOfReach = 1;

        private WifiAdapter _adapter;
        private bool _isMeasuring;

        /// <inheritdoc/>
        public int Strength { get; private set; }

        /// <inheritdoc/>
        public void Measure()
        {
            if (_isMeasuring)
            {
                return;
            }

            try
            {
                if (_adapter == null)
                {
                    _adapter = WifiAdapter.FindAllAdapters()[0];
                    _adapter.AvailableNetworksChanged += OnScanned;
                }

                Strength = 0;
                _isMeasuring = true;
                _adapter.ScanAsync();
            }
            catch (Exception)
            {
                // Busy connecting, or not started: whoever asks again gets another scan.
                _isMeasuring = false;
            }
        }

        /// <summary>The name of the network that is stored on the board; empty when there is none.</summary>
        internal static string StoredNetwork()
        {
            Wireless80211Configuration[] stored = Wireless80211Configuration.GetAllWireless80211Configurations();
            return stored.Length == 0 || stored[0].Ssid == null ? "" : stored[0].Ssid;
        }

        /// <summary>Runs on the runtime's thread of events: nothing may leave it.</summary>
        private void OnScanned(WifiAdapter sender, object e)
        {
            if (!_isMeasuring)
            {
                return;
            }

            int strongest = OutOfReach;
            try
            {
                string name = StoredNetwork();
                WifiAvailableNetwork[] networks = sender.NetworkReport.AvailableNetworks;
                for (int i = 0; i < networks.Length; i++)
                {
                    int strength = (int)networks[i].NetworkRssiInDecibelMilliwatts;
                    if (IsName(networks[i].Ssid, name) && (strongest > 0 || strength > strongest))
                    {
                        strongest = strength;
                    }
                }
            }
            catch (Exception)
            {
                // As good as not found.
            }

            Strength = strongest;
            _isMeasuring = false;
        }

        /// <summary>A scan gives names with zeros behind, up to 33 characters.</summary>
        private static bool IsName(string scanned, string name)
        {
            int length = scanned.IndexOf('\0');
            return name.Length > 0 && (length < 0 ? scanned : scanned.Substring(0, length)) == name;
        }
    }
}
