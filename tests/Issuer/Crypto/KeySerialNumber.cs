using System.Buffers.Binary;
using System.Numerics;

namespace Kiosk.Issuer.Crypto;

/// <summary>Key serial number of AES DUKPT, 12 bytes: initial key id (8), transaction counter (4) (ANSI X9.24-3:2017, 6.1).</summary>
internal sealed class KeySerialNumber
{
    /// <summary>Length in bytes.</summary>
    public const int Length = 12;

    /// <summary>A terminal uses counters with at most so many bits set; a host refuses the others.</summary>
    public const int MaxBits = 16;

    private KeySerialNumber(byte[] initialKeyId, uint counter)
    {
        InitialKeyId = initialKeyId;
        Counter = counter;
    }

    /// <summary>BDK id and derivation id, 8 bytes.</summary>
    public byte[] InitialKeyId { get; }

    /// <summary>Transaction counter.</summary>
    public uint Counter { get; }

    /// <summary>Reads a KSN; on refusal says why.</summary>
    public static KeySerialNumber? Read(ReadOnlySpan<byte> value, out string? reason)
    {
        if (value.Length != Length)
        {
            reason = $"a KSN has {Length} bytes, this one {value.Length}";
            return null;
        }

        uint counter = BinaryPrimitives.ReadUInt32BigEndian(value[8..]);
        int bits = BitOperations.PopCount(counter);
        if (bits is 0 or > MaxBits)
        {
            reason = $"its counter has {bits} bits set, 1 to {MaxBits} are allowed";
            return null;
        }

        reason = null;
        return new KeySerialNumber(value[..8].ToArray(), counter);
    }
}
