using System.Globalization;
using Kiosk.Core.Pin;

namespace Kiosk.EndToEnd.Pin;

/// <summary>PIN blocks as the standard writes them: fields of hex digits side by side, xored digit by digit. Text, and nothing of Core's.</summary>
internal static class ReferenceBlock
{
    /// <summary>A clear block.</summary>
    public static string Of(PinCase made)
    {
        string fill = made.Format switch
        {
            PinBlockFormat.Format1 or PinBlockFormat.Format3 => made.Fill,
            PinBlockFormat.Format4 => "AAAAAAAAAA",
            _ => "FFFFFFFFFF",
        };
        string field = ((int)made.Format).ToString("X", CultureInfo.InvariantCulture) + made.Pin.Length.ToString("X", CultureInfo.InvariantCulture) + made.Pin;
        field += fill[..(16 - field.Length)];
        return made.Format == PinBlockFormat.Format4 ? field + made.Fill : made.IsBound ? Xor(field, "0000" + Account(made.Format, made.Pan)) : field;
    }

    /// <summary>
    /// What a format binds of a card number; numbers that are equal in it are the same card to the format. Formats 0 and 3: the 12 right-most digits without the check
    /// digit, so neither check digit nor what is before the 12. Format 4: the whole number. Zeros that make it 12 digits long are no difference in any.
    /// </summary>
    public static string Account(PinBlockFormat format, string pan) => format == PinBlockFormat.Format4 ? pan.PadLeft(12, '0') : pan[..^1].PadLeft(12, '0')[^12..];

    /// <summary>Hex digits xored one by one.</summary>
    public static string Xor(string a, string b) => string.Concat(a.Zip(b, (x, y) => (Value(x) ^ Value(y)).ToString("X", CultureInfo.InvariantCulture)));

    /// <summary>The value of a hex digit.</summary>
    public static int Value(char digit) => Convert.ToInt32(digit.ToString(), 16);
}
