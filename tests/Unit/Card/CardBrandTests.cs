using Kiosk.Core.Card;
using Kiosk.Core.Settings;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    [TestClass]
    public class CardBrandTests
    {
        // Leading digits, length, brand: the first and the last of each range and their neighbours.
        [TestMethod]
        [DataRow("33", 15, (int)Brands.None)]
        [DataRow("34", 15, (int)Brands.Amex)]
        [DataRow("35", 15, (int)Brands.None)]
        [DataRow("37", 15, (int)Brands.Amex)]
        [DataRow("37", 16, (int)Brands.None)]
        [DataRow("34", 14, (int)Brands.None)]
        [DataRow("4", 13, (int)Brands.Visa)]
        [DataRow("4", 14, (int)Brands.None)]
        [DataRow("4", 16, (int)Brands.Visa)]
        [DataRow("4", 18, (int)Brands.None)]
        [DataRow("4", 19, (int)Brands.Visa)]
        [DataRow("50", 16, (int)Brands.Maestro)]
        [DataRow("51", 16, (int)Brands.Mastercard)]
        [DataRow("55", 16, (int)Brands.Mastercard)]
        [DataRow("55", 15, (int)Brands.None)]
        [DataRow("56", 16, (int)Brands.Maestro)]
        [DataRow("58", 12, (int)Brands.Maestro)]
        [DataRow("58", 11, (int)Brands.None)]
        [DataRow("59", 16, (int)Brands.None)]
        [DataRow("2220", 16, (int)Brands.None)]
        [DataRow("2221", 16, (int)Brands.Mastercard)]
        [DataRow("2720", 16, (int)Brands.Mastercard)]
        [DataRow("2721", 16, (int)Brands.None)]
        [DataRow("6010", 16, (int)Brands.None)]
        [DataRow("6011", 16, (int)Brands.Discover)]
        [DataRow("6012", 16, (int)Brands.None)]
        [DataRow("643", 16, (int)Brands.None)]
        [DataRow("644", 16, (int)Brands.Discover)]
        [DataRow("649", 19, (int)Brands.Discover)]
        [DataRow("649", 15, (int)Brands.None)]
        [DataRow("65", 16, (int)Brands.Discover)]
        [DataRow("66", 16, (int)Brands.None)]
        [DataRow("3527", 16, (int)Brands.None)]
        [DataRow("3528", 16, (int)Brands.Jcb)]
        [DataRow("3589", 16, (int)Brands.Jcb)]
        [DataRow("3590", 16, (int)Brands.None)]
        [DataRow("300", 14, (int)Brands.Diners)]
        [DataRow("305", 14, (int)Brands.Diners)]
        [DataRow("306", 14, (int)Brands.None)]
        [DataRow("36", 14, (int)Brands.Diners)]
        [DataRow("36", 13, (int)Brands.None)]
        [DataRow("38", 16, (int)Brands.Diners)]
        [DataRow("39", 16, (int)Brands.Diners)]
        [DataRow("61", 16, (int)Brands.None)]
        [DataRow("62", 16, (int)Brands.UnionPay)]
        [DataRow("62", 15, (int)Brands.None)]
        [DataRow("63", 13, (int)Brands.Maestro)]
        [DataRow("67", 19, (int)Brands.Maestro)]
        [DataRow("0", 16, (int)Brands.None)]
        [DataRow("9", 16, (int)Brands.None)]
        [DataRow("4", 7, (int)Brands.None)]
        public void BrandByLeadingDigitsAndLength(string leading, int length, int brand)
        {
            byte[] number = Hex.Ascii(leading.PadRight(19, '0'));
            Assert.AreEqual(brand, (int)CardBrand.Of(number, length));
        }
    }
}
