using System.Security.Cryptography;

namespace Kiosk.Issuer.Crypto;

/// <summary>The place where keys are: holds the BDK, checks and makes MACs, deciphers PIN blocks. Hands out no key.</summary>
internal sealed class KeyDesk : IDisposable
{
    private const int MacLength = 8;
    private readonly byte[] _bdk;

    /// <summary>Takes the BDK as hex.</summary>
    /// <exception cref="ArgumentException">It is not 32 hex digits.</exception>
    public KeyDesk(string bdkHex)
    {
        if (bdkHex is not { Length: AesDukpt.KeyLength * 2 } || !bdkHex.All(char.IsAsciiHexDigit))
        {
            throw new ArgumentException("The BDK must be 32 hex digits (AES-128).", nameof(bdkHex));
        }

        _bdk = Convert.FromHexString(bdkHex);
    }

    /// <summary>True when the first 8 bytes of the CMAC under the terminal's MAC generation key are these.</summary>
    public bool IsRequestMac(KeySerialNumber ksn, ReadOnlySpan<byte> covered, ReadOnlySpan<byte> mac)
    {
        byte[] right = Mac(ksn, KeyUsage.MacGeneration, covered);
        return CryptographicOperations.FixedTimeEquals(right, mac);
    }

    /// <summary>MAC of an answer, 8 bytes, under the key that the terminal verifies with.</summary>
    public byte[] AnswerMac(KeySerialNumber ksn, ReadOnlySpan<byte> covered) => Mac(ksn, KeyUsage.MacVerification, covered);

    /// <summary>The PIN in an enciphered format 4 PIN block, or null when the block is not one for this card number.</summary>
    public ClearPin? DecipherPin(KeySerialNumber ksn, ReadOnlySpan<byte> block, string pan)
    {
        byte[] key = AesDukpt.DeriveWorkingKey(_bdk, ksn.InitialKeyId, ksn.Counter, KeyUsage.PinEncryption);
        try
        {
            return PinBlock.Decipher(key, block, pan);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>Wipes the BDK.</summary>
    public void Dispose() => CryptographicOperations.ZeroMemory(_bdk);

    private byte[] Mac(KeySerialNumber ksn, KeyUsage usage, ReadOnlySpan<byte> covered)
    {
        byte[] key = AesDukpt.DeriveWorkingKey(_bdk, ksn.InitialKeyId, ksn.Counter, usage);
        try
        {
            return AesCmac.Compute(key, covered)[..MacLength];
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }
}
