using System.Security.Cryptography;

namespace Kiosk.Issuer.Crypto;

/// <summary>PIN block format 0 under two-key TDES (ISO 9564-1:2017, 9.3.2).</summary>
internal static class PinBlock0
{
    /// <summary>Length in bytes.</summary>
    public const int Length = DesKey.Block;

    private const int PanDigits = 12;

    /// <summary>
    /// Deciphers a block. Null when what comes out is not a format 0 PIN field: control 0, length 4 to 12, that many digits, fill F. That is also
    /// what another key or a flipped bit nearly always look like, and another card's block where the card numbers differ under the fill.
    /// </summary>
    public static ClearPin? Decipher(ReadOnlySpan<byte> key, ReadOnlySpan<byte> block, string pan)
    {
        if (block.Length != Length)
        {
            return null;
        }

        byte[] account = PanField(pan);
        using var tdes = new DesKey(key);
        byte[] field = tdes.Decrypt(block);
        for (int i = 0; i < Length; i++)
        {
            field[i] ^= account[i];
        }

        ClearPin? pin = PinField.Read(field, control: 0, fill: 0xF);
        CryptographicOperations.ZeroMemory(field);
        return pin;
    }

    /// <summary>The account field: four zeros and the twelve right-most digits of the card number without its check digit.</summary>
    public static byte[] PanField(string pan)
    {
        string digits = pan.Length > 0 ? pan[..^1] : "";
        return Convert.FromHexString("0000" + digits.PadLeft(PanDigits, '0')[^PanDigits..]);
    }
}
