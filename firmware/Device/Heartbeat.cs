using System.Device.Gpio;
using Kiosk.Core.Settings;
using Kiosk.Core.Terminal;

namespace Kiosk.Device
{
    /// <summary>
    /// The heartbeat for an external watchdog: its pin turns over every five seconds, and only while the kiosk works. The loop turns it after a step of
    /// the terminal, so that a step that hangs or throws ends it; it asks whether the keypad's scan has advanced; and a worker of the link that has been
    /// at one thing for five minutes ends it, too. HEARTBEAT.md says which watchdog goes with it.
    /// </summary>
    public sealed class Heartbeat
    {
        /// <summary>Milliseconds from one edge to the next.</summary>
        public const int Interval = 5000;

        /// <summary>Milliseconds after which a worker of the link that does not come back counts as dead.</summary>
        public const int LongestWork = 300000;

        private readonly IKeypad _keypad;
        private readonly TlsLink _link;
        private readonly IClock _clock;
        private readonly GpioPin _pin;
        private long _next;
        private bool _high;

        /// <summary>Opens the pin, if there is one.</summary>
        public Heartbeat(KioskSettings settings, IKeypad keypad, TlsLink link, IClock clock)
        {
            _keypad = keypad;
            _link = link;
            _clock = clock;
            if (settings.HeartbeatPin != KioskSettings.NoPin)
            {
                _pin = new GpioController().OpenPin(settings.HeartbeatPin, PinMode.Output);
            }
        }

        /// <summary>A step of the terminal is done.</summary>
        public void Turn()
        {
            long ticks = _clock.Ticks;
            if (_pin == null || ticks < _next)
            {
                return;
            }

            _next = ticks + Interval;
            long busySince = _link.BusySince;
            if (_keypad.TakeScanned() && (busySince < 0 || ticks - busySince < LongestWork))
            {
                _high = !_high;
                _pin.Write(_high ? PinValue.High : PinValue.Low);
            }
        }
    }
}
