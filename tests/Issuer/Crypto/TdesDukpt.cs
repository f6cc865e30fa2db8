using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Kiosk.Issuer.Crypto;

/// <summary>TDES DUKPT, host side (ANSI X9.24-1:2009, annex A).</summary>
internal static class TdesDukpt
{
    private const int Half = DesKey.Block;

    /// <summary>
    /// Initial key (IPEK) of the terminal with this initial KSN (10 bytes, counter zero): its left 64 bits under the BDK, and again under the BDK's
    /// variant (A.6). The caller wipes it.
    /// </summary>
    public static byte[] DeriveInitialKey(ReadOnlySpan<byte> bdk, ReadOnlySpan<byte> initialKsn)
    {
        byte[] variant = Varied(bdk);
        using var left = new DesKey(bdk);
        using var right = new DesKey(variant);
        CryptographicOperations.ZeroMemory(variant);
        return Join(left.Encrypt(initialKsn[..Half]), right.Encrypt(initialKsn[..Half]));
    }

    /// <summary>Key of one transaction: one step for each bit set in the counter, highest first. The caller wipes it.</summary>
    public static byte[] DeriveTransactionKey(ReadOnlySpan<byte> bdk, ReadOnlySpan<byte> initialKsn, uint counter)
    {
        byte[] key = DeriveInitialKey(bdk, initialKsn);
        ulong register = BinaryPrimitives.ReadUInt64BigEndian(initialKsn[2..]);
        for (uint bit = (KeySerialNumber.TdesCounterMask + 1) >> 1; bit != 0; bit >>= 1)
        {
            if ((counter & bit) == 0)
            {
                continue;
            }

            register |= bit;
            byte[] next = Generate(key, register);
            CryptographicOperations.ZeroMemory(key);
            key = next;
        }

        return key;
    }

    /// <summary>Working key of one transaction: the transaction key's variant for its usage (A.4.1). The caller wipes it.</summary>
    public static byte[] DeriveWorkingKey(ReadOnlySpan<byte> bdk, ReadOnlySpan<byte> initialKsn, uint counter, KeyUsage usage)
    {
        int place = usage switch
        {
            KeyUsage.PinEncryption => 7,
            KeyUsage.MacGeneration => 6,
            KeyUsage.MacVerification => 4,
            _ => throw new ArgumentOutOfRangeException(nameof(usage)),
        };
        byte[] key = DeriveTransactionKey(bdk, initialKsn, counter);
        key[place] ^= 0xFF;
        key[Half + place] ^= 0xFF;
        return key;
    }

    /// <summary>Non-reversible key generation (A.2): the right half under the key, the left one under its variant.</summary>
    private static byte[] Generate(ReadOnlySpan<byte> key, ulong register)
    {
        byte[] variant = Varied(key);
        byte[] next = Join(GenerateHalf(variant, register), GenerateHalf(key, register));
        CryptographicOperations.ZeroMemory(variant);
        return next;
    }

    /// <summary>The register through DES under the key's left half, between two additions of its right half.</summary>
    private static byte[] GenerateHalf(ReadOnlySpan<byte> key, ulong register)
    {
        byte[] block = new byte[Half];
        BinaryPrimitives.WriteUInt64BigEndian(block, register);
        Add(block, key[Half..]);
        using var left = new DesKey(key[..Half]);
        byte[] result = left.Encrypt(block);
        Add(result, key[Half..]);
        CryptographicOperations.ZeroMemory(block);
        return result;
    }

    /// <summary>C0C0C0C000000000 added to both halves.</summary>
    private static byte[] Varied(ReadOnlySpan<byte> key)
    {
        byte[] variant = key.ToArray();
        for (int i = 0; i < 4; i++)
        {
            variant[i] ^= 0xC0;
            variant[Half + i] ^= 0xC0;
        }

        return variant;
    }

    private static byte[] Join(byte[] left, byte[] right)
    {
        byte[] key = [.. left, .. right];
        CryptographicOperations.ZeroMemory(left);
        CryptographicOperations.ZeroMemory(right);
        return key;
    }

    private static void Add(byte[] target, ReadOnlySpan<byte> other)
    {
        for (int i = 0; i < target.Length; i++)
        {
            target[i] ^= other[i];
        }
    }
}
