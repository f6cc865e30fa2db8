using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Kiosk.Issuer.Crypto;

/// <summary>The host's side of key blocks (ANSI X9.143, before that ASC X9 TR-31): wraps a key, with .NET's ciphers.</summary>
public static class KeyBlockWriter
{
    private const int OptionalHeader = 4;

    /// <summary>Wraps a key; its length is hidden by random bytes up to the longest key of its algorithm (X9.143, 6.1).</summary>
    /// <param name="header">What the block says of the key.</param>
    /// <param name="protectionKey">The key block protection key: 16 or 24 bytes for version B; 16, 24 or 32 for D.</param>
    /// <param name="key">The key.</param>
    /// <returns>The block.</returns>
    /// <exception cref="ArgumentException">The version is another, or has no such protection key.</exception>
    /// <exception cref="CryptographicException">The protection key is one of TDES that is no better than DES.</exception>
    public static string Write(KeyBlockHeader header, ReadOnlySpan<byte> protectionKey, ReadOnlySpan<byte> key)
    {
        int block = BlockLength(header.Version);
        int longest = Math.Max(key.Length, header.Algorithm switch { 'A' => 32, 'T' => 24, _ => 0 });
        byte[] payload = RandomNumberGenerator.GetBytes((2 + longest + block - 1) / block * block);
        BinaryPrimitives.WriteUInt16BigEndian(payload, (ushort)(8 * key.Length));
        key.CopyTo(payload.AsSpan(2));
        try
        {
            return Seal(Text(header, payload.Length), protectionKey, payload);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(payload);
        }
    }

    /// <summary>The header and the optional blocks, with one that pads them to whole cipher blocks where they are none.</summary>
    internal static string Text(KeyBlockHeader header, int payloadLength)
    {
        int block = BlockLength(header.Version);
        string optional = string.Concat(header.OptionalBlocks.Select(one => Optional(one.Id, one.Data)));
        int count = header.OptionalBlocks.Count;
        if (optional.Length % block != 0)
        {
            int whole = (optional.Length + OptionalHeader + block - 1) / block * block;
            optional += Optional("PB", new string('0', whole - optional.Length - OptionalHeader));
            count++;
        }

        int length = 16 + optional.Length + (2 * (payloadLength + block));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{header.Version}{length:D4}{header.Usage}{header.Algorithm}{header.Mode}{header.KeyVersion}{header.Exportability}{count:D2}00{optional}");
    }

    /// <summary>Makes the MAC and enciphers, whatever header and payload say: its own is only the version (TR-31:2018, 5.3.2).</summary>
    internal static string Seal(string header, ReadOnlySpan<byte> protectionKey, ReadOnlySpan<byte> payload)
    {
        char version = header[0];
        using SymmetricAlgorithm authentication = Derived(version, protectionKey, 1);
        using SymmetricAlgorithm encryption = Derived(version, protectionKey, 0);
        byte[] message = [.. Encoding.Latin1.GetBytes(header), .. payload];
        byte[] mac = Cmac.Compute(authentication, message);
        CryptographicOperations.ZeroMemory(message);
        return header + Convert.ToHexString(encryption.EncryptCbc(payload, mac, PaddingMode.None)) + Convert.ToHexString(mac);
    }

    private static string Optional(string id, string data) =>
        string.Create(CultureInfo.InvariantCulture, $"{id}{OptionalHeader + data.Length:X2}{data}");

    /// <summary>A cipher with a key derived from the protection key (TR-31:2018, 5.3.2.1 and 5.3.2.3): use 0 enciphers, 1 makes MACs.</summary>
    private static SymmetricAlgorithm Derived(char version, ReadOnlySpan<byte> protectionKey, byte use)
    {
        using SymmetricAlgorithm cipher = Cipher(version, protectionKey);
        byte algorithm = (version, protectionKey.Length) switch
        {
            ('B', 16) => 0,
            ('B', 24) => 1,
            ('D', 16) => 2,
            ('D', 24) => 3,
            _ => 4,
        };
        byte[] data = [0, 0, use, 0, 0, algorithm, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(data.AsSpan(6), (ushort)(8 * protectionKey.Length));
        int block = BlockLength(version);
        byte[] key = new byte[(protectionKey.Length + block - 1) / block * block];
        for (int at = 0; at < key.Length; at += block)
        {
            data[0]++;
            Cmac.Compute(cipher, data).CopyTo(key, at);
        }

        try
        {
            return Cipher(version, key.AsSpan(0, protectionKey.Length));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private static SymmetricAlgorithm Cipher(char version, ReadOnlySpan<byte> key)
    {
        if (key.Length is not (16 or 24 or 32) || (version == 'B' && key.Length == 32))
        {
            throw new ArgumentException("The version has no protection key of that length.", nameof(key));
        }

        // Some of .NET's providers take three-key TDES alone: two keys are three of which the last is the first.
        SymmetricAlgorithm cipher = version == 'B' ? TripleDES.Create() : Aes.Create();
        cipher.Key = version == 'B' && key.Length == 16 ? [.. key, .. key[..8]] : key.ToArray();
        return cipher;
    }

    private static int BlockLength(char version) => version switch
    {
        'B' => 8,
        'D' => 16,
        _ => throw new ArgumentException("Key blocks are written in the versions B and D.", nameof(version)),
    };
}
