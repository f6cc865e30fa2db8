using System.Security.Cryptography;

namespace Kiosk.Issuer.Crypto;

/// <summary>
/// The retail MAC: ISO/IEC 9797-1 algorithm 3 with DES and padding method 1 (zeros up to a whole block), as in the examples of ANSI X9.24-1.
/// </summary>
internal static class RetailMac
{
    /// <summary>The full 8-byte MAC, under a key of 16 bytes. An empty message is taken as one block of zeros.</summary>
    public static byte[] Compute(ReadOnlySpan<byte> key, ReadOnlySpan<byte> message)
    {
        using var left = new DesKey(key[..DesKey.Block]);
        using var right = new DesKey(key[DesKey.Block..]);
        byte[] state = new byte[DesKey.Block];
        do
        {
            int count = Math.Min(message.Length, DesKey.Block);
            for (int i = 0; i < count; i++)
            {
                state[i] ^= message[i];
            }

            state = left.Encrypt(state);
            message = message[count..];
        }
        while (message.Length > 0);

        byte[] turned = right.Decrypt(state);
        byte[] mac = left.Encrypt(turned);
        CryptographicOperations.ZeroMemory(turned);
        return mac;
    }
}
