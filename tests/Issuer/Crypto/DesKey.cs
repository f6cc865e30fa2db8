using System.Security.Cryptography;

namespace Kiosk.Issuer.Crypto;

/// <summary>DES (8 bytes) or two-key TDES (16 bytes) under any key, on .NET's TDES.</summary>
/// <remarks>
/// DUKPT takes whatever key comes out, weak ones too, and so must a host. .NET's DES refuses weak keys, and on some systems is not there at all
/// (OpenSSL 3 keeps it in a module of its own); .NET's TDES refuses none but those whose neighbouring parts are equal. So DES is three passes of
/// TDES here, in which all but one of their nine parts cancel each other.
/// </remarks>
internal sealed class DesKey : IDisposable
{
    /// <summary>Length of a block in bytes.</summary>
    public const int Block = 8;

    /// <summary>Length of a two-key TDES key in bytes.</summary>
    public const int DoubleLength = 16;

    /// <summary>The passes of a block when it is enciphered; one that is marked so runs backwards then.</summary>
    private readonly List<(TripleDES Cipher, bool Backwards)> _passes = [];

    /// <summary>Takes a key; its parity bits count for nothing.</summary>
    /// <exception cref="ArgumentException">It has neither 8 nor 16 bytes.</exception>
    public DesKey(ReadOnlySpan<byte> key)
    {
        if (key.Length is not (Block or DoubleLength))
        {
            throw new ArgumentException("A key has 8 or 16 bytes.", nameof(key));
        }

        byte[] three = [.. key, .. key[..Block]];
        if (key.Length == DoubleLength && !TripleDES.IsWeakKey(three))
        {
            Add(three);
        }
        else
        {
            // TDES with equal halves is DES under one of them. From right to left the passes are
            // E(key) D(b) E(a) . D(a) E(x) D(y) . E(y) D(x) E(b) = E(key), with any four keys that differ from it and from each other.
            const byte A = 0x02;
            const byte B = 0x04;
            const byte X = 0x08;
            const byte Y = 0x10;
            Add(Three(key[..Block], B, X, Y));
            Add(Three(key[..Block], A, X, Y), backwards: true);
            Add(Three(key[..Block], A, B, 0));
        }

        CryptographicOperations.ZeroMemory(three);
    }

    /// <summary>Enciphers a block.</summary>
    public byte[] Encrypt(ReadOnlySpan<byte> block)
    {
        byte[] result = block.ToArray();
        for (int i = 0; i < _passes.Count; i++)
        {
            Pass(_passes[i].Cipher, !_passes[i].Backwards, result);
        }

        return result;
    }

    /// <summary>Deciphers a block.</summary>
    public byte[] Decrypt(ReadOnlySpan<byte> block)
    {
        byte[] result = block.ToArray();
        for (int i = _passes.Count - 1; i >= 0; i--)
        {
            Pass(_passes[i].Cipher, _passes[i].Backwards, result);
        }

        return result;
    }

    /// <inheritdoc/>
    public void Dispose() => _passes.ForEach(pass => pass.Cipher.Dispose());

    private static void Pass(TripleDES cipher, bool encrypt, byte[] block)
    {
        if (encrypt)
        {
            cipher.EncryptEcb(block, block, PaddingMode.None);
        }
        else
        {
            cipher.DecryptEcb(block, block, PaddingMode.None);
        }
    }

    /// <summary>A TDES key whose parts are a DES key with these bits of its first byte turned over.</summary>
    private static byte[] Three(ReadOnlySpan<byte> key, byte first, byte second, byte third)
    {
        byte[] three = [.. key, .. key, .. key];
        three[0] ^= first;
        three[Block] ^= second;
        three[2 * Block] ^= third;
        return three;
    }

    /// <summary>Adds a pass, and wipes its key.</summary>
    private void Add(byte[] key, bool backwards = false)
    {
        TripleDES cipher = TripleDES.Create();
        _passes.Add((cipher, backwards));
        cipher.SetKey(key);
        CryptographicOperations.ZeroMemory(key);
    }
}
