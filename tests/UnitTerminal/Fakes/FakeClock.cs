using Kiosk.Core.Terminal;

namespace Kiosk.Unit
{
    /// <summary>A clock that stands until a test moves it.</summary>
    public sealed class FakeClock : IClock
    {
        private long _milliseconds;

        /// <inheritdoc/>
        public long Ticks { get; private set; }

        /// <inheritdoc/>
        public long Utc { get; set; }

        /// <summary>Calls of <see cref="Set"/>.</summary>
        public int SetCount { get; private set; }

        /// <inheritdoc/>
        public void Set(long utc)
        {
            SetCount++;
            Utc = utc;
        }

        /// <summary>Time passes; trusted time too, when it is there.</summary>
        public void Pass(long milliseconds)
        {
            Ticks += milliseconds;
            _milliseconds += milliseconds;
            if (Utc != 0)
            {
                Utc += _milliseconds / 1000;
            }

            _milliseconds %= 1000;
        }
    }
}
