using System.Device.Pwm;
using Kiosk.Core.Terminal;
using nanoFramework.Hardware.Esp32;

namespace Kiosk.Device
{
    /// <summary>A passive piezo buzzer on a PWM pin. Its pitch never changes: not every platform can change the frequency of a channel that is there.</summary>
    public sealed class PwmBuzzer : IBuzzer
    {
        // Where small piezo discs are loudest.
        private const int Hertz = 2700;

        private readonly PwmChannel _channel;

        /// <summary>Makes the pin a PWM output; it is silent.</summary>
        /// <param name="pin">GPIO.</param>
        public PwmBuzzer(int pin)
        {
            Configuration.SetPinFunction(pin, DeviceFunction.PWM1);
            _channel = PwmChannel.CreateFromPin(pin, Hertz, 0.5);
        }

        /// <inheritdoc/>
        public void Sound(bool on)
        {
            if (_channel == null)
            {
                // The pin has no PWM: the kiosk works without.
                return;
            }

            if (on)
            {
                _channel.Start();
            }
            else
            {
                _channel.Stop();
            }
        }
    }
}
