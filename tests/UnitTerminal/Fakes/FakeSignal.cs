using Kiosk.Core.Terminal;

namespace Kiosk.Unit
{
    /// <summary>A Wi-Fi signal that is what the test says.</summary>
    public sealed class FakeSignal : IWifiSignal
    {
        /// <inheritdoc/>
        public int Strength { get; set; }

        /// <summary>Calls of <see cref="Measure"/>.</summary>
        public int MeasureCount { get; private set; }

        /// <inheritdoc/>
        public void Measure()
        {
            MeasureCount++;
        }
    }
}
