namespace Kiosk.Issuer.Cards;

/// <summary>The month to whose end a card is good: YYMM in messages and on file, MM/YY on the card and for people.</summary>
internal static class ExpiryDate
{
    /// <summary>As it stands on the card.</summary>
    /// <param name="yearMonth">YYMM.</param>
    public static string Printed(string yearMonth) => $"{yearMonth[2..]}/{yearMonth[..2]}";

    /// <summary>As it stands on file.</summary>
    /// <param name="printed">MM/YY.</param>
    public static string Filed(string printed) => printed[3..] + printed[..2];
}
