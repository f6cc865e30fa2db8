using System.Security.Cryptography;
using Kiosk.Issuer.Cards;
using Kiosk.Issuer.Crypto;
using Kiosk.Issuer.Programme;
using Kiosk.Issuer.Storage;

namespace Kiosk.Issuer.Pins;

/// <summary>
/// PINs by mail. A request makes a random PIN that counts at once, and ends the former one; it comes 7 to 10 business days later, at 10:00 UTC. It is nowhere but in
/// its envelope, which can be opened once.
/// </summary>
internal sealed class PinMail(Database database, CardTable cards, EnvelopeTable envelopes, ProgrammeStore programme, TimeProvider time)
{
    /// <summary>Fewest business days that the mail takes.</summary>
    public const int FewestDays = 7;

    /// <summary>Most business days that the mail takes.</summary>
    public const int MostDays = 10;

    private static readonly TimeOnly Delivery = new(10, 0);

    /// <summary>Sends a card a new PIN: its first, or another one when it was forgotten. Tries and a lock stay as they are.</summary>
    public PinOutcome Request(string pan) => database.Run(() =>
    {
        DateTimeOffset now = time.GetUtcNow();
        Card? card = cards.Take(pan);
        PinOutcome outcome = PinDoor.Check(card, now);
        if (outcome != PinOutcome.Done)
        {
            return outcome;
        }

        CardRules rules = programme.Current.RulesFor(card!);
        byte[] nonce = new byte[MailedPin.NonceLength];
        bool isGood;
        do
        {
            RandomNumberGenerator.Fill(nonce);
            using ClearPin pin = MailedPin.Derive(pan, nonce, rules.PinLength);
            isGood = PinRules.Check(pin, card!, rules) == PinOutcome.Done;
            if (isGood)
            {
                cards.SetPin(card!, pin.Digits);
            }
        }
        while (!isGood);

        DateOnly day = BusinessDays.After(DateOnly.FromDateTime(now.UtcDateTime), RandomNumberGenerator.GetInt32(FewestDays, MostDays + 1));
        envelopes.Void(pan);
        envelopes.Add(pan, nonce, rules.PinLength, now, new DateTimeOffset(day, Delivery, TimeSpan.Zero));
        return PinOutcome.Done;
    });

    /// <summary>Opens an envelope that has arrived and shows the PIN, once; the caller wipes it. Null when it is not there yet, was opened before, or holds a PIN that has ended.</summary>
    public ClearPin? Open(long number)
    {
        ClearPin? opened = database.Run(() => envelopes.TakeOut(number, time.GetUtcNow()) is var (pan, nonce, length) ? MailedPin.Derive(pan, nonce, length) : null);
        if (opened is not null)
        {
            // The PIN is in force, and could be derived again from what was in the envelope.
            database.Engine.Shred(database);
        }

        return opened;
    }
}
