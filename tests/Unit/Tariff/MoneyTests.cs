using Kiosk.Core.Tariff;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    [TestClass]
    public class MoneyTests
    {
        [TestMethod]
        [DataRow(0L, 2, "0.00")]
        [DataRow(5L, 2, "0.05")]
        [DataRow(60L, 2, "0.60")]
        [DataRow(100L, 2, "1.00")]
        [DataRow(240L, 2, "2.40")]
        [DataRow(240L, 0, "240")]
        [DataRow(0L, 0, "0")]
        [DataRow(7L, 3, "0.007")]
        [DataRow(1234L, 1, "123.4")]
        [DataRow(999999999999L, 2, "9999999999.99")]
        public void Format(long amount, int digits, string expected)
        {
            Assert.AreEqual(expected, Money.Format(amount, digits));
        }
    }
}
