using Kiosk.Core.Keypad;
using Kiosk.Core.Settings;
using Kiosk.Core.Tariff;

namespace Kiosk.Core.Terminal
{
    /// <summary>What is sold: parking minutes, which the customer keys, or the passage of a vehicle class; and its price.</summary>
    internal sealed class Sale
    {
        private const int MostMinuteDigits = 4;

        private readonly Screens _screens;
        private readonly ParkingTariff _parking;
        private readonly TollTariff _toll;
        private readonly DigitField _minutes = new DigitField(MostMinuteDigits);

        internal Sale(KioskSettings settings, Screens screens)
        {
            _screens = screens;
            _parking = new ParkingTariff(
                settings.ParkingUnitMinutes,
                settings.ParkingUnitAmount,
                settings.ParkingMinimumMinutes,
                settings.ParkingMaximumMinutes,
                settings.ParkingFreeMinutes);
            _toll = new TollTariff(settings.TollAmounts);
        }

        /// <summary>The price, in minor units; 0 is nothing to pay.</summary>
        internal long Amount { get; private set; }

        /// <summary>Sells a vehicle class.</summary>
        /// <returns>False when there is no such class.</returns>
        internal bool TakeClass(int vehicleClass)
        {
            Amount = _toll.AmountFor(vehicleClass);
            return Amount != 0;
        }

        /// <summary>A key while minutes are keyed.</summary>
        /// <returns>Whether it confirmed minutes that are sold.</returns>
        internal bool OnKey(Key key)
        {
            if (key == Key.Enter)
            {
                return Confirm();
            }

            if (key == Key.Clear)
            {
                _minutes.Wipe();
            }
            else if (key > Key.Digit9 || !_minutes.Add((int)key))
            {
                return false;
            }

            Draw();
            return false;
        }

        /// <summary>Draws the minutes keyed so far, and their price.</summary>
        internal void Draw()
        {
            _screens.Minutes(_minutes.Value, AmountFor(_minutes.Value));
        }

        /// <summary>No minutes.</summary>
        internal void Wipe()
        {
            _minutes.Wipe();
        }

        private bool Confirm()
        {
            int minutes = _minutes.Value;
            if (minutes < _parking.Minimum || minutes > _parking.Maximum)
            {
                bool tooFew = minutes < _parking.Minimum;
                _minutes.Wipe();
                Draw();
                _screens.MinutesLimit(tooFew, tooFew ? _parking.Minimum : _parking.Maximum);
                return false;
            }

            Amount = AmountFor(minutes);
            return true;
        }

        private long AmountFor(int minutes)
        {
            return _parking.AmountFor(_parking.Raise(minutes));
        }
    }
}
