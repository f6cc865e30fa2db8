namespace Kiosk.Issuer.Cards;

/// <summary>What came of a PIN.</summary>
internal enum PinCheck
{
    /// <summary>It is the card's; all tries are there again.</summary>
    Right,

    /// <summary>It is not, and a try is gone.</summary>
    Wrong,

    /// <summary>It is not, and this one has locked the card.</summary>
    NowLocked,

    /// <summary>The card is locked: the PIN was not looked at.</summary>
    Locked,
}
