using Kiosk.Core.Issuer;

namespace Kiosk.Core.Terminal
{
    /// <summary>Plays sounds on a buzzer. Never blocks: what has begun goes on in <see cref="Turn"/>.</summary>
    internal sealed class Sounder
    {
        // Milliseconds: a tone, a pause, a tone and so on.
        private static readonly int[] Key = { 50 };
        private static readonly int[] Approved = { 80, 80, 80, 80, 80 };
        private static readonly int[] Declined = { 700 };

        private readonly IBuzzer _buzzer;
        private readonly IClock _clock;
        private readonly IIssuerLink _link;
        private int[] _parts;
        private int _part;
        private long _end;

        /// <param name="buzzer">The buzzer; null when there is none.</param>
        /// <param name="clock">Milliseconds.</param>
        /// <param name="link">While it opens there is no sound.</param>
        internal Sounder(IBuzzer buzzer, IClock clock, IIssuerLink link)
        {
            _buzzer = buzzer;
            _clock = clock;
            _link = link;
        }

        /// <summary>Whether a sound is under way.</summary>
        internal bool IsOn
        {
            get { return _parts != null; }
        }

        /// <summary>
        /// Begins a sound in place of the one under way; but a key does not cut a result short. None while a connection is being opened: the handshake would hold
        /// its tone.
        /// </summary>
        internal void Play(Sound sound)
        {
            if (_buzzer == null || _link.State == LinkState.Opening || (sound == Sound.Key && _parts != null && _parts != Key))
            {
                return;
            }

            _parts = sound == Sound.Key ? Key : sound == Sound.Approved ? Approved : Declined;
            _part = 0;
            _end = _clock.Ticks + _parts[0];
            _buzzer.Sound(true);
        }

        /// <summary>Ends a tone or a pause whose time is over, and begins the next.</summary>
        internal void Turn()
        {
            if (_parts == null || _clock.Ticks < _end)
            {
                return;
            }

            _part++;
            if (_part == _parts.Length)
            {
                _parts = null;
                _buzzer.Sound(false);
                return;
            }

            _end = _clock.Ticks + _parts[_part];
            _buzzer.Sound((_part & 1) == 0);
        }
    }
}
