namespace Kiosk.Core.Tariff
{
    /// <summary>Parking: a price for each started unit of time, in minor units of the currency.</summary>
    public sealed class ParkingTariff
    {
        private readonly int _unitMinutes;
        private readonly int _unitAmount;
        private readonly int _minimum;
        private readonly int _maximum;
        private readonly int _free;

        /// <summary>Creates it.</summary>
        /// <param name="unitMinutes">Minutes of a unit, 1 or more.</param>
        /// <param name="unitAmount">Price of each started unit, in minor units.</param>
        /// <param name="minimum">Fewest minutes sold.</param>
        /// <param name="maximum">Most minutes sold; a multiple of the unit.</param>
        /// <param name="free">Minutes at the beginning that cost nothing.</param>
        public ParkingTariff(int unitMinutes, int unitAmount, int minimum, int maximum, int free)
        {
            _unitMinutes = unitMinutes;
            _unitAmount = unitAmount;
            _minimum = minimum;
            _maximum = maximum;
            _free = free;
        }

        /// <summary>Fewest minutes sold.</summary>
        public int Minimum
        {
            get { return _minimum; }
        }

        /// <summary>Most minutes sold.</summary>
        public int Maximum
        {
            get { return _maximum; }
        }

        /// <summary>Minutes raised to full units.</summary>
        public int Raise(int minutes)
        {
            return (minutes + _unitMinutes - 1) / _unitMinutes * _unitMinutes;
        }

        /// <summary>Price of parking for some minutes, in minor units: each unit started after the free minutes.</summary>
        public long AmountFor(int minutes)
        {
            int paid = minutes - _free;
            return paid <= 0 ? 0 : (long)((paid + _unitMinutes - 1) / _unitMinutes) * _unitAmount;
        }
    }
}
