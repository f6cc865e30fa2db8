using System.Buffers.Binary;
using System.Text;
using Kiosk.Issuer.Crypto;
using static Kiosk.Bench.Fuzz.ByteMutator;

namespace Kiosk.Bench.Fuzz;

/// <summary>A key block that is good.</summary>
public sealed class KeyBlockSample
{
    private KeyBlockSample(Random random, KeyBlockHeader header, int protectionKeyLength, int keyLength)
    {
        Header = header;
        ProtectionKey = Bytes(random, protectionKeyLength);
        Key = Bytes(random, keyLength);
        Payload = Bytes(random, 48);
        BinaryPrimitives.WriteUInt16BigEndian(Payload, (ushort)(8 * keyLength));
        Key.CopyTo(Payload, 2);
        Text = Encoding.Latin1.GetBytes(KeyBlockWriter.Seal(KeyBlockWriter.Text(header, Payload.Length), ProtectionKey, Payload));
    }

    /// <summary>What its header says.</summary>
    public KeyBlockHeader Header { get; }

    /// <summary>The key block protection key.</summary>
    public byte[] ProtectionKey { get; }

    /// <summary>The key in it.</summary>
    public byte[] Key { get; }

    /// <summary>The block.</summary>
    public byte[] Text { get; }

    /// <summary>What is enciphered in it: the key's length in bits, the key, random bytes.</summary>
    public byte[] Payload { get; }

    /// <summary>Blocks of each version, purpose and length of key.</summary>
    public static KeyBlockSample[] All(Random random)
    {
        (string, string) ksn = ("KS", "FFFF9876543210E00000");
        (string, string) keyId = ("IK", "1234567890123456");
        (string, string) time = ("TS", "20260101000000Z");
        return
        [
            new KeyBlockSample(random, new KeyBlockHeader('B', "P0", 'T', 'E', 'E'), 16, 16),
            new KeyBlockSample(random, new KeyBlockHeader('B', "B1", 'T', 'X', 'N') { OptionalBlocks = [ksn] }, 16, 16),
            new KeyBlockSample(random, new KeyBlockHeader('B', "K0", 'T', 'D', 'S') { OptionalBlocks = [time] }, 24, 24),
            new KeyBlockSample(random, new KeyBlockHeader('D', "P0", 'A', 'E', 'E'), 16, 16),
            new KeyBlockSample(random, new KeyBlockHeader('D', "B1", 'A', 'X', 'N') { OptionalBlocks = [keyId] }, 16, 16),
            new KeyBlockSample(random, new KeyBlockHeader('D', "D0", 'A', 'B', 'E') { OptionalBlocks = [time, keyId] }, 24, 24),
            new KeyBlockSample(random, new KeyBlockHeader('D', "B1", 'A', 'X', 'N') { OptionalBlocks = [keyId, time] }, 32, 32),
            new KeyBlockSample(random, new KeyBlockHeader('D', "B1", 'T', 'X', 'N') { OptionalBlocks = [ksn] }, 32, 16),
        ];
    }
}
