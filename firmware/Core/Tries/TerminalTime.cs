namespace Kiosk.Core.Tries
{
    /// <summary>
    /// The terminal's own count of seconds, in which locks are measured (RULES.md, R8). It only goes forward. While the terminal runs it is
    /// driven by the running time alone, so that a step of the clock neither shortens nor lengthens a lock; over a restart the trusted time
    /// tells how long the terminal was off.
    /// </summary>
    /// <remarks>
    /// Two numbers are kept on flash: the count, and the trusted time (UTC) that belongs to it. What ran after they were kept is lost with the
    /// power, unless trusted time tells: so they are kept once in <see cref="KeepInterval"/> seconds while there is none.
    /// Whoever forges the trusted time while the terminal is off can make it believe that more time has passed; nothing in it can tell.
    /// </remarks>
    public sealed class TerminalTime
    {
        /// <summary>Seconds of running time, or of a step of the clock, that may be lost with the power.</summary>
        public const int KeepInterval = 60;

        private long _ticks;
        private bool _turned;
        private bool _placed;
        private long _keptOffset;

        /// <summary>Seconds that the terminal has counted, 0 or more.</summary>
        public long Seconds { get; private set; }

        /// <summary>UTC seconds that belong to <see cref="Seconds"/>; 0 when no trusted time was ever there.</summary>
        public long Utc
        {
            get { return Offset == 0 ? 0 : Seconds + Offset; }
        }

        /// <summary>Whether the time was trusted in the last turn.</summary>
        public bool IsTrusted { get; private set; }

        /// <summary>The count that is on flash.</summary>
        public long Kept { get; private set; }

        /// <summary>Whether what is on flash tells less than it should: too much time has passed since, or the clock has made a step.</summary>
        public bool IsKeepDue
        {
            get
            {
                long step = Offset - _keptOffset;
                return IsTrusted ? step > KeepInterval || step < -KeepInterval : Seconds - Kept >= KeepInterval;
            }
        }

        /// <summary>UTC less <see cref="Seconds"/>; 0 when no trusted time was ever there.</summary>
        private long Offset { get; set; }

        /// <summary>Goes on from what was on flash, at a start.</summary>
        /// <param name="seconds">The count.</param>
        /// <param name="utc">UTC seconds that belonged to it, or 0.</param>
        public void Open(long seconds, long utc)
        {
            Seconds = seconds;
            Offset = utc == 0 ? 0 : utc - seconds;
            _turned = false;
            _placed = false;
            IsTrusted = false;
            MarkKept();
        }

        /// <summary>Time passes.</summary>
        /// <param name="ticks">Milliseconds of running time.</param>
        /// <param name="utc">Trusted time, UTC seconds, or 0.</param>
        public void Turn(long ticks, long utc)
        {
            if (!_turned)
            {
                _turned = true;
                _ticks = ticks;
            }

            long passed = (ticks - _ticks) / 1000;
            if (passed > 0)
            {
                Seconds += passed;
                _ticks += passed * 1000;
            }

            IsTrusted = utc != 0;
            if (!IsTrusted)
            {
                return;
            }

            long off = Offset == 0 ? 0 : utc - Seconds - Offset;
            if (!_placed && off > 0)
            {
                // The first trusted time after a start: what is missing is the time without power.
                Seconds += off;
            }

            _placed = true;
            Offset = utc - Seconds;
        }

        /// <summary>Count and time are on flash.</summary>
        public void MarkKept()
        {
            Kept = Seconds;
            _keptOffset = Offset;
        }
    }
}
