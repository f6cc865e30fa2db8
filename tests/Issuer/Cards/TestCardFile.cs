namespace Kiosk.Issuer.Cards;

/// <summary>What cards.json begins with: the published test cards.</summary>
internal static class TestCardFile
{
    /// <summary>The holders of the accounts in <see cref="TestAccount"/>. Their phones have numbers that are reserved for fiction.</summary>
    private static readonly Dictionary<string, (string Name, string BirthDate, string Phone)> Holders = new(StringComparer.Ordinal)
    {
        ["anna"] = ("Anna Berg", "1984-03-27", "+44 7700 900117"),
        ["bruno"] = ("Bruno Keller", "1971-11-05", "+44 7700 900244"),
        ["carla"] = ("Carla Novak", "1990-08-14", "+44 7700 900368"),
    };

    /// <summary>The test cards that the issuer knows.</summary>
    public static IReadOnlyList<CardEntry> Cards { get; } = [.. TestCard.All.Select(OnFile).OfType<CardEntry>()];

    /// <summary>The card; null for one that the issuer does not know.</summary>
    private static CardEntry? OnFile(TestCard card) => card.Pan switch
    {
        "371449635398431" => Make(card, "anna", "amex"),
        "378282246310005" => Make(card, "anna", "amex", available: 500),
        "371144371144376" => Make(card, "anna", "amex", "issued"),
        "376680816376961" => Make(card, "bruno", "amex"),
        "343434343434343" => Make(card, "bruno", "amex", "blocked"),
        "341111111111111" => Make(card, "bruno", "amex", dailyAmount: 1000),
        "4111111111111111" => Make(card, "bruno", "visa"),
        "5555555555554444" => Make(card, "carla", "mastercard", region: "ch"),
        "6011111111111117" => Make(card, "carla", "discover", region: "us"),
        "378734493671000" => Make(card, "carla", "amex-mailed"),
        "374245455400126" => Make(card, "carla", "amex-fixed"),
        "379354508162306" => Make(card, "bruno", "amex-no-cash"),
        "343452000000306" => Make(card, "carla", "amex-student"),
        "4012888888881881" => Make(card, "bruno", "visa", region: "in"),
        "372349000000852" => Make(card, "anna", "amex", "issued"),
        _ => null,
    };

    private static CardEntry Make(
        TestCard card, string userId, string product, string status = "active", string region = "eu", long? available = null, long? dailyAmount = null) => new()
        {
            Number = card.Pan,
            Expiry = ExpiryDate.Printed(card.Expiry),
            Product = product,
            Region = region,
            Status = status,
            Name = Holders[userId].Name,
            BirthDate = Holders[userId].BirthDate,
            Phone = Holders[userId].Phone,
            UserId = userId,
            Available = available,
            DailyAmount = dailyAmount,
        };
}
