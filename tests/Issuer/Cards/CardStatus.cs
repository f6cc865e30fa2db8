namespace Kiosk.Issuer.Cards;

/// <summary>Where a card is in its life.</summary>
internal enum CardStatus
{
    /// <summary>In use.</summary>
    Active,

    /// <summary>Issued, not yet activated by its holder: action code 125.</summary>
    Issued,

    /// <summary>Blocked: action code 104.</summary>
    Blocked,

    /// <summary>Its last month is over: action code 101. Never on file: the date says it.</summary>
    Expired,
}
