using System;
using Kiosk.Core.Terminal;

namespace Kiosk.Device
{
    /// <summary>Milliseconds of the runtime, and the time that SNTP has set. An ESP32 starts without a time: one before this firmware is none.</summary>
    public sealed class SystemClock : IClock
    {
        private const long Epoch = 621355968000000000L;
        private const long TicksPerSecond = 10000000L;

        // 2026-01-01T00:00:00Z
        private const long Earliest = 1767225600L;

        /// <inheritdoc/>
        public long Ticks
        {
            get { return Environment.TickCount64; }
        }

        /// <inheritdoc/>
        public long Utc
        {
            get
            {
                long utc = (Platform.UtcNow.Ticks - Epoch) / TicksPerSecond;
                return utc >= Earliest ? utc : 0;
            }
        }
    }
}
