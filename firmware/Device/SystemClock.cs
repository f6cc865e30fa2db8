using System;
using Kiosk.Core.Issuer;
using Kiosk.Core.Terminal;
using nanoFramework.Runtime.Native;

namespace Kiosk.Device
{
    /// <summary>Milliseconds of the runtime, and the time that SNTP or the issuer has set.</summary>
    public sealed class SystemClock : IClock
    {
        private const long Epoch = 621355968000000000L;
        private const long TicksPerSecond = 10000000L;

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
                return utc >= IsoTime.Earliest ? utc : 0;
            }
        }

        /// <inheritdoc/>
        public void Set(long utc)
        {
            Rtc.SetSystemTime(IsoTime.ToDateTime(utc));
        }
    }
}
