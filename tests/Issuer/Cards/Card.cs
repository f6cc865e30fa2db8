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

    /// <summary>Active, not activated or blocked.</summary>
    public CardStatus Status { get; init; }

    /// <summary>Available funds in minor units; null is unlimited.</summary>
    public long? Available { get; init; }

    /// <summary>What may be approved on one day, in minor units; null is any amount.</summary>
    public long? DailyLimit { get; init; }

    /// <summary>Processing codes, separated by spaces, that this card is refused with 119; null is none.</summary>
    public string? RefusedTypes { get; init; }

    /// <summary>PVV key index, one digit.</summary>
    public int KeyIndex { get; init; }

    /// <summary>PIN verification values, four digits for each group of four PIN digits.</summary>
    public required string Pvv { get; init; }

    /// <summary>How many digits the PIN has.</summary>
    public int PinLength { get; init; }

    /// <summary>Wrong PINs since the last right one.</summary>
    public int WrongTries { get; init; }

    /// <summary>When too many wrong PINs locked the card, or null.</summary>
    public DateTimeOffset? LockedAt { get; init; }

    /// <summary>When the issuer last unlocked the card, or null.</summary>
    public DateTimeOffset? UnlockedAt { get; init; }
}
