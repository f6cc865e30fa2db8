namespace Kiosk.Core.Tries
{
    /// <summary>
    /// The terminal's own count of seconds, in which locks are measured (RULES.md, R8). It only goes forward. While the terminal runs it is
    /// driven by the running time alone, so that a step of the clock neither shortens nor lengthens a lock; over a restart the trusted time
    /// tells how long the terminal was off.
    /// </summary>
    /// <remarks>
    /// Two numbers are kept on flash: the count, and the latest trusted time (UTC) that ever belonged to it. A clock that was ahead and was put right counts as
    /// no time without power until it is there again: a lock may be longer then, never shorter. What ran after the numbers were kept is lost with
    /// the power, unless trusted time tells: so they are kept once in <see cref="KeepInterval"/> seconds while there is none.
    /// Whoever forges the trusted time while the terminal is off can make it believe that more time has passed; nothing in it can tell.
    /// </remarks>
    public sealed class TerminalTime
    {
        /// <summary>Seconds of running time, or of a step of the clock, that may be lost with the power.</summary>
        public const int KeepInterval = 60;

        private long _ticks;
        private bool _turned;
        private bool _placed;
        private long _latest;
        private long _keptLatest;

        /// <summary>Seconds that the terminal has counted, 0 or more.</summary>
        public long Seconds { get; private set; }

        /// <summary>Trusted time of the last turn, UTC seconds; 0 when there was none.</summary>
        public long Utc { get; private set; }

        /// <summary>The latest UTC seconds that belong to <see cref="Seconds"/>; 0 when no trusted time was ever there.</summary>
        public long LatestUtc
        {
            get { return _latest == 0 ? 0 : Seconds + _latest; }
        }

        /// <summary>Whether the time was trusted in the last turn.</summary>
        public bool IsTrusted
        {
            get { return Utc != 0; }
        }

        /// <summary>The count that is on flash.</summary>
        public long Kept { get; private set; }

        /// <summary>Whether what is on flash tells too little: time has passed since without a trusted one, or the clock has made a step ahead.</summary>
        public bool IsKeepDue
        {
            get { return IsTrusted ? _latest - _keptLatest > KeepInterval : Seconds - Kept >= KeepInterval; }
        }

        /// <summary>Goes on from what was on flash, at a start.</summary>
        /// <param name="seconds">The count.</param>
        /// <param name="latestUtc">The latest UTC seconds that belonged to it, or 0.</param>
        public void Open(long seconds, long latestUtc)
        {
            Seconds = seconds;
            _latest = latestUtc == 0 ? 0 : latestUtc - seconds;
            _turned = false;
            _placed = false;
            Utc = 0;
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

            Utc = utc;
            if (utc == 0)
            {
                return;
            }

            long off = _latest == 0 ? 0 : utc - Seconds - _latest;
            if (!_placed && off > 0)
            {
                // The first trusted time after a start: what is missing is the time without power.
                Seconds += off;
            }

            _placed = true;
            if (_latest == 0 || utc - Seconds > _latest)
            {
                _latest = utc - Seconds;
            }
        }

        /// <summary>Count and time are on flash.</summary>
        public void MarkKept()
        {
            Kept = Seconds;
            _keptLatest = _latest;
        }
    }
}
