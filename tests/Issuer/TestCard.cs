namespace Kiosk.Issuer;

/// <summary>A published test card: no account is behind it, so its number and PIN may be shown.</summary>
/// <param name="Pan">Card number.</param>
/// <param name="Expiry">Expiry, YYMM.</param>
/// <param name="Pin">PIN, or null where there is none: the card has none yet, or the issuer knows no such card.</param>
/// <param name="Brand">Brand.</param>
/// <param name="Description">What the card is for.</param>
public sealed record TestCard(string Pan, string Expiry, string? Pin, string Brand, string Description)
{
    /// <summary>The test cards, in the order of their table.</summary>
    internal static readonly IReadOnlyList<TestCard> All =
    [
        new("371449635398431", "2912", "4071", "Amex", "active, ample limits"),
        new("378282246310005", "2912", "7391", "Amex", "5.00 EUR left: insufficient funds above it"),
        new("371144371144376", "2912", "6148", "Amex", "issued but not activated"),
        new("376680816376961", "2401", "3905", "Amex", "expired"),
        new("343434343434343", "2912", "2746", "Amex", "blocked"),
        new("341111111111111", "2912", "8057", "Amex", "daily limit of 10.00 EUR"),
        new("349999999999991", "2912", null, "Amex", "unknown to the issuer"),
        new("4111111111111111", "2912", "8520", "Visa", "active"),
        new("5555555555554444", "2912", "931607", "Mastercard", "active, six-digit PIN"),
        new("6011111111111117", "2912", "1593", "Discover", "active; a brand that the kiosk does not accept"),
        new("378734493671000", "2912", "5062", "Amex", "PIN only by mail"),
        new("374245455400126", "2912", "8316", "Amex", "PIN may be chosen, not changed"),
        new("379354508162306", "2912", "6485", "Amex", "no cash advance"),
        new("343452000000306", "2912", "9274", "Amex", "50.00 EUR and three purchases a day, two tries, 48 hours"),
        new("4012888888881881", "2912", "7039", "Visa", "a region where no PIN may be changed"),
        new("372349000000852", "2912", null, "Amex", "issued, not activated, no PIN yet"),
    ];
}
