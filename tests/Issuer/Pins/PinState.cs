namespace Kiosk.Issuer.Pins;

/// <summary>Whether a card has a PIN that its holder can know.</summary>
internal enum PinState
{
    /// <summary>It has none.</summary>
    None,

    /// <summary>It has one, in an envelope that has not been opened.</summary>
    Mailed,

    /// <summary>It has one.</summary>
    Set,
}
