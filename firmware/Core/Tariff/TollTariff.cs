namespace Kiosk.Core.Tariff
{
    /// <summary>Toll: a price for each vehicle class, in minor units of the currency.</summary>
    public sealed class TollTariff
    {
        private readonly int[] _amounts;

        /// <summary>Creates it.</summary>
        /// <param name="amounts">Price of each class, class 1 first; 0 is no such class.</param>
        public TollTariff(int[] amounts)
        {
            _amounts = amounts;
        }

        /// <summary>Price of a passage, in minor units; 0 when there is no such class.</summary>
        /// <param name="vehicleClass">1 to 9.</param>
        public long AmountFor(int vehicleClass)
        {
            return vehicleClass >= 1 && vehicleClass <= _amounts.Length ? _amounts[vehicleClass - 1] : 0;
        }
    }
}
