using System.Globalization;
using Kiosk.Issuer.Crypto;

namespace Kiosk.Issuer.Cards;

/// <summary>Checks PINs and counts the wrong ones: the third locks the card for 24 hours, a right one begins anew.</summary>
internal sealed class PinDesk(CardTable cards)
{
    /// <summary>Wrong PINs that lock a card.</summary>
    public const int MaxTries = 3;

    /// <summary>How long a card stays locked.</summary>
    public static readonly TimeSpan LockTime = TimeSpan.FromHours(24);

    /// <summary>True while the card is locked.</summary>
    public static bool IsLocked(Card card, DateTimeOffset now) => card.LockedAt is DateTimeOffset since && now - since < LockTime;

    /// <summary>Checks a PIN of a card that is not locked, and writes the try down. Null when the PIN is right.</summary>
    public Decision? Check(Card card, ClearPin pin, DateTimeOffset now)
    {
        if (PinVerifier.Verify(card.KeyIndex, card.Pan, card.PinLength, card.Pvv, pin.Digits))
        {
            cards.SetTries(card.Pan, 0, null);
            return null;
        }

        // A lock that has run out leaves a full count behind.
        int wrong = (card.LockedAt is null ? card.WrongTries : 0) + 1;
        if (wrong >= MaxTries)
        {
            cards.SetTries(card.Pan, wrong, now);
            return new Decision(ActionCode.TriesExceeded, "PIN wrong, card locked for 24 hours");
        }

        cards.SetTries(card.Pan, wrong, null);
        int left = MaxTries - wrong;
        return new Decision(ActionCode.WrongPin, $"PIN wrong, {left} {(left == 1 ? "try" : "tries")} left");
    }

    /// <summary>DE 48 of an answer about this card: tries left (PT) and, when it was ever unlocked, when (UL).</summary>
    public static string PrivateData(Card card, DateTimeOffset now)
    {
        int left = IsLocked(card, now) ? 0 : MaxTries - (card.LockedAt is null ? card.WrongTries : 0);
        string data = string.Create(CultureInfo.InvariantCulture, $"PT02{left:D2}");
        return card.UnlockedAt is DateTimeOffset unlocked
            ? data + "UL12" + unlocked.UtcDateTime.ToString("yyMMddHHmmss", CultureInfo.InvariantCulture)
            : data;
    }
}
