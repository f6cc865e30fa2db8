using System;
using Kiosk.Core.Crypto;

namespace Kiosk.Core.Pin
{
    /// <summary>
    /// ISO 9564-1 PIN block format 4, for AES: a PIN field and a PAN field of 16 bytes each, enciphered into one block of 16 bytes.
    /// The clear fields are decoded again and compared with PIN and card before they may be enciphered.
    /// </summary>
    /// <remarks>
    /// PIN field: control 4, length, digits, fill A to 8 bytes, 8 random bytes. PAN field: digits less 12, the card number with its
    /// check digit, zeros; a number under 12 digits is padded on the left. Enciphered: E(E(PIN field) xor PAN field) (ISO 9564-1:2017, 9.4).
    /// </remarks>
    public sealed class PinBlock4
    {
        /// <summary>Length of the enciphered block in bytes.</summary>
        public const int Length = 16;

        private const int Control = 4;

        private readonly IBlockCipher _cipher;
        private readonly IRandom _random;
        private readonly byte[] _pinField = new byte[Length];
        private readonly byte[] _panField = new byte[Length];

        /// <summary>Creates it over a cipher and a source of random bytes.</summary>
        public PinBlock4(IBlockCipher cipher, IRandom random)
        {
            _cipher = cipher;
            _random = random;
        }

        /// <summary>Builds the block, checks it, and enciphers it if it is good. Nothing clear remains here.</summary>
        /// <param name="pin">The PIN; the caller wipes it.</param>
        /// <param name="number">The card number, ASCII digits.</param>
        /// <param name="numberLength">Its digits, 1 to 19.</param>
        /// <param name="key">PIN key of 16 bytes.</param>
        /// <param name="block">Takes 16 bytes: the enciphered block, or zeros when the check fails.</param>
        public PinBlockResult Encipher(PinEntry pin, byte[] number, int numberLength, byte[] key, byte[] block)
        {
            Array.Clear(block, 0, Length);
            Build(pin, number, numberLength, _pinField, _panField);
            _random.Fill(_pinField, 8, 8);
            PinBlockResult result = Check(_pinField, _panField, pin, number, numberLength);
            if (result == PinBlockResult.Good)
            {
                _cipher.SetKey(key, 0, key.Length);
                _cipher.Encrypt(_pinField, 0, block, 0);
                for (int i = 0; i < Length; i++)
                {
                    block[i] ^= _panField[i];
                }

                _cipher.Encrypt(block, 0, block, 0);
                _cipher.Clear();
            }

            Array.Clear(_pinField, 0, Length);
            Array.Clear(_panField, 0, Length);
            return result;
        }

        /// <summary>Builds the clear fields; the 8 random bytes of the PIN field stay as they are.</summary>
        public static void Build(PinEntry pin, byte[] number, int numberLength, byte[] pinField, byte[] panField)
        {
            SetNibble(pinField, 0, Control);
            SetNibble(pinField, 1, pin.Length);
            for (int i = 0; i < 14; i++)
            {
                SetNibble(pinField, i + 2, i < pin.Length ? pin.Digits[i] : 0xA);
            }

            int missing = numberLength < 12 ? 12 - numberLength : 0;
            Array.Clear(panField, 0, Length);
            SetNibble(panField, 0, numberLength + missing - 12);
            for (int i = 0; i < numberLength; i++)
            {
                SetNibble(panField, 1 + missing + i, number[i] - '0');
            }
        }

        /// <summary>Decodes the clear fields and compares them, field by field, with PIN and card.</summary>
        public static PinBlockResult Check(byte[] pinField, byte[] panField, PinEntry pin, byte[] number, int numberLength)
        {
            if (Nibble(pinField, 0) != Control)
            {
                return PinBlockResult.Control;
            }

            int length = Nibble(pinField, 1);
            if (length < PinEntry.Shortest || length > PinEntry.Longest || length != pin.Length)
            {
                return PinBlockResult.Length;
            }

            for (int i = 0; i < length; i++)
            {
                int digit = Nibble(pinField, i + 2);
                if (digit > 9 || digit != pin.Digits[i])
                {
                    return PinBlockResult.Digit;
                }
            }

            for (int i = length + 2; i < 16; i++)
            {
                if (Nibble(pinField, i) != 0xA)
                {
                    return PinBlockResult.Fill;
                }
            }

            // The account, decoded from the far end: the digits that the length says, then zeros, and before a short number zeros too.
            int digits = Nibble(panField, 0) + 12;
            int first = 1 + digits - numberLength;
            bool same = numberLength > 0 && (digits == numberLength || (numberLength < 12 && digits == 12));
            for (int i = 31; same && i >= 1; i--)
            {
                int expected = i >= first && i < first + numberLength ? number[i - first] - '0' : 0;
                same = Nibble(panField, i) == expected;
            }

            return same ? PinBlockResult.Good : PinBlockResult.Account;
        }

        private static int Nibble(byte[] field, int index)
        {
            return (index & 1) == 0 ? field[index >> 1] >> 4 : field[index >> 1] & 0xF;
        }

        private static void SetNibble(byte[] field, int index, int value)
        {
            int i = index >> 1;
            field[i] = (byte)((index & 1) == 0 ? (field[i] & 0x0F) | (value << 4) : (field[i] & 0xF0) | value);
        }
    }
}
