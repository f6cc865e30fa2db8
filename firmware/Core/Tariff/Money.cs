namespace Kiosk.Core.Tariff
{
    /// <summary>Amounts in minor units as customers read them.</summary>
    public static class Money
    {
        /// <summary>An amount with a decimal point: 240 with 2 digits is <c>2.40</c>.</summary>
        /// <param name="amount">Minor units, 0 or more.</param>
        /// <param name="digits">Digits after the point, 0 to 3.</param>
        public static string Format(long amount, int digits)
        {
            string text = amount.ToString();
            if (digits == 0)
            {
                return text;
            }

            text = text.PadLeft(digits + 1, '0');
            return text.Substring(0, text.Length - digits) + "." + text.Substring(text.Length - digits);
        }
    }
}
