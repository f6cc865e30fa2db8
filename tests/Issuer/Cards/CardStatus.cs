namespace Kiosk.Issuer.Cards;

/// <summary>What the issuer has decided about a card.</summary>
internal enum CardStatus
{
    /// <summary>In use.</summary>
    Active,

    /// <summary>Issued, not yet activated by its holder: action code 125.</summary>
    NotActivated,

    /// <summary>Blocked: action code 104.</summary>
    Blocked,
}
