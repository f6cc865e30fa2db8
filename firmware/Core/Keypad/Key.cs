namespace Kiosk.Core.Keypad
{
    /// <summary>What a key means. The digits are their own numbers.</summary>
    public enum Key : byte
    {
        /// <summary>The digit 0; 1 to 9 follow.</summary>
        Digit0 = 0,

        /// <summary>The digit 9.</summary>
        Digit9 = 9,

        /// <summary>Confirms.</summary>
        Enter = 10,

        /// <summary>Empties the field.</summary>
        Clear = 11,

        /// <summary>Ends the transaction.</summary>
        Cancel = 12,

        /// <summary>Another way: a menu, or keying the card number.</summary>
        Menu = 13,

        /// <summary>The next language.</summary>
        Language = 14,

        /// <summary>No key.</summary>
        None = 255,
    }
}
