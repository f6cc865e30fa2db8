using Kiosk.Issuer.Cards;
using Kiosk.Issuer.Programme;

namespace Kiosk.Issuer.Pins;

/// <summary>Tells how a card's PIN stands. It changes nothing.</summary>
internal sealed class PinDirectory(CardTable cards, EnvelopeTable envelopes, ProgrammeStore programme, TimeProvider time)
{
    /// <summary>The PIN of a card; null when there is no such card.</summary>
    public PinStatus? Of(string pan)
    {
        if (cards.Find(pan) is not Card card)
        {
            return null;
        }

        DateTimeOffset now = time.GetUtcNow();
        CardRules rules = programme.Current.RulesFor(card);
        Envelope? sealedOne = envelopes.SealedOf(pan);
        PinState state = card.Pvv is null ? PinState.None : sealedOne is null ? PinState.Set : PinState.Mailed;
        return new PinStatus(state, sealedOne?.ArrivesAt, PinDesk.TriesLeft(card, rules, now), PinDesk.LockedUntil(card, rules, now), rules);
    }
}
