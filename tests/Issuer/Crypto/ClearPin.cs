using System.Security.Cryptography;

namespace Kiosk.Issuer.Crypto;

/// <summary>A deciphered PIN: digits 0 to 9, one a byte, wiped when disposed. Never text.</summary>
internal sealed class ClearPin : IDisposable
{
    /// <summary>Fewest digits (ISO 9564-1:2017, 8.1).</summary>
    public const int MinLength = 4;

    /// <summary>Most digits (ISO 9564-1:2017, 8.1).</summary>
    public const int MaxLength = 12;

    private readonly byte[] _digits;

    /// <summary>Takes over the digits: the array is wiped with this object.</summary>
    public ClearPin(byte[] digits) => _digits = digits;

    /// <summary>The digits.</summary>
    public ReadOnlySpan<byte> Digits => _digits;

    /// <inheritdoc/>
    public void Dispose() => CryptographicOperations.ZeroMemory(_digits);
}
