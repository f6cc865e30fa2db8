using System.Security.Cryptography;

namespace Kiosk.Issuer.Crypto;

/// <summary>AES-CMAC (NIST SP 800-38B, RFC 4493).</summary>
internal static class AesCmac
{
    /// <summary>The full 16-byte MAC.</summary>
    public static byte[] Compute(ReadOnlySpan<byte> key, ReadOnlySpan<byte> message)
    {
        using Aes aes = Aes.Create();
        aes.SetKey(key);
        return Cmac.Compute(aes, message);
    }
}
