using System.Globalization;
using Kiosk.Issuer.Crypto;
using Kiosk.Issuer.Programme;

namespace Kiosk.Issuer.Cards;

/// <summary>
/// Checks PINs and counts the wrong ones, as many as the card's product allows: the last locks the card for the product's time, a right one begins anew.
/// Whoever checks has taken the card for the transaction (<see cref="CardTable.Take"/>): no two issuers give the same try.
/// </summary>
internal sealed class PinDesk(CardTable cards)
{
    /// <summary>Until when the card is locked, or null.</summary>
    public static DateTimeOffset? LockedUntil(Card card, CardRules rules, DateTimeOffset now) =>
        card.LockedAt is DateTimeOffset since && now - since < rules.LockTime ? since + rules.LockTime : null;

    /// <summary>Tries left: 0 while the card is locked, all of them again afterwards.</summary>
    public static int TriesLeft(Card card, CardRules rules, DateTimeOffset now) =>
        LockedUntil(card, rules, now) is not null ? 0 : Math.Max(rules.PinTries - Wrong(card), 1);

    /// <summary>Checks a PIN, and writes the try down. A card without a PIN has no right one.</summary>
    public PinCheck Check(Card card, CardRules rules, ClearPin pin, DateTimeOffset now)
    {
        if (LockedUntil(card, rules, now) is not null)
        {
            return PinCheck.Locked;
        }

        if (card.Pvv is string pvv && PinVerifier.Verify(card.KeyIndex, card.Pan, card.PinLength, pvv, pin.Digits))
        {
            if (card.WrongTries != 0)
            {
                cards.SetTries(card.Pan, 0, null);
            }

            return PinCheck.Right;
        }

        int wrong = Wrong(card) + 1;
        bool locks = wrong >= rules.PinTries;
        cards.SetTries(card.Pan, wrong, locks ? now : null);
        return locks ? PinCheck.NowLocked : PinCheck.Wrong;
    }

    /// <summary>DE 48 of an answer about this card: tries left (PT), until when it is locked if it is (LU) and, when it was ever unlocked, when (UL).</summary>
    public static string PrivateData(Card card, CardRules rules, DateTimeOffset now)
    {
        string data = string.Create(CultureInfo.InvariantCulture, $"PT02{TriesLeft(card, rules, now):D2}");
        return data + Time("LU", LockedUntil(card, rules, now)) + Time("UL", card.UnlockedAt);
    }

    private static string Time(string tag, DateTimeOffset? time) =>
        time is DateTimeOffset known ? $"{tag}12{known.UtcDateTime.ToString("yyMMddHHmmss", CultureInfo.InvariantCulture)}" : "";

    /// <summary>A lock that has run out leaves a full count behind.</summary>
    private static int Wrong(Card card) => card.LockedAt is null ? card.WrongTries : 0;
}
