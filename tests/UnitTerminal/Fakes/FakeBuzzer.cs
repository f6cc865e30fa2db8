using Kiosk.Core.Terminal;

namespace Kiosk.Unit
{
    /// <summary>A buzzer that notes its tones: how long each was, and how long the pause before it.</summary>
    public sealed class FakeBuzzer : IBuzzer
    {
        private readonly FakeClock _clock;
        private long _since;

        /// <summary>Creates it.</summary>
        public FakeBuzzer(FakeClock clock)
        {
            _clock = clock;
        }

        /// <summary>Whether it sounds.</summary>
        public bool IsOn { get; private set; }

        /// <summary>Lengths in milliseconds: tone, pause, tone and so on; the first pause is left out.</summary>
        public string Log { get; private set; } = "";

        /// <summary>Forgets what was heard.</summary>
        public void Forget()
        {
            Log = "";
        }

        /// <inheritdoc/>
        public void Sound(bool on)
        {
            if (on == IsOn)
            {
                return;
            }

            if (!on || Log.Length > 0)
            {
                Log += (_clock.Ticks - _since).ToString() + " ";
            }

            IsOn = on;
            _since = _clock.Ticks;
        }
    }
}
