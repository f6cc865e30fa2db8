using System.Globalization;

namespace Kiosk.Issuer.Cards;

/// <summary>A card as the issuer has it on file. Deliberately not a record: a record's text would hold the card number.</summary>
internal sealed class Card
{
    /// <summary>Card number.</summary>
    public required string Pan { get; init; }

    /// <summary>Expiry, YYMM: good to the end of that month.</summary>
    public required string Expiry { get; init; }

    /// <summary>Brand, for people.</summary>
    public required string Brand { get; init; }

    /// <summary>Id of its product in the card programme.</summary>
    public string Product { get; init; } = "amex";

    /// <summary>Id of its region in the card programme.</summary>
    public string Region { get; init; } = "eu";

    /// <summary>Issued, active or blocked; <see cref="StatusAt"/> knows the date too.</summary>
    public CardStatus Status { get; init; }

    /// <summary>Holder's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Holder's date of birth, or null when it is not known.</summary>
    public DateOnly? BirthDate { get; init; }

    /// <summary>Holder's phone, with the country's code, or null when it is not known.</summary>
    public string? Phone { get; init; }

    /// <summary>User id of the online account that has the card, or null.</summary>
    public string? UserId { get; init; }

    /// <summary>Available funds in minor units; null is unlimited.</summary>
    public long? Available { get; init; }

    /// <summary>What may be approved on one day, in minor units, if the product does not say less; null is any amount.</summary>
    public long? DailyLimit { get; init; }

    /// <summary>How many may be approved on one day, if the product does not say less; null is any number.</summary>
    public long? DailyCount { get; init; }

    /// <summary>Processing codes, separated by spaces, that this card is refused with 119; null is none.</summary>
    public string? RefusedTypes { get; init; }

    /// <summary>PVV key index, one digit.</summary>
    public int KeyIndex { get; init; }

    /// <summary>PIN verification values, four digits for each group of four PIN digits; null while it has no PIN.</summary>
    public string? Pvv { get; init; }

    /// <summary>How many digits the PIN has; 0 while it has none.</summary>
    public int PinLength { get; init; }

    /// <summary>Wrong PINs since the last right one.</summary>
    public int WrongTries { get; init; }

    /// <summary>When too many wrong PINs locked the card, or null.</summary>
    public DateTimeOffset? LockedAt { get; init; }

    /// <summary>When the issuer last unlocked the card, or null.</summary>
    public DateTimeOffset? UnlockedAt { get; init; }

    /// <summary>Where the card is in its life: good to the end of its month (UTC).</summary>
    public CardStatus StatusAt(DateTimeOffset now) =>
        string.CompareOrdinal(Expiry, now.UtcDateTime.ToString("yyMM", CultureInfo.InvariantCulture)) < 0 ? CardStatus.Expired : Status;
}
