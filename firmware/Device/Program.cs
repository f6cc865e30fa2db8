using System.Threading;

namespace Kiosk.Device
{
    /// <summary>Runs the kiosk on an ESP32.</summary>
    public static class Program
    {
        private const int TurnPause = 2;

        /// <summary>Never returns.</summary>
        public static void Main()
        {
            KioskDevice kiosk = new KioskDevice();
            while (true)
            {
                kiosk.Step();
                Thread.Sleep(TurnPause);
            }
        }
    }
}
