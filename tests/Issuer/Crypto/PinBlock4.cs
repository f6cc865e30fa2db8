using System.Security.Cryptography;

namespace Kiosk.Issuer.Crypto;

/// <summary>PIN block format 4 under AES (ISO 9564-1:2017, 9.4).</summary>
internal static class PinBlock4
{
    /// <summary>Length in bytes.</summary>
    public const int Length = 16;

    /// <summary>
    /// Deciphers a block. Null when what comes out is not a format 4 PIN field: control 4, length 4 to 12, that many
    /// digits, fill A up to the eighth byte. That is also what another card's block, another key or a flipped bit look like.
    /// </summary>
    public static ClearPin? Decipher(ReadOnlySpan<byte> key, ReadOnlySpan<byte> block, string pan)
    {
        if (block.Length != Length)
        {
            return null;
        }

        using Aes aes = Aes.Create();
        aes.SetKey(key);
        byte[] field = aes.DecryptEcb(block, PaddingMode.None);
        try
        {
            byte[] account = PanField(pan);
            for (int i = 0; i < Length; i++)
            {
                field[i] ^= account[i];
            }

            aes.DecryptEcb(field, field, PaddingMode.None);
            return PinField.Read(field, control: 4, leastFill: 0xA, mostFill: 0xA);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(field);
        }
    }

    /// <summary>The plain text PAN field: length less 12, the whole card number with its check digit, zeros (ISO 9564-1:2017, 9.4.2.3).</summary>
    public static byte[] PanField(string pan)
    {
        string digits = pan.PadLeft(12, '0');
        return Convert.FromHexString(((char)('0' + digits.Length - 12) + digits).PadRight(32, '0'));
    }
}
