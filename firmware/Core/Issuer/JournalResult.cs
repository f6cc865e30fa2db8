namespace Kiosk.Core.Issuer
{
    /// <summary>How a purchase ended.</summary>
    public enum JournalResult
    {
        /// <summary>Approved: the card is charged.</summary>
        Approved = 1,

        /// <summary>Declined by the issuer, with an action code.</summary>
        Declined = 2,

        /// <summary>Reversed: there was no answer, or one that settles nothing, and the issuer has acknowledged the reversal.</summary>
        Reversed = 3,

        /// <summary>The request provably never left.</summary>
        NotSent = 4,
    }
}
