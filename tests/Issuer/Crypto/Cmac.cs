using System.Security.Cryptography;

namespace Kiosk.Issuer.Crypto;

/// <summary>CMAC (NIST SP 800-38B) over any of .NET's block ciphers of 16 or 8 bytes.</summary>
internal static class Cmac
{
    /// <summary>The full MAC, as long as the cipher's block, under the key that the cipher has.</summary>
    public static byte[] Compute(SymmetricAlgorithm cipher, ReadOnlySpan<byte> message)
    {
        int block = cipher.BlockSize / 8;
        byte[] subkey = new byte[block];
        byte[] state = new byte[block];
        try
        {
            // Subkey K1 for a message that ends on a block boundary, K2 otherwise (SP 800-38B 6.1, 6.2).
            cipher.EncryptEcb(subkey, subkey, PaddingMode.None);
            Double(subkey);
            int blocks = Math.Max(1, (message.Length + block - 1) / block);
            ReadOnlySpan<byte> last = message[((blocks - 1) * block)..];
            if (last.Length < block)
            {
                Double(subkey);
            }

            for (int i = 0; i < blocks - 1; i++)
            {
                Xor(state, message.Slice(i * block, block));
                cipher.EncryptEcb(state, state, PaddingMode.None);
            }

            Xor(state, last);
            if (last.Length < block)
            {
                state[last.Length] ^= 0x80;
            }

            Xor(state, subkey);
            return cipher.EncryptEcb(state, PaddingMode.None);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(subkey);
            CryptographicOperations.ZeroMemory(state);
        }
    }

    private static void Double(Span<byte> value)
    {
        int carry = value[0] >> 7;
        for (int i = 0; i < value.Length; i++)
        {
            int next = i + 1 < value.Length ? value[i + 1] >> 7 : 0;
            value[i] = (byte)((value[i] << 1) | next);
        }

        value[^1] ^= (byte)(carry * (value.Length == 8 ? 0x1B : 0x87));
    }

    private static void Xor(Span<byte> target, ReadOnlySpan<byte> other)
    {
        for (int i = 0; i < other.Length; i++)
        {
            target[i] ^= other[i];
        }
    }
}
