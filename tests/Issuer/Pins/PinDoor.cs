using Kiosk.Issuer.Cards;

namespace Kiosk.Issuer.Pins;

/// <summary>What every PIN service asks of a card first.</summary>
internal static class PinDoor
{
    /// <summary>Why the card gets no PIN service, or <see cref="PinOutcome.Done"/>.</summary>
    public static PinOutcome Check(Card? card, DateTimeOffset now) => card?.StatusAt(now) switch
    {
        null => PinOutcome.UnknownCard,
        CardStatus.Expired => PinOutcome.Expired,
        CardStatus.Blocked => PinOutcome.Blocked,
        CardStatus.Issued => PinOutcome.NotActivated,
        _ => PinOutcome.Done,
    };
}
