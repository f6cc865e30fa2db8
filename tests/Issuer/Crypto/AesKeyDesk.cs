using Kiosk.Issuer.Messages;

namespace Kiosk.Issuer.Crypto;

/// <summary>Keys of the profile <c>aes</c>: AES DUKPT, PIN block format 4, the left 8 bytes of the CMAC.</summary>
internal sealed class AesKeyDesk(string bdkHex) : KeyDesk(FieldTable.Aes, bdkHex, "AES-128")
{
    /// <summary>Published test key of ANSI X9.24-3.</summary>
    public const string TestBdk = "FEDCBA9876543210F1F1F1F1F1F1F1F1";

    /// <inheritdoc/>
    public override KeySerialNumber? ReadKsn(ReadOnlySpan<byte> value, out string? reason) => KeySerialNumber.ReadAes(value, out reason);

    /// <inheritdoc/>
    protected override byte[] DeriveKey(ReadOnlySpan<byte> bdk, KeySerialNumber ksn, KeyUsage usage) =>
        AesDukpt.DeriveWorkingKey(bdk, ksn.InitialKeyId, ksn.Counter, usage);

    /// <inheritdoc/>
    protected override byte[] Mac(ReadOnlySpan<byte> key, ReadOnlySpan<byte> covered) => AesCmac.Compute(key, covered);

    /// <inheritdoc/>
    protected override ClearPin? DecipherPin(ReadOnlySpan<byte> key, ReadOnlySpan<byte> block, string pan) => PinBlock4.Decipher(key, block, pan);
}
