using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Kiosk.Issuer.Crypto;

/// <summary>
/// A PIN that is derived, not kept: decimal digits of HMAC-SHA-256 over card number and a random nonce, under a key of the issuer. Without the nonce it is
/// gone. As all keys here the key is published.
/// </summary>
internal static class MailedPin
{
    /// <summary>Length of a nonce in bytes.</summary>
    public const int NonceLength = 16;

    private static readonly byte[] Key = Convert.FromHexString("89ABCDEF0123456776543210FEDCBA9889ABCDEF0123456776543210FEDCBA98");

    /// <summary>The PIN of a card and a nonce, 4 to 12 digits. The caller wipes it.</summary>
    public static ClearPin Derive(string pan, ReadOnlySpan<byte> nonce, int length)
    {
        byte[] data = [.. Encoding.ASCII.GetBytes(pan), .. nonce];
        byte[] code = HMACSHA256.HashData(Key, data);
        byte[] digits = new byte[length];
        UInt128 number = BinaryPrimitives.ReadUInt128BigEndian(code);
        for (int i = 0; i < length; i++)
        {
            digits[i] = (byte)(number % 10);
            number /= 10;
        }

        CryptographicOperations.ZeroMemory(code);
        return new ClearPin(digits);
    }
}
