using Kiosk.Core.Settings;

namespace Kiosk.Core.Card
{
    /// <summary>Brand ranges by the leading digits of a card number, as the brands publish them.</summary>
    public static class CardBrand
    {
        /// <summary>The brand, or <see cref="Brands.None"/>.</summary>
        /// <param name="number">ASCII digits.</param>
        /// <param name="length">How many; the brands' lengths count too.</param>
        public static Brands Of(byte[] number, int length)
        {
            if (length < CardData.ShortestNumber)
            {
                return Brands.None;
            }

            int six = 0;
            for (int i = 0; i < 6; i++)
            {
                six = (six * 10) + (number[i] - '0');
            }

            int two = six / 10000;
            int three = six / 1000;
            int four = six / 100;
            if (two == 34 || two == 37)
            {
                return length == 15 ? Brands.Amex : Brands.None;
            }

            if (number[0] == '4')
            {
                return length == 13 || length == 16 || length == 19 ? Brands.Visa : Brands.None;
            }

            if ((two >= 51 && two <= 55) || (four >= 2221 && four <= 2720))
            {
                return length == 16 ? Brands.Mastercard : Brands.None;
            }

            if (four == 6011 || two == 65 || (three >= 644 && three <= 649))
            {
                return length >= 16 ? Brands.Discover : Brands.None;
            }

            if (four >= 3528 && four <= 3589)
            {
                return length >= 16 ? Brands.Jcb : Brands.None;
            }

            if (two == 36 || two == 38 || two == 39 || (three >= 300 && three <= 305))
            {
                return length >= 14 ? Brands.Diners : Brands.None;
            }

            if (two == 62)
            {
                return length >= 16 ? Brands.UnionPay : Brands.None;
            }

            if (two == 50 || (two >= 56 && two <= 58) || two == 63 || two == 67)
            {
                return length >= 12 ? Brands.Maestro : Brands.None;
            }

            return Brands.None;
        }
    }
}
