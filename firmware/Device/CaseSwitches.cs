using System.Device.Gpio;
using Kiosk.Core.Settings;
using Kiosk.Core.Terminal;

namespace Kiosk.Device
{
    /// <summary>
    /// The service switch and the tamper loop. Both connect their pin with ground; a pull-up resistor makes it high otherwise: the chip's own, or
    /// where the chip has none (GPIO 34 to 39 of an ESP32) one on the board.
    /// </summary>
    public sealed class CaseSwitches : ISwitches
    {
        private readonly GpioPin _service;
        private readonly GpioPin _loop;
        private bool _wasOpen;

        /// <summary>Opens the pins that there are.</summary>
        public CaseSwitches(KioskSettings settings)
        {
            GpioController controller = new GpioController();
            _service = Open(controller, settings.ServiceSwitch, settings.Board);
            _loop = Open(controller, settings.TamperLoop, settings.Board);
            if (_loop != null)
            {
                // However short it is open: the interrupt notes it, the loop asks later.
                _loop.ValueChanged += OnLoopChanged;
            }
        }

        /// <inheritdoc/>
        public bool IsServiceOn
        {
            get { return _service != null && _service.Read() == PinValue.Low; }
        }

        /// <inheritdoc/>
        public bool TakeTampered()
        {
            bool wasOpen = _wasOpen;
            _wasOpen = false;
            return _loop != null && (wasOpen || _loop.Read() == PinValue.High);
        }

        private static GpioPin Open(GpioController controller, int pin, BoardType board)
        {
            if (pin == KioskSettings.NoPin)
            {
                return null;
            }

            bool hasPull = GpioRules.Refusal(board, pin, GpioUse.PulledInput) == null;
            return controller.OpenPin(pin, hasPull ? PinMode.InputPullUp : PinMode.Input);
        }

        private void OnLoopChanged(object sender, PinValueChangedEventArgs change)
        {
            // Any edge: even of a pulse whose rising edge was lost something is left.
            _wasOpen = true;
        }
    }
}
