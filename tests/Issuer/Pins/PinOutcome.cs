namespace Kiosk.Issuer.Pins;

/// <summary>What came of a PIN service.</summary>
public enum PinOutcome
{
    /// <summary>Done; of a PIN: it may be taken.</summary>
    Done,

    /// <summary>There is no such card.</summary>
    UnknownCard,

    /// <summary>The card's last month is over.</summary>
    Expired,

    /// <summary>The card is blocked.</summary>
    Blocked,

    /// <summary>The card is to be activated first.</summary>
    NotActivated,

    /// <summary>The card's product or region does not have this.</summary>
    NotAllowed,

    /// <summary>The card has no PIN that could be changed.</summary>
    NoPin,

    /// <summary>The card is locked.</summary>
    Locked,

    /// <summary>The current PIN is wrong; a try is gone.</summary>
    WrongPin,

    /// <summary>The new PIN was entered in two different ways.</summary>
    Different,

    /// <summary>The PIN has not the length that product and region ask for.</summary>
    WrongLength,

    /// <summary>Each digit is one more than the one before, or each is one less: 1234, 7890, 4321.</summary>
    Run,

    /// <summary>It is one digit again and again: 1111.</summary>
    Repeat,

    /// <summary>It is made of the holder's date of birth.</summary>
    BirthDate,

    /// <summary>It is a part of the card number.</summary>
    CardNumber,
}
