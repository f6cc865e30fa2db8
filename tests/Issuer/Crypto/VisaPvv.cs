using System.Security.Cryptography;

namespace Kiosk.Issuer.Crypto;

/// <summary>
/// Visa PIN verification value: 11 right-most digits of the card number without its check digit, key index and four PIN
/// digits, enciphered with triple DES, the first four decimal digits of the result.
/// </summary>
internal static class VisaPvv
{
    /// <summary>How many PIN digits one PVV covers, and how many digits it has.</summary>
    public const int Length = 4;

    private const int PanDigits = 11;

    /// <summary>The PVV of four PIN digits (0 to 9, one a byte).</summary>
    public static string Compute(ReadOnlySpan<byte> pvk, int keyIndex, string pan, ReadOnlySpan<byte> pin)
    {
        if (pan.Length < PanDigits + 1 || keyIndex is < 0 or > 9 || pin.Length != Length)
        {
            throw new ArgumentException("A PVV needs a card number of 12 digits or more, a key index of one digit and four PIN digits.");
        }

        byte[] nibbles = new byte[16];
        byte[] block = new byte[8];
        try
        {
            ReadOnlySpan<char> account = pan.AsSpan(pan.Length - 1 - PanDigits, PanDigits);
            for (int i = 0; i < PanDigits; i++)
            {
                nibbles[i] = (byte)(account[i] - '0');
            }

            nibbles[PanDigits] = (byte)keyIndex;
            pin.CopyTo(nibbles.AsSpan(PanDigits + 1));
            for (int i = 0; i < block.Length; i++)
            {
                block[i] = (byte)((nibbles[2 * i] << 4) | nibbles[(2 * i) + 1]);
            }

            using TripleDES des = TripleDES.Create();
            // A double-length key: its first half is also the third part.
            des.Key = [.. pvk, .. pvk[..8]];
            return Decimalize(Convert.ToHexString(des.EncryptEcb(block, PaddingMode.None)));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(nibbles);
            CryptographicOperations.ZeroMemory(block);
        }
    }

    /// <summary>Digits from left to right; where they do not suffice, then A to F less ten.</summary>
    private static string Decimalize(string hex)
    {
        IEnumerable<char> digits = hex.Where(char.IsAsciiDigit);
        IEnumerable<char> letters = hex.Where(char.IsAsciiLetter).Select(c => (char)(c - 'A' + '0'));
        return string.Concat(digits.Concat(letters).Take(Length));
    }
}
