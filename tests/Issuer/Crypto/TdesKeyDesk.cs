using Kiosk.Issuer.Messages;

namespace Kiosk.Issuer.Crypto;

/// <summary>Keys of the profile <c>tdes</c>: TDES DUKPT, PIN block format 0 or 3, retail MAC.</summary>
internal sealed class TdesKeyDesk(string bdkHex) : KeyDesk(FieldTable.Tdes, bdkHex, "two-key TDES")
{
    /// <summary>Published test key of ANSI X9.24-1.</summary>
    public const string TestBdk = "0123456789ABCDEFFEDCBA9876543210";

    /// <inheritdoc/>
    public override KeySerialNumber? ReadKsn(ReadOnlySpan<byte> value, out string? reason) => KeySerialNumber.ReadTdes(value, out reason);

    /// <inheritdoc/>
    protected override byte[] DeriveKey(ReadOnlySpan<byte> bdk, KeySerialNumber ksn, KeyUsage usage) =>
        TdesDukpt.DeriveWorkingKey(bdk, ksn.InitialKeyId, ksn.Counter, usage);

    /// <inheritdoc/>
    protected override byte[] Mac(ReadOnlySpan<byte> key, ReadOnlySpan<byte> covered) => RetailMac.Compute(key, covered);

    /// <inheritdoc/>
    protected override ClearPin? DecipherPin(ReadOnlySpan<byte> key, ReadOnlySpan<byte> block, string pan) => TdesPinBlock.Decipher(key, block, pan);
}
