using System.Globalization;
using Kiosk.Issuer.Cards;
using Kiosk.Issuer.Pins;
using Kiosk.Issuer.Programme;

namespace Kiosk.Issuer.Web;

/// <summary>What the pages call things.</summary>
internal static class Words
{
    private const string Euro = "978";

    /// <summary>A card without its number: brand and last four digits.</summary>
    public static string Name(Card card) => $"{(card.Brand == "Amex" ? "American Express" : card.Brand)} ending in {card.Pan[^4..]}";

    /// <summary>Where a card is in its life, or that it is locked.</summary>
    public static string State(Card card, PinStatus pin, DateTimeOffset now) => card.StatusAt(now) switch
    {
        CardStatus.Issued => "Not activated",
        CardStatus.Blocked => "Blocked",
        CardStatus.Expired => "Expired",
        _ => pin.LockedUntil is null ? "Active" : "Locked",
    };

    /// <summary>Month and year to whose end a card is good.</summary>
    public static string Expiry(Card card) => ExpiryDate.Printed(card.Expiry);

    /// <summary>How a PIN stands. That a letter has come nobody knows before it is opened.</summary>
    public static string Pin(PinStatus pin, DateTimeOffset now) => pin.State switch
    {
        PinState.None => "This card has no PIN yet.",
        PinState.Mailed when pin.Arrives <= now => $"A PIN was mailed. It should have arrived on {Date(pin.Arrives!.Value)}.",
        PinState.Mailed => $"A PIN is in the mail. It arrives by {Date(pin.Arrives!.Value)}.",
        _ => "This card has a PIN.",
    };

    /// <summary>A day, UTC.</summary>
    public static string Date(DateTimeOffset time) => time.UtcDateTime.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>A time, UTC.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("d MMM yyyy, HH:mm", CultureInfo.InvariantCulture) + " UTC";

    /// <summary>An amount in minor units. The bench's issuer knows euros; another currency keeps its number.</summary>
    public static string Money(long amount, string currency = Euro) =>
        string.Create(CultureInfo.InvariantCulture, $"{Amount(amount)} {(currency == Euro ? "EUR" : currency)}");

    /// <summary>An amount in minor units as it is typed, without its currency.</summary>
    public static string Amount(long amount) => (amount / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>What a transaction was.</summary>
    public static string Kind(CardTransaction transaction) => transaction.Processing[..2] switch
    {
        "00" => "Purchase",
        "01" => "Cash advance",
        _ => "Other",
    };

    /// <summary>Where to call customer service.</summary>
    public static string ServicePhone(CardRules rules) => $"the number on the back of your card{(rules.ServicePhone is string phone ? $", {phone}" : "")}";

    /// <summary>The address that a phone dials a number by.</summary>
    public static string Dial(string phone) => "tel:" + phone.Replace(" ", "", StringComparison.Ordinal);

    /// <summary>Why a PIN service was refused, and what to do.</summary>
    public static string Refusal(PinOutcome outcome, CardRules rules) => outcome switch
    {
        PinOutcome.Done => "Done.",
        PinOutcome.UnknownCard => "We do not know this card.",
        PinOutcome.Expired => "This card has expired. Use the new card that we sent you.",
        PinOutcome.Blocked => $"This card is blocked. Call {ServicePhone(rules)}.",
        PinOutcome.NotActivated => "This card is not activated yet. Activate it first.",
        PinOutcome.NotAllowed => !rules.PinMayBeChosen
            ? "The PIN of this card cannot be chosen: it only comes by mail."
            : "The PIN of this card cannot be changed. If you have forgotten it, request a new one by mail.",
        PinOutcome.NoPin => "This card has no PIN yet, so there is none to change. Set or request one.",
        PinOutcome.Locked => $"This card is locked after too many wrong PINs. Wait, or call {ServicePhone(rules)}.",
        PinOutcome.WrongPin => "The current PIN is not right. Nothing was changed, and a try is gone.",
        PinOutcome.Different => "The two new PINs are not the same. Type the new PIN twice.",
        PinOutcome.WrongLength => $"A PIN of this card has {rules.PinLength} digits, and digits alone.",
        PinOutcome.Run => "Digits in a row, as 1234 or 4321, are guessed first. Choose another PIN.",
        PinOutcome.Repeat => "One digit again and again, as 1111, is guessed first. Choose another PIN.",
        PinOutcome.BirthDate => "This PIN is made of your date of birth, which others know. Choose another PIN.",
        PinOutcome.CardNumber => "This PIN is a part of your card number. Choose another PIN.",
        _ => "This cannot be done now.",
    };
}
