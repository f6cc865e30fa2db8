using Kiosk.Issuer.Storage;

namespace Kiosk.Issuer.Cards;

/// <summary>What the issuer has on file about the published test cards.</summary>
internal static class TestCardFile
{
    private const int KeyIndex = 1;

    /// <summary>The holders of the accounts in <see cref="TestAccount"/>. Their phones have numbers that are reserved for fiction.</summary>
    private static readonly Dictionary<string, (string Name, DateOnly BirthDate, string Phone)> Holders = new(StringComparer.Ordinal)
    {
        ["anna"] = ("Anna Berg", new DateOnly(1984, 3, 27), "+44 7700 900117"),
        ["bruno"] = ("Bruno Keller", new DateOnly(1971, 11, 5), "+44 7700 900244"),
        ["carla"] = ("Carla Novak", new DateOnly(1990, 8, 14), "+44 7700 900368"),
    };

    /// <summary>Puts the test cards on file; of those that are there holder, product and region.</summary>
    public static void Enrol(Database database)
    {
        var cards = new CardTable(database);
        foreach (TestCard card in TestCard.All)
        {
            if (OnFile(card) is Card known)
            {
                cards.Enrol(known, [.. (card.Pin ?? "").Select(digit => (byte)(digit - '0'))]);
            }
        }
    }

    /// <summary>The card; null for one that the issuer does not know.</summary>
    private static Card? OnFile(TestCard card) => card.Pan switch
    {
        "371449635398431" => Make(card, "anna", "amex"),
        "378282246310005" => Make(card, "anna", "amex", available: 500),
        "371144371144376" => Make(card, "anna", "amex", CardStatus.Issued),
        "376680816376961" => Make(card, "bruno", "amex"),
        "343434343434343" => Make(card, "bruno", "amex", CardStatus.Blocked),
        "341111111111111" => Make(card, "bruno", "amex", dailyLimit: 1000),
        "4111111111111111" => Make(card, "bruno", "visa"),
        "5555555555554444" => Make(card, "carla", "mastercard", region: "ch"),
        "6011111111111117" => Make(card, "carla", "discover", region: "us"),
        "378734493671000" => Make(card, "carla", "amex-mailed"),
        "374245455400126" => Make(card, "carla", "amex-fixed"),
        "379354508162306" => Make(card, "bruno", "amex-no-cash"),
        "343452000000306" => Make(card, "carla", "amex-student"),
        "4012888888881881" => Make(card, "bruno", "visa", region: "in"),
        "372349000000852" => Make(card, "anna", "amex", CardStatus.Issued),
        _ => null,
    };

    private static Card Make(
        TestCard card, string userId, string product, CardStatus status = CardStatus.Active, string region = "eu", long? available = null, long? dailyLimit = null) => new()
        {
            Pan = card.Pan,
            Expiry = card.Expiry,
            Brand = card.Brand,
            KeyIndex = KeyIndex,
            Product = product,
            Region = region,
            Status = status,
            Name = Holders[userId].Name,
            BirthDate = Holders[userId].BirthDate,
            Phone = Holders[userId].Phone,
            UserId = userId,
            Available = available,
            DailyLimit = dailyLimit,
        };
}
