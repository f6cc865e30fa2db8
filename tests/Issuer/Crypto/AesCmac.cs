using System.Security.Cryptography;

namespace Kiosk.Issuer.Crypto;

/// <summary>AES-CMAC (NIST SP 800-38B, RFC 4493).</summary>
internal static class AesCmac
{
    private const int Block = 16;

    /// <summary>The full 16-byte MAC.</summary>
    public static byte[] Compute(ReadOnlySpan<byte> key, ReadOnlySpan<byte> message)
    {
        using Aes aes = Aes.Create();
        aes.SetKey(key);
        byte[] subkey = new byte[Block];
        byte[] state = new byte[Block];
        try
        {
            // Subkey K1 for a message that ends on a block boundary, K2 otherwise (SP 800-38B 6.1, 6.2).
            aes.EncryptEcb(subkey, subkey, PaddingMode.None);
            Double(subkey);
            int blocks = Math.Max(1, (message.Length + Block - 1) / Block);
            ReadOnlySpan<byte> last = message[((blocks - 1) * Block)..];
            if (last.Length < Block)
            {
                Double(subkey);
            }

            for (int i = 0; i < blocks - 1; i++)
            {
                Xor(state, message.Slice(i * Block, Block));
                aes.EncryptEcb(state, state, PaddingMode.None);
            }

            Xor(state, last);
            if (last.Length < Block)
            {
                state[last.Length] ^= 0x80;
            }

            Xor(state, subkey);
            return aes.EncryptEcb(state, PaddingMode.None);
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
        for (int i = 0; i < Block; i++)
        {
            int next = i + 1 < Block ? value[i + 1] >> 7 : 0;
            value[i] = (byte)((value[i] << 1) | next);
        }

        value[Block - 1] ^= (byte)(carry * 0x87);
    }

    private static void Xor(Span<byte> target, ReadOnlySpan<byte> other)
    {
        for (int i = 0; i < other.Length; i++)
        {
            target[i] ^= other[i];
        }
    }
}
