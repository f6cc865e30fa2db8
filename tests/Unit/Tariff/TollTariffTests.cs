using Kiosk.Core.Tariff;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    [TestClass]
    public class TollTariffTests
    {
        [TestMethod]
        [DataRow(0, 0L)]
        [DataRow(1, 250L)]
        [DataRow(2, 0L)]
        [DataRow(3, 1250L)]
        [DataRow(4, 0L)]
        [DataRow(-1, 0L)]
        public void AmountOfAClass(int vehicleClass, long amount)
        {
            Assert.AreEqual(amount, new TollTariff(new int[] { 250, 0, 1250 }).AmountFor(vehicleClass));
        }
    }
}
