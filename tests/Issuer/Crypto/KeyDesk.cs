using System.Security.Cryptography;
using Kiosk.Issuer.Messages;

namespace Kiosk.Issuer.Crypto;

/// <summary>
/// The place where keys are: holds the BDK, checks and makes MACs, deciphers PIN blocks. Hands out no key. What a message profile has of its own is
/// here and in its <see cref="FieldTable"/>, and nowhere else.
/// </summary>
internal abstract class KeyDesk : IDisposable
{
    private const int BdkLength = 16;
    private readonly byte[] _bdk;

    /// <summary>Takes the BDK as hex.</summary>
    /// <param name="fields">The profile's data elements.</param>
    /// <param name="bdkHex">32 hex digits.</param>
    /// <param name="cipher">Which cipher the BDK is for, for people.</param>
    /// <exception cref="ArgumentException">The BDK is not 32 hex digits.</exception>
    protected KeyDesk(FieldTable fields, string bdkHex, string cipher)
    {
        if (bdkHex.Length != BdkLength * 2 || !bdkHex.All(char.IsAsciiHexDigit))
        {
            throw new ArgumentException($"The BDK must be 32 hex digits ({cipher}).", nameof(bdkHex));
        }

        _bdk = Convert.FromHexString(bdkHex);
        Fields = fields;
    }

    /// <summary>The data elements of this desk's profile.</summary>
    public FieldTable Fields { get; }

    /// <summary>Makes the desk of a profile. Without a BDK it takes the published test key of the profile's standard.</summary>
    /// <exception cref="ArgumentException">The BDK is not 32 hex digits, or there is no such profile.</exception>
    public static KeyDesk Open(MessageProfile profile, string? bdkHex) => profile switch
    {
        MessageProfile.Aes => new AesKeyDesk(bdkHex ?? AesKeyDesk.TestBdk),
        MessageProfile.Tdes => new TdesKeyDesk(bdkHex ?? TdesKeyDesk.TestBdk),
        _ => throw new ArgumentOutOfRangeException(nameof(profile)),
    };

    /// <summary>Reads DE 53; on refusal says why.</summary>
    public abstract KeySerialNumber? ReadKsn(ReadOnlySpan<byte> value, out string? reason);

    /// <summary>True when the MAC under the terminal's MAC generation key is this.</summary>
    public bool IsRequestMac(KeySerialNumber ksn, ReadOnlySpan<byte> covered, ReadOnlySpan<byte> mac) =>
        CryptographicOperations.FixedTimeEquals(Mac(ksn, KeyUsage.MacGeneration, covered), mac);

    /// <summary>MAC of an answer, 8 bytes, under the key that the terminal verifies with.</summary>
    public byte[] AnswerMac(KeySerialNumber ksn, ReadOnlySpan<byte> covered) => Mac(ksn, KeyUsage.MacVerification, covered);

    /// <summary>The PIN in an enciphered PIN block, or null when the block is not one for this card number.</summary>
    public ClearPin? DecipherPin(KeySerialNumber ksn, ReadOnlySpan<byte> block, string pan)
    {
        byte[] key = DeriveKey(_bdk, ksn, KeyUsage.PinEncryption);
        try
        {
            return DecipherPin(key, block, pan);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>Wipes the BDK.</summary>
    public void Dispose() => CryptographicOperations.ZeroMemory(_bdk);

    /// <summary>A working key. The caller wipes it.</summary>
    protected abstract byte[] DeriveKey(ReadOnlySpan<byte> bdk, KeySerialNumber ksn, KeyUsage usage);

    /// <summary>The MAC, at least as long as DE 64; its left part counts.</summary>
    protected abstract byte[] Mac(ReadOnlySpan<byte> key, ReadOnlySpan<byte> covered);

    /// <summary>The PIN in a block under a PIN key, or null.</summary>
    protected abstract ClearPin? DecipherPin(ReadOnlySpan<byte> key, ReadOnlySpan<byte> block, string pan);

    private byte[] Mac(KeySerialNumber ksn, KeyUsage usage, ReadOnlySpan<byte> covered)
    {
        byte[] key = DeriveKey(_bdk, ksn, usage);
        try
        {
            return Mac(key, covered)[..FieldTable.MacLength];
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }
}
