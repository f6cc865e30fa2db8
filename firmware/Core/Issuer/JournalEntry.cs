namespace Kiosk.Core.Issuer
{
    /// <summary>One purchase in the journal.</summary>
    public sealed class JournalEntry
    {
        /// <summary>Its systems trace audit number.</summary>
        public int Stan;

        /// <summary>Local time of the request (DE 12), in seconds since 1970.</summary>
        public long Time;

        /// <summary>Amount in minor units.</summary>
        public long Amount;

        /// <summary>The last four digits of the card number: 0 to 9999.</summary>
        public int LastFour;

        /// <summary>How it ended.</summary>
        public JournalResult Result;

        /// <summary>The issuer's action code, 0 to 999; -1 when there was none.</summary>
        public int Code;
    }
}
