using Kiosk.Core.Tariff;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    [TestClass]
    public class ParkingTariffTests
    {
        [TestMethod]
        [DataRow(0, 0L)]
        [DataRow(1, 60L)]
        [DataRow(15, 60L)]
        [DataRow(16, 120L)]
        [DataRow(30, 120L)]
        [DataRow(60, 240L)]
        [DataRow(240, 960L)]
        public void EachStartedUnitIsPaid(int minutes, long amount)
        {
            Assert.AreEqual(amount, new ParkingTariff(15, 60, 15, 240, 0).AmountFor(minutes));
        }

        [TestMethod]
        [DataRow(0, 0)]
        [DataRow(1, 15)]
        [DataRow(15, 15)]
        [DataRow(16, 30)]
        [DataRow(240, 240)]
        public void MinutesAreRaisedToUnits(int minutes, int raised)
        {
            Assert.AreEqual(raised, new ParkingTariff(15, 60, 15, 240, 0).Raise(minutes));
        }

        [TestMethod]
        [DataRow(19, 0L)]
        [DataRow(20, 0L)]
        [DataRow(21, 60L)]
        [DataRow(35, 60L)]
        [DataRow(36, 120L)]
        public void FreeMinutesComeFirst(int minutes, long amount)
        {
            Assert.AreEqual(amount, new ParkingTariff(15, 60, 15, 240, 20).AmountFor(minutes));
        }

        [TestMethod]
        public void LargestAmountDoesNotOverflow()
        {
            Assert.AreEqual(9999L * 999999999L, new ParkingTariff(1, 999999999, 1, 9999, 0).AmountFor(9999));
        }

        [TestMethod]
        public void LimitsAreThoseGiven()
        {
            ParkingTariff tariff = new ParkingTariff(15, 60, 30, 240, 0);
            Assert.AreEqual(30, tariff.Minimum);
            Assert.AreEqual(240, tariff.Maximum);
        }
    }
}
