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

    /// <summary>Takes what somebody has typed, digits as ASCII, up to the longest PIN; null for anything else. The bytes given stay as they are: wipe them, too.</summary>
    public static ClearPin? Read(ReadOnlySpan<byte> typed)
    {
        if (typed.Length > MaxLength || typed.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return null;
        }

        byte[] digits = new byte[typed.Length];
        for (int i = 0; i < digits.Length; i++)
        {
            digits[i] = (byte)(typed[i] - '0');
        }

        return new ClearPin(digits);
    }

    /// <summary>The digits.</summary>
    public ReadOnlySpan<byte> Digits => _digits;

    /// <inheritdoc/>
    public void Dispose() => CryptographicOperations.ZeroMemory(_digits);
}
