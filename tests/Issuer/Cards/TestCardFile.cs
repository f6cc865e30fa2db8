namespace Kiosk.Issuer.Cards;

/// <summary>What the issuer has on file about the published test cards.</summary>
internal static class TestCardFile
{
    private const int KeyIndex = 1;

    /// <summary>Puts the test cards on file; a card without PIN is one that the issuer does not know.</summary>
    public static void Enrol(CardTable cards)
    {
        foreach (TestCard card in TestCard.All)
        {
            if (card.Pin is string pin)
            {
                cards.Enrol(OnFile(card), [.. pin.Select(digit => (byte)(digit - '0'))]);
            }
        }
    }

    private static Card OnFile(TestCard card) => new()
    {
        Pan = card.Pan,
        Expiry = card.Expiry,
        Brand = card.Brand,
        KeyIndex = KeyIndex,
        Pvv = "",
        Status = card.Pan switch
        {
            "371144371144376" => CardStatus.NotActivated,
            "343434343434343" => CardStatus.Blocked,
            _ => CardStatus.Active,
        },
        Available = card.Pan == "378282246310005" ? 500 : null,
        DailyLimit = card.Pan == "341111111111111" ? 1000 : null,
    };
}
