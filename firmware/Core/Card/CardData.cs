using System;
using Kiosk.Core.Settings;

namespace Kiosk.Core.Card
{
    /// <summary>The card of the customer at the kiosk: number, expiry and track 2, in buffers allocated once and wiped when the customer is done.</summary>
    public sealed class CardData
    {
        /// <summary>Fewest digits of a card number.</summary>
        public const int ShortestNumber = 8;

        /// <summary>Most digits of a card number (ISO/IEC 7812-1).</summary>
        public const int LongestNumber = 19;

        /// <summary>Most characters of track 2 between the sentinels (ISO/IEC 7813).</summary>
        public const int LongestTrack2 = 37;

        /// <summary>The card number, ASCII digits.</summary>
        public readonly byte[] Number = new byte[LongestNumber];

        /// <summary>The expiry date, ASCII, YYMM.</summary>
        public readonly byte[] Expiry = new byte[4];

        /// <summary>Track 2 without its sentinels, ASCII.</summary>
        public readonly byte[] Track2 = new byte[LongestTrack2];

        /// <summary>Digits of <see cref="Number"/> that count.</summary>
        public int NumberLength { get; private set; }

        /// <summary>Characters of <see cref="Track2"/> that count; 0 for a keyed card.</summary>
        public int Track2Length { get; private set; }

        /// <summary>How the card came in.</summary>
        public CardEntry Entry { get; private set; }

        /// <summary>Takes a card that the customer keyed.</summary>
        /// <param name="number">Its digits, ASCII.</param>
        /// <param name="length">How many.</param>
        /// <param name="expiry">Four ASCII digits, YYMM.</param>
        public CardResult Key(byte[] number, int length, byte[] expiry)
        {
            return Take(number, 0, length, expiry, 0, CardEntry.Keyed);
        }

        /// <summary>Takes what a reader sent: <c>;</c>, number, <c>=</c>, YYMM, service code and discretionary data, <c>?</c> (ISO/IEC 7813).</summary>
        public CardResult Swipe(byte[] track, int length)
        {
            Clear();
            if (length < 3 || length > track.Length || track[0] != ';')
            {
                return CardResult.BadFormat;
            }

            int end = 1;
            int separator = 0;
            for (; end < length && track[end] != '?'; end++)
            {
                if (track[end] == '=' && separator == 0)
                {
                    separator = end;
                }
                else if (track[end] < '0' || track[end] > '9')
                {
                    return CardResult.BadFormat;
                }
            }

            if (end == length || separator == 0 || end - 1 > LongestTrack2)
            {
                return CardResult.BadFormat;
            }

            if (end - separator <= 4)
            {
                return CardResult.BadExpiry;
            }

            CardResult result = Take(track, 1, separator - 1, track, separator + 1, CardEntry.Track2);
            if (result == CardResult.Good)
            {
                Track2Length = end - 1;
                Array.Copy(track, 1, Track2, 0, Track2Length);
            }

            return result;
        }

        /// <summary>The brand by the leading digits.</summary>
        public Brands Brand
        {
            get { return CardBrand.Of(Number, NumberLength); }
        }

        /// <summary>Whether the card has expired: it is good through the last day of its month.</summary>
        /// <param name="year">Full year of today.</param>
        /// <param name="month">Month of today, 1 to 12.</param>
        public bool IsExpired(int year, int month)
        {
            int expiryYear = 2000 + Digits(Expiry, 0, 2);
            int expiryMonth = Digits(Expiry, 2, 2);
            return expiryYear < year || (expiryYear == year && expiryMonth < month);
        }

        /// <summary>Wipes the card.</summary>
        public void Clear()
        {
            Array.Clear(Number, 0, Number.Length);
            Array.Clear(Expiry, 0, Expiry.Length);
            Array.Clear(Track2, 0, Track2.Length);
            NumberLength = 0;
            Track2Length = 0;
            Entry = CardEntry.None;
        }

        /// <summary>Whether the last digit of a card number is its check digit: Luhn's formula, ISO/IEC 7812-1 annex B.</summary>
        public static bool HasCheckDigit(byte[] number, int offset, int length)
        {
            int sum = 0;
            for (int i = 0; i < length; i++)
            {
                int digit = number[offset + length - 1 - i] - '0';
                if ((i & 1) == 1)
                {
                    digit = digit < 5 ? digit * 2 : (digit * 2) - 9;
                }

                sum += digit;
            }

            return sum % 10 == 0;
        }

        private CardResult Take(byte[] number, int offset, int length, byte[] expiry, int expiryOffset, CardEntry entry)
        {
            Clear();
            if (length < ShortestNumber || length > LongestNumber)
            {
                return CardResult.BadLength;
            }

            if (!AreDigits(number, offset, length) || !AreDigits(expiry, expiryOffset, 4))
            {
                return CardResult.BadFormat;
            }

            if (!HasCheckDigit(number, offset, length))
            {
                return CardResult.BadCheckDigit;
            }

            int month = Digits(expiry, expiryOffset + 2, 2);
            if (month < 1 || month > 12)
            {
                return CardResult.BadExpiry;
            }

            Array.Copy(number, offset, Number, 0, length);
            Array.Copy(expiry, expiryOffset, Expiry, 0, 4);
            NumberLength = length;
            Entry = entry;
            return CardResult.Good;
        }

        private static bool AreDigits(byte[] text, int offset, int count)
        {
            for (int i = offset; i < offset + count; i++)
            {
                if (text[i] < '0' || text[i] > '9')
                {
                    return false;
                }
            }

            return true;
        }

        private static int Digits(byte[] text, int offset, int count)
        {
            int value = 0;
            for (int i = offset; i < offset + count; i++)
            {
                value = (value * 10) + (text[i] - '0');
            }

            return value;
        }
    }
}
