namespace Kiosk.Issuer.Cards;

/// <summary>The brand of a card by the leading digits of its number, as the brands publish them.</summary>
internal static class CardBrand
{
    /// <summary>Of a number that is none of the others'.</summary>
    public const string Other = "Card";

    /// <summary>What the brand is called in this program.</summary>
    public static string Of(string pan) => int.Parse(pan.AsSpan(0, 4), System.Globalization.CultureInfo.InvariantCulture) switch
    {
        (>= 3400 and <= 3499) or (>= 3700 and <= 3799) => "Amex",
        >= 4000 and <= 4999 => "Visa",
        (>= 5100 and <= 5599) or (>= 2221 and <= 2720) => "Mastercard",
        6011 or (>= 6440 and <= 6599) => "Discover",
        _ => Other,
    };
}
