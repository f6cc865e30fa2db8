namespace Kiosk.Core.Card
{
    /// <summary>What came of reading a card.</summary>
    public enum CardResult
    {
        /// <summary>A card: number, expiry, and a check digit that is right.</summary>
        Good,

        /// <summary>No start sentinel, end sentinel or separator where track 2 has one, or a character that it does not know (ISO/IEC 7813).</summary>
        BadFormat,

        /// <summary>The card number is shorter than 8 or longer than 19 digits (ISO/IEC 7812-1).</summary>
        BadLength,

        /// <summary>The check digit of the card number is wrong (ISO/IEC 7812-1, annex B).</summary>
        BadCheckDigit,

        /// <summary>The expiry date is not a month.</summary>
        BadExpiry,
    }
}
