using FsCheck;
using FsCheck.Fluent;
using Kiosk.Core.Pin;

namespace Kiosk.EndToEnd.Pin;

/// <summary>Generators of PIN blocks' cases: PINs of 4 to 12 digits, card numbers of 8 to 19, every length as often as any other.</summary>
internal static class PinCases
{
    /// <summary>Every format.</summary>
    public static Arbitrary<PinCase> All { get; } = Of(Enum.GetValues<PinBlockFormat>());

    /// <summary>Some formats.</summary>
    public static Arbitrary<PinCase> Of(params PinBlockFormat[] formats) => Arb.From(Cases(formats), Shrink);

    /// <summary>Cases, each with a nibble of its block and a value to xor into it.</summary>
    public static Arbitrary<WrongNibble> WrongNibbles(params PinBlockFormat[] formats)
    {
        Gen<WrongNibble> wrong =
            from made in Cases(formats)
            from nibble in Gen.Choose(0, made.Nibbles - 1)
            from bits in Gen.Choose(1, 15)
            select new WrongNibble(made, nibble, bits);
        return Arb.From(wrong, w => Shrink(w.Case).Select(made => w with { Case = made }));
    }

    /// <summary>Cases of formats that bind the account, each with another card number: near to it, or any.</summary>
    public static Arbitrary<OtherCard> OtherCards(params PinBlockFormat[] formats)
    {
        Gen<OtherCard> other =
            from made in Cases(formats)
            from number in Gen.Frequency((3, Near(made.Pan)), (1, Number()))
            where number != made.Pan && number.Length is >= 8 and <= 19
            select new OtherCard(made, number);
        return Arb.From(other, o => Shrink(o.Case).Select(made => o with { Case = made }).Concat(ShrinkNumber(o.Pan).Select(pan => o with { Pan = pan }))
            .Where(shrunk => shrunk.Pan != shrunk.Case.Pan));
    }

    /// <summary>Keys of some lengths in bytes, in hex.</summary>
    public static Gen<string> Key(params int[] lengths) =>
        from length in Gen.Elements(lengths)
        from bytes in Gen.Choose(0, 255).ArrayOf(length)
        select Convert.ToHexString([.. bytes.Select(b => (byte)b)]);

    /// <summary>Smaller cases of the same format.</summary>
    public static IEnumerable<PinCase> Shrink(PinCase made)
    {
        if (made.Pin.Length > PinEntry.Shortest)
        {
            yield return made with { Pin = made.Pin[..^1] };
        }

        foreach (string pan in ShrinkNumber(made.Pan))
        {
            yield return made with { Pan = pan };
        }

        foreach (string pin in Least(made.Pin, '0'))
        {
            yield return made with { Pin = pin };
        }

        foreach (string fill in Least(made.Fill, made.Format == PinBlockFormat.Format3 ? 'A' : '0'))
        {
            yield return made with { Fill = fill };
        }
    }

    private static IEnumerable<string> ShrinkNumber(string pan) => (pan.Length > 8 ? [pan[..^1], pan[1..]] : Enumerable.Empty<string>()).Concat(Least(pan, '0'));

    private static Gen<PinCase> Cases(PinBlockFormat[] formats) =>
        from format in Gen.Elements(formats)
        from pin in Gen.Choose(PinEntry.Shortest, PinEntry.Longest).SelectMany(Digits)
        from pan in format is PinBlockFormat.Format1 or PinBlockFormat.Format2 ? Gen.Constant("") : Number()
        from fill in Gen.Choose(format == PinBlockFormat.Format3 ? 0xA : 0, 0xF).ArrayOf(16)
        select new PinCase(format, pin, pan, string.Concat(fill.Select(digit => digit.ToString("X"))));

    private static Gen<string> Number() => Gen.Choose(8, 19).SelectMany(Digits);

    private static Gen<string> Digits(int count) => Gen.Choose(0, 9).ArrayOf(count).Select(string.Concat);

    /// <summary>One digit changed, one before or behind it more or less.</summary>
    private static Gen<string> Near(string pan) => Gen.Frequency(
        (6, from at in Gen.Choose(0, pan.Length - 1) from digit in Gen.Choose(0, 9) select pan[..at] + digit + pan[(at + 1)..]),
        (1, from digit in Gen.Choose(0, 9) select digit + pan),
        (1, from digit in Gen.Choose(0, 9) select pan + digit),
        (1, Gen.Constant(pan[1..])),
        (1, Gen.Constant(pan[..^1])));

    private static IEnumerable<string> Least(string digits, char least)
    {
        for (int i = 0; i < digits.Length; i++)
        {
            if (digits[i] != least)
            {
                yield return digits[..i] + least + digits[(i + 1)..];
            }
        }
    }
}
