namespace Kiosk.Core.Pin
{
    /// <summary>What the check of a clear PIN block found.</summary>
    public enum PinBlockResult
    {
        /// <summary>The block is what this PIN and this card give.</summary>
        Good,

        /// <summary>The control field is not that of the format.</summary>
        Control,

        /// <summary>The length is under 4 or over 12, or not that of the PIN.</summary>
        Length,

        /// <summary>A digit is not that of the PIN.</summary>
        Digit,

        /// <summary>The fill is not that of the format.</summary>
        Fill,

        /// <summary>The account field is not that of the card.</summary>
        Account,
    }
}
