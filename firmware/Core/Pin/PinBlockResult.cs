namespace Kiosk.Core.Pin
{
    /// <summary>What is wrong with a PIN block, or with what one is to be made of.</summary>
    public enum PinBlockResult
    {
        /// <summary>Nothing.</summary>
        Good,

        /// <summary>The control field is not that of the format.</summary>
        Control,

        /// <summary>The length is under 4 or over 12, not that of the PIN, or more than the PIN's buffer takes.</summary>
        Length,

        /// <summary>A digit of the PIN is none, or not that of the PIN.</summary>
        Digit,

        /// <summary>The fill is not that of the format, or not the one drawn.</summary>
        Fill,

        /// <summary>The account is not that of the card; or the format needs a card number of 8 to 19 digits, or allows none.</summary>
        Account,

        /// <summary>The block has not as many bytes as one of the format.</summary>
        Size,
    }
}
