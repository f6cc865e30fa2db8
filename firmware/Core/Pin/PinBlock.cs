using System;
using Kiosk.Core.Crypto;

namespace Kiosk.Core.Pin
{
    /// <summary>
    /// The clear PIN block of ISO 9564-1, formats 0 to 4: made of a PIN and a card number, read again, and checked against both. Nothing is kept here.
    /// </summary>
    /// <remarks>
    /// <para>
    /// From the left: control (the format), length, the PIN's digits, and fill up to the eighth byte: F in formats 0 and 2, left to chance in
    /// format 1, A to F at random in format 3, A in format 4. Formats 0 and 3 are the xor of that with the account field: 0000 and the 12
    /// right-most digits of the card number without its check digit, zeros before a shorter one. Format 4 has 8 random bytes more,
    /// and binds the account by a second field (<see cref="PanField"/>) when it is enciphered; its clear block here is the PIN field alone
    /// (ISO 9564-1:2017, 9.3 and 9.4).
    /// </para>
    /// <para>
    /// A card number has 8 to 19 ASCII digits; null or a length of 0 is no card. Formats 0, 3 and 4 need one, formats 1 and 2 refuse one (K10).
    /// Of several faults the first is given of: size, a card number that the format cannot have, control, length, then from left to right
    /// digits, fill and, where it covers them, the account.
    /// </para>
    /// <para>
    /// Checking shares no code with making, except the rule which card numbers a format can have. Every digit takes the same path (P4).
    /// </para>
    /// </remarks>
    public static class PinBlock
    {
        /// <summary>Length in bytes of what a format may leave to chance.</summary>
        public const int FillLength = 8;

        private const int ShortestNumber = 8;
        private const int LongestNumber = 19;
        private const int PanFieldLength = 16;

        // Nibbles of the control, length, digits and fill of every format; and the first that the account field covers.
        private const int Nibbles = 16;
        private const int FirstDigit = 2;
        private const int FirstOfAccount = 4;

        // The number that the length nibble 0 of a PAN field stands for; a shorter one has zeros before it.
        private const int PanFieldDigits = 12;

        /// <summary>Length in bytes of a block, clear or enciphered: 16 in format 4, 8 in the others.</summary>
        /// <exception cref="ArgumentException">There is no such format.</exception>
        public static int LengthOf(PinBlockFormat format)
        {
            if (format < PinBlockFormat.Format0 || format > PinBlockFormat.Format4)
            {
                throw new ArgumentException();
            }

            return format == PinBlockFormat.Format4 ? 16 : 8;
        }

        /// <summary>Makes a clear block.</summary>
        /// <param name="format">The format.</param>
        /// <param name="pin">The PIN.</param>
        /// <param name="number">The card number, ASCII digits; null without a card.</param>
        /// <param name="numberLength">Its digits; 0 without a card.</param>
        /// <param name="fill">
        /// What the format leaves to chance, <see cref="FillLength"/> bytes: in formats 1 and 3 fill digits, two a byte, of which the first are taken,
        /// in format 4 the random bytes. Formats 0 and 2 do not look at it.
        /// </param>
        /// <param name="block">Takes as many bytes as <see cref="LengthOf"/> says; zeros when the result is not good.</param>
        public static PinBlockResult Encode(PinBlockFormat format, PinEntry pin, byte[] number, int numberLength, byte[] fill, byte[] block)
        {
            int size = LengthOf(format);
            Array.Clear(block, 0, size);
            if (!CanHave(format, number, numberLength))
            {
                return PinBlockResult.Account;
            }

            int length = pin.Length;
            if (length < PinEntry.Shortest || length > PinEntry.Longest)
            {
                return PinBlockResult.Length;
            }

            PinBlockResult result = PinBlockResult.Good;
            byte[] digits = pin.Digits;
            Put(block, 0, (int)format);
            Put(block, 1, length);
            int at = FirstDigit;
            for (int i = 0; i < length; i++)
            {
                int digit = digits[i];
                if (digit > 9)
                {
                    result = PinBlockResult.Digit;
                }

                Put(block, at++, digit);
            }

            bool drawn = format == PinBlockFormat.Format1 || format == PinBlockFormat.Format3;
            int value = format == PinBlockFormat.Format4 ? 0xA : 0xF;
            for (int i = 0; at < Nibbles; i++)
            {
                if (drawn)
                {
                    value = (i & 1) == 0 ? fill[i >> 1] >> 4 : fill[i >> 1] & 0xF;
                    if (value < 0xA && format == PinBlockFormat.Format3 && result == PinBlockResult.Good)
                    {
                        result = PinBlockResult.Fill;
                    }
                }

                Put(block, at++, value);
            }

            if (format == PinBlockFormat.Format4)
            {
                Array.Copy(fill, 0, block, Nibbles / 2, FillLength);
            }
            else if (IsBound(format))
            {
                int from = numberLength - 1 - (Nibbles - FirstOfAccount);
                for (at = FirstOfAccount; at < Nibbles; at++, from++)
                {
                    Put(block, at, from >= 0 ? number[from] - '0' : 0);
                }
            }

            if (result != PinBlockResult.Good)
            {
                Array.Clear(block, 0, size);
            }

            return result;
        }

        /// <summary>Reads a clear block.</summary>
        /// <remarks>
        /// In formats 0 and 3 the account covers digits and fill, so that a block of another card looks like a wrong digit or a wrong fill, or is
        /// that of another PIN: only <see cref="Check"/>, which knows the PIN, sees that it is the account. Nothing tells a fill of
        /// format 1, or of format 3 within A to F, or the random bytes of format 4 from any other.
        /// </remarks>
        /// <param name="format">The format.</param>
        /// <param name="block">The block.</param>
        /// <param name="blockLength">Its length in bytes.</param>
        /// <param name="number">The card number, ASCII digits; null without a card, which the PIN field of format 4 can be read without.</param>
        /// <param name="numberLength">Its digits; 0 without a card.</param>
        /// <param name="pin">Takes the PIN; empty when the result is not good.</param>
        public static PinBlockResult Decode(PinBlockFormat format, byte[] block, int blockLength, byte[] number, int numberLength, PinEntry pin)
        {
            pin.Wipe();
            bool canHave = CanHave(format, number, numberLength) || (format == PinBlockFormat.Format4 && IsNone(number, numberLength));
            PinBlockResult result = Open(format, block, blockLength, canHave);
            if (result != PinBlockResult.Good)
            {
                return result;
            }

            bool bound = IsBound(format);
            int end = FirstDigit + Nibble(block, 1);
            for (int i = FirstDigit; i < Nibbles && result == PinBlockResult.Good; i++)
            {
                int value = Nibble(block, i) ^ (bound ? Account(number, numberLength, i) : 0);
                if (i >= end)
                {
                    result = IsFill(format, value) ? PinBlockResult.Good : PinBlockResult.Fill;
                }
                else if (value > 9)
                {
                    result = PinBlockResult.Digit;
                }
                else if (!pin.Add((byte)value))
                {
                    result = PinBlockResult.Length;
                }
            }

            if (result != PinBlockResult.Good)
            {
                pin.Wipe();
            }

            return result;
        }

        /// <summary>
        /// Checks that a clear block is exactly what this PIN, this card and this fill give (K11), by reading it nibble by nibble.
        /// For format 4 that is the PIN field; <see cref="CheckPanField"/> checks the other.
        /// </summary>
        /// <remarks>
        /// A wrong nibble that the account covers is the xor of two values, of which either may be wrong. The PIN is known, so what is left
        /// beside it is taken for the account: a decimal digit other than the card's is <see cref="PinBlockResult.Account"/>, anything else
        /// <see cref="PinBlockResult.Digit"/> or <see cref="PinBlockResult.Fill"/>.
        /// </remarks>
        /// <param name="format">The format.</param>
        /// <param name="block">The block.</param>
        /// <param name="blockLength">Its length in bytes.</param>
        /// <param name="pin">The PIN it must hold.</param>
        /// <param name="number">The card number it must be bound to, ASCII digits; null without a card.</param>
        /// <param name="numberLength">Its digits; 0 without a card.</param>
        /// <param name="fill">What was drawn for it, as <see cref="Encode"/> takes it.</param>
        public static PinBlockResult Check(PinBlockFormat format, byte[] block, int blockLength, PinEntry pin, byte[] number, int numberLength, byte[] fill)
        {
            PinBlockResult result = Open(format, block, blockLength, CanHave(format, number, numberLength));
            if (result != PinBlockResult.Good)
            {
                return result;
            }

            int length = Nibble(block, 1);
            if (length != pin.Length)
            {
                return PinBlockResult.Length;
            }

            bool bound = IsBound(format);
            bool drawn = format == PinBlockFormat.Format1 || format == PinBlockFormat.Format3;
            int value = format == PinBlockFormat.Format4 ? 0xA : 0xF;
            int least = format == PinBlockFormat.Format1 ? 0 : 0xA;
            byte[] digits = pin.Digits;
            int end = FirstDigit + length;
            for (int i = FirstDigit; i < Nibbles; i++)
            {
                int expected = i < end ? digits[i - FirstDigit] : drawn ? Nibble(fill, i - end) : value;
                int account = bound ? Account(number, numberLength, i) : 0;
                int left = Nibble(block, i) ^ expected;
                if (left != account || (i < end ? expected > 9 : expected < least))
                {
                    bool isAccount = bound && i >= FirstOfAccount && left <= 9 && left != account;
                    return isAccount ? PinBlockResult.Account : i < end ? PinBlockResult.Digit : PinBlockResult.Fill;
                }
            }

            bool same = format != PinBlockFormat.Format4 || Cmac.Same(block, Nibbles / 2, fill, 0, FillLength);
            return same ? PinBlockResult.Good : PinBlockResult.Fill;
        }

        /// <summary>
        /// Makes the PAN field of format 4: digits less 12, the whole card number with its check digit, zeros; a number under 12 digits has zeros
        /// before it (ISO 9564-1:2017, 9.4.2.3).
        /// </summary>
        /// <param name="number">The card number, ASCII digits.</param>
        /// <param name="numberLength">Its digits.</param>
        /// <param name="field">Takes 16 bytes; zeros when the result is not good.</param>
        /// <returns>Good, or Account when it is not a card number.</returns>
        public static PinBlockResult PanField(byte[] number, int numberLength, byte[] field)
        {
            Array.Clear(field, 0, PanFieldLength);
            if (number == null || numberLength < ShortestNumber || numberLength > LongestNumber)
            {
                return PinBlockResult.Account;
            }

            int missing = numberLength < PanFieldDigits ? PanFieldDigits - numberLength : 0;
            int at = 1 + missing;
            Put(field, 0, numberLength + missing - PanFieldDigits);
            for (int i = 0; i < numberLength; i++)
            {
                int digit = number[i] - '0';
                if ((uint)digit > 9)
                {
                    Array.Clear(field, 0, PanFieldLength);
                    return PinBlockResult.Account;
                }

                Put(field, at++, digit);
            }

            return PinBlockResult.Good;
        }

        /// <summary>Checks that a PAN field of format 4 is exactly that of this card (K11), by reading it.</summary>
        /// <param name="field">The field, 16 bytes.</param>
        /// <param name="number">The card number, ASCII digits.</param>
        /// <param name="numberLength">Its digits.</param>
        /// <returns>Good, or Account when it is another card's, or there is no such card number.</returns>
        public static PinBlockResult CheckPanField(byte[] field, byte[] number, int numberLength)
        {
            int digits = Nibble(field, 0) + PanFieldDigits;
            int missing = digits - numberLength;
            if (number == null || numberLength < ShortestNumber || missing < 0 || (missing > 0 && digits != PanFieldDigits))
            {
                return PinBlockResult.Account;
            }

            int at = 1 + missing;
            for (int i = 0; i < numberLength; i++)
            {
                int digit = Nibble(field, at++);
                if (digit > 9 || digit + '0' != number[i])
                {
                    return PinBlockResult.Account;
                }
            }

            // Everything beside the number is 0: before it, in the other half of its last byte, and behind that.
            int rest = (at & 1) == 0 ? 0 : Nibble(field, at);
            for (int i = 1; i <= missing; i++)
            {
                rest |= Nibble(field, i);
            }

            for (int i = (at + 1) >> 1; i < PanFieldLength; i++)
            {
                rest |= field[i];
            }

            return rest == 0 ? PinBlockResult.Good : PinBlockResult.Account;
        }

        /// <summary>Whether a format can have a card number, or none where it binds no account (K10).</summary>
        private static bool CanHave(PinBlockFormat format, byte[] number, int numberLength)
        {
            if (format == PinBlockFormat.Format1 || format == PinBlockFormat.Format2)
            {
                return IsNone(number, numberLength);
            }

            if (number == null || numberLength < ShortestNumber || numberLength > LongestNumber)
            {
                return false;
            }

            for (int i = 0; i < numberLength; i++)
            {
                if ((uint)(number[i] - '0') > 9)
                {
                    return false;
                }
            }

            return true;
        }

        private static bool IsNone(byte[] number, int numberLength)
        {
            return number == null || numberLength == 0;
        }

        /// <summary>Whether the clear block itself holds the account.</summary>
        private static bool IsBound(PinBlockFormat format)
        {
            return format == PinBlockFormat.Format0 || format == PinBlockFormat.Format3;
        }

        /// <summary>What a block says of itself before its digits.</summary>
        private static PinBlockResult Open(PinBlockFormat format, byte[] block, int blockLength, bool canHave)
        {
            if (blockLength != LengthOf(format))
            {
                return PinBlockResult.Size;
            }

            if (!canHave)
            {
                return PinBlockResult.Account;
            }

            if (Nibble(block, 0) != (int)format)
            {
                return PinBlockResult.Control;
            }

            int length = Nibble(block, 1);
            return length < PinEntry.Shortest || length > PinEntry.Longest ? PinBlockResult.Length : PinBlockResult.Good;
        }

        /// <summary>Whether a nibble can be fill.</summary>
        private static bool IsFill(PinBlockFormat format, int value)
        {
            switch (format)
            {
                case PinBlockFormat.Format1: return true;
                case PinBlockFormat.Format3: return value >= 0xA;
                case PinBlockFormat.Format4: return value == 0xA;
                default: return value == 0xF;
            }
        }

        /// <summary>The nibble of the account field, counted from its far end: the last one is the digit before the check digit.</summary>
        private static int Account(byte[] number, int numberLength, int nibble)
        {
            int fromEnd = Nibbles - nibble;
            return nibble < FirstOfAccount || fromEnd >= numberLength ? 0 : number[numberLength - 1 - fromEnd] - '0';
        }

        private static int Nibble(byte[] block, int index)
        {
            return (index & 1) == 0 ? block[index >> 1] >> 4 : block[index >> 1] & 0xF;
        }

        /// <summary>Xors a value into a nibble, which is 0 or holds what it is to be xored with.</summary>
        private static void Put(byte[] block, int index, int value)
        {
            block[index >> 1] ^= (byte)((index & 1) == 0 ? value << 4 : value);
        }
    }
}
