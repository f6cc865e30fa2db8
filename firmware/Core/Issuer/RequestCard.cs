namespace Kiosk.Core.Issuer
{
    /// <summary>What a message says of the card. The arrays belong to whoever holds the card, and are wiped there.</summary>
    public sealed class RequestCard
    {
        /// <summary>Most digits of a card number (ISO/IEC 7812-1).</summary>
        public const int LongestNumber = 19;

        /// <summary>The card number, ASCII digits: DE 2.</summary>
        public readonly byte[] Number;

        /// <summary>The expiry date, ASCII, YYMM: DE 14.</summary>
        public readonly byte[] Expiry;

        /// <summary>Track 2 without its sentinels, ASCII: DE 35.</summary>
        public readonly byte[] Track2;

        /// <summary>Digits of <see cref="Number"/> that count.</summary>
        public int NumberLength;

        /// <summary>Characters of <see cref="Track2"/> that count; 0 for a keyed card.</summary>
        public int Track2Length;

        /// <summary>Creates it over the arrays of a card.</summary>
        public RequestCard(byte[] number, byte[] expiry, byte[] track2)
        {
            Number = number;
            Expiry = expiry;
            Track2 = track2;
        }

        /// <summary>Whether the card was read, and not keyed: DE 22, position 7.</summary>
        public bool WasRead
        {
            get { return Track2Length > 0; }
        }
    }
}
