using System.Security.Cryptography;

namespace Kiosk.Issuer.Crypto;

/// <summary>PIN block formats 0 and 3 under two-key TDES (ISO 9564-1:2017, 9.3.2 and 9.3.5): the block itself says which.</summary>
internal static class TdesPinBlock
{
    /// <summary>Length in bytes.</summary>
    public const int Length = DesKey.Block;

    private const int PanDigits = 12;

    /// <summary>
    /// Deciphers a block. Null when what comes out is no PIN field: control 0 or 3, length 4 to 12, that many digits, fill F in format 0 and A to F in
    /// format 3. That is also what another key or a flipped bit nearly always look like, and another card's block in format 0 where the card
    /// numbers differ under the fill; in format 3 most of them.
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

        ClearPin? pin = field[0] >> 4 == 3 ? PinField.Read(field, control: 3, leastFill: 0xA, mostFill: 0xF) : PinField.Read(field, control: 0, leastFill: 0xF, mostFill: 0xF);
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
