using System.Buffers.Binary;
using System.Numerics;

namespace Kiosk.Issuer.Crypto;

/// <summary>Key serial number of DUKPT: which initial key, and which of the keys that come of it.</summary>
internal sealed class KeySerialNumber
{
    /// <summary>Length in bytes, AES: initial key id (8), transaction counter (4) (ANSI X9.24-3:2017, 6.1).</summary>
    public const int AesLength = 12;

    /// <summary>Length in bytes, TDES: 59 bits of key set and terminal, 21 bits of transaction counter (ANSI X9.24-1:2009, annex A).</summary>
    public const int TdesLength = 10;

    /// <summary>The bits of a TDES counter.</summary>
    public const uint TdesCounterMask = 0x001FFFFF;

    /// <summary>An AES terminal uses counters with at most so many bits set; a host refuses the others.</summary>
    public const int AesMaxBits = 16;

    /// <summary>The same of a TDES terminal.</summary>
    public const int TdesMaxBits = 10;

    private KeySerialNumber(byte[] initialKeyId, uint counter)
    {
        InitialKeyId = initialKeyId;
        Counter = counter;
    }

    /// <summary>Names the initial key. AES: BDK id and derivation id, 8 bytes. TDES: the initial KSN, 10 bytes, its counter zero.</summary>
    public byte[] InitialKeyId { get; }

    /// <summary>Transaction counter.</summary>
    public uint Counter { get; }

    /// <summary>Reads a KSN of AES DUKPT; on refusal says why.</summary>
    public static KeySerialNumber? ReadAes(ReadOnlySpan<byte> value, out string? reason)
    {
        uint counter = ReadCounter(value, AesLength, uint.MaxValue, AesMaxBits, out reason);
        return reason is null ? new KeySerialNumber(value[..8].ToArray(), counter) : null;
    }

    /// <summary>Reads a KSN of TDES DUKPT; on refusal says why.</summary>
    public static KeySerialNumber? ReadTdes(ReadOnlySpan<byte> value, out string? reason)
    {
        uint counter = ReadCounter(value, TdesLength, TdesCounterMask, TdesMaxBits, out reason);
        if (reason is not null)
        {
            return null;
        }

        byte[] initialKsn = value.ToArray();
        Span<byte> end = initialKsn.AsSpan(TdesLength - sizeof(uint));
        BinaryPrimitives.WriteUInt32BigEndian(end, BinaryPrimitives.ReadUInt32BigEndian(end) & ~TdesCounterMask);
        return new KeySerialNumber(initialKsn, counter);
    }

    private static uint ReadCounter(ReadOnlySpan<byte> value, int length, uint mask, int maxBits, out string? reason)
    {
        if (value.Length != length)
        {
            reason = $"a KSN has {length} bytes, this one {value.Length}";
            return 0;
        }

        uint counter = BinaryPrimitives.ReadUInt32BigEndian(value[(length - sizeof(uint))..]) & mask;
        int bits = BitOperations.PopCount(counter);
        reason = bits == 0 || bits > maxBits ? $"its counter has {bits} bits set, 1 to {maxBits} are allowed" : null;
        return counter;
    }
}
