namespace Kiosk.Issuer.Messages;

/// <summary>How one data element is written.</summary>
/// <param name="Number">DE number.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Kind">Which characters it holds.</param>
/// <param name="Prefix">Digits of the length prefix: 0 (fixed length), 2 (LL) or 3 (LLL).</param>
/// <param name="Length">The fixed length, or the longest one, in characters or bytes.</param>
internal sealed record FieldFormat(int Number, string Name, FieldKind Kind, int Prefix, int Length)
{
    /// <summary>Every value of this element has the same length.</summary>
    public bool IsFixed => Prefix == 0;

    /// <summary>Index of the first byte that this element must not hold, or -1.</summary>
    public int FirstBadByte(ReadOnlySpan<byte> value)
    {
        for (int i = 0; i < value.Length; i++)
        {
            if (!Allows(value[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private bool Allows(byte b) => Kind switch
    {
        FieldKind.Digits => char.IsAsciiDigit((char)b),
        FieldKind.Letters => b == ' ' || char.IsAsciiLetterOrDigit((char)b),
        FieldKind.Printable => b is >= 0x20 and <= 0x7E,
        FieldKind.Track => b == '=' || char.IsAsciiDigit((char)b),
        _ => true,
    };
}
