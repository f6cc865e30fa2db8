using System.Security.Cryptography;
using Kiosk.Issuer.Cards;
using Kiosk.Issuer.Crypto;
using Kiosk.Issuer.Programme;
using Kiosk.Issuer.Storage;

namespace Kiosk.Issuer.Pins;

/// <summary>
/// The holder's own PIN: set and changed. A new PIN counts at once, the former one ends, and an envelope with it opens no more. Tries and a lock stay as they
/// are. PINs belong to the caller, who wipes them. Each call is one transaction, and a part of the caller's inside <see cref="Database.Run{T}"/>.
/// </summary>
internal sealed class PinSetting(Database database, CardTable cards, EnvelopeTable envelopes, ProgrammeStore programme, TimeProvider time)
{
    /// <summary>
    /// Sets a PIN that the holder has chosen, after whatever check of who it is. Where a PIN may not be changed, only a card without one gets one so.
    /// </summary>
    /// <param name="pan">Card number.</param>
    /// <param name="pin">The new PIN.</param>
    /// <param name="again">The new PIN, entered a second time.</param>
    public PinOutcome Set(string pan, ClearPin pin, ClearPin again) => database.Run(() =>
    {
        Card? card = cards.Take(pan);
        PinOutcome outcome = PinDoor.Check(card, time.GetUtcNow());
        if (outcome != PinOutcome.Done)
        {
            return outcome;
        }

        CardRules rules = programme.Current.RulesFor(card!);
        return rules.PinMayBeChosen && (card!.Pvv is null || rules.PinMayBeChanged) ? Replace(card!, rules, pin, again) : PinOutcome.NotAllowed;
    });

    /// <summary>Changes a PIN: a wrong current one costs a try as at a kiosk, and the last locks the card. What is wrong with the new one is said first, and costs none.</summary>
    /// <param name="pan">Card number.</param>
    /// <param name="current">The PIN in force.</param>
    /// <param name="pin">The new PIN.</param>
    /// <param name="again">The new PIN, entered a second time.</param>
    public PinOutcome Change(string pan, ClearPin current, ClearPin pin, ClearPin again) => database.Run(() =>
    {
        DateTimeOffset now = time.GetUtcNow();
        Card? card = cards.Take(pan);
        PinOutcome outcome = PinDoor.Check(card, now);
        if (outcome != PinOutcome.Done)
        {
            return outcome;
        }

        CardRules rules = programme.Current.RulesFor(card!);
        outcome = !rules.PinMayBeChanged ? PinOutcome.NotAllowed
            : card!.Pvv is null ? PinOutcome.NoPin
            : PinDesk.LockedUntil(card, rules, now) is not null ? PinOutcome.Locked
            : Judge(card, rules, pin, again);
        if (outcome != PinOutcome.Done)
        {
            return outcome;
        }

        switch (new PinDesk(cards).Check(card!, rules, current, now))
        {
            case PinCheck.Right:
                return Replace(card!, rules, pin, again);
            case PinCheck.Wrong:
                return PinOutcome.WrongPin;
            default:
                return PinOutcome.Locked;
        }
    });

    private PinOutcome Replace(Card card, CardRules rules, ClearPin pin, ClearPin again)
    {
        PinOutcome outcome = Judge(card, rules, pin, again);
        if (outcome == PinOutcome.Done)
        {
            cards.SetPin(card, pin.Digits);
            envelopes.Void(card.Pan);
        }

        return outcome;
    }

    private static PinOutcome Judge(Card card, CardRules rules, ClearPin pin, ClearPin again) =>
        CryptographicOperations.FixedTimeEquals(pin.Digits, again.Digits) ? PinRules.Check(pin, card, rules) : PinOutcome.Different;
}
