namespace Kiosk.Core.Pin
{
    /// <summary>
    /// Which PINs a customer had better not choose. It spares the way to the issuer, who refuses them too, and knows more: the date of birth, and how long a PIN
    /// has to be.
    /// </summary>
    public static class PinChoice
    {
        /// <summary>
        /// Whether a PIN is among those that are guessed first: a run up or down, 9 going on with 0 (1234, 7890, 4321), one digit alone (1111), or a part of the
        /// card number.
        /// </summary>
        /// <param name="pin">The PIN, 4 to 12 digits.</param>
        /// <param name="number">The card number, ASCII digits.</param>
        /// <param name="numberLength">Its digits.</param>
        public static bool IsWeak(PinEntry pin, byte[] number, int numberLength)
        {
            return HasStep(pin, 1) || HasStep(pin, 9) || HasStep(pin, 0) || IsPartOf(pin, number, numberLength);
        }

        /// <summary>Whether two PINs are the same.</summary>
        public static bool AreSame(PinEntry one, PinEntry other)
        {
            int difference = one.Length ^ other.Length;
            for (int i = 0; i < PinEntry.Longest; i++)
            {
                difference |= one.Digits[i] ^ other.Digits[i];
            }

            return difference == 0;
        }

        /// <summary>Whether each digit is so much more than the one before, modulo ten.</summary>
        private static bool HasStep(PinEntry pin, int step)
        {
            for (int i = 1; i < pin.Length; i++)
            {
                if (pin.Digits[i] != (pin.Digits[i - 1] + step) % 10)
                {
                    return false;
                }
            }

            return true;
        }

        private static bool IsPartOf(PinEntry pin, byte[] number, int numberLength)
        {
            for (int start = 0; start + pin.Length <= numberLength; start++)
            {
                int same = 0;
                while (same < pin.Length && number[start + same] - '0' == pin.Digits[same])
                {
                    same++;
                }

                if (same == pin.Length)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
