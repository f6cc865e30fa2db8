using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Kiosk.Issuer.Crypto;

/// <summary>AES DUKPT, host side, for an AES-128 BDK and AES-128 working keys (ANSI X9.24-3:2017, 6.3 and 6.5).</summary>
internal static class AesDukpt
{
    /// <summary>Length of a key in bytes.</summary>
    public const int KeyLength = 16;

    private const ushort InitialKey = 0x8001;
    private const ushort DerivationKey = 0x8000;

    /// <summary>Initial key of the terminal with this initial key id (8 bytes: BDK id, derivation id). The caller wipes it.</summary>
    public static byte[] DeriveInitialKey(ReadOnlySpan<byte> bdk, ReadOnlySpan<byte> initialKeyId)
    {
        byte[] data = DerivationData(InitialKey);
        initialKeyId.CopyTo(data.AsSpan(8));
        return Derive(bdk, data);
    }

    /// <summary>Derivation key of one transaction: one step for each bit set in the counter, highest first. The caller wipes it.</summary>
    public static byte[] DeriveTransactionKey(ReadOnlySpan<byte> bdk, ReadOnlySpan<byte> initialKeyId, uint counter)
    {
        byte[] key = DeriveInitialKey(bdk, initialKeyId);
        uint working = 0;
        for (uint bit = 0x80000000; bit != 0; bit >>= 1)
        {
            if ((counter & bit) == 0)
            {
                continue;
            }

            working |= bit;
            byte[] next = Derive(key, DerivationData(DerivationKey, initialKeyId, working));
            CryptographicOperations.ZeroMemory(key);
            key = next;
        }

        return key;
    }

    /// <summary>Working key of one transaction. The caller wipes it.</summary>
    public static byte[] DeriveWorkingKey(ReadOnlySpan<byte> bdk, ReadOnlySpan<byte> initialKeyId, uint counter, KeyUsage usage)
    {
        byte[] transaction = DeriveTransactionKey(bdk, initialKeyId, counter);
        try
        {
            return Derive(transaction, DerivationData((ushort)usage, initialKeyId, counter));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(transaction);
        }
    }

    private static byte[] DerivationData(ushort usage, ReadOnlySpan<byte> initialKeyId, uint counter)
    {
        byte[] data = DerivationData(usage);
        initialKeyId[4..8].CopyTo(data.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(data.AsSpan(12), counter);
        return data;
    }

    /// <summary>Version 1, block 1, usage, algorithm AES-128, length 128 bits.</summary>
    private static byte[] DerivationData(ushort usage)
    {
        byte[] data = new byte[16];
        data[0] = 1;
        data[1] = 1;
        BinaryPrimitives.WriteUInt16BigEndian(data.AsSpan(2), usage);
        BinaryPrimitives.WriteUInt16BigEndian(data.AsSpan(4), 0x0002);
        BinaryPrimitives.WriteUInt16BigEndian(data.AsSpan(6), KeyLength * 8);
        return data;
    }

    private static byte[] Derive(ReadOnlySpan<byte> key, byte[] data)
    {
        using Aes aes = Aes.Create();
        aes.SetKey(key);
        return aes.EncryptEcb(data, PaddingMode.None);
    }
}
