namespace Kiosk.Core.Issuer
{
    /// <summary>What the action codes of ISO 8583:1993 (DE 39) mean for the kiosk.</summary>
    public static class ActionCode
    {
        /// <summary>Approved.</summary>
        public const int Approved = 0;

        /// <summary>Reversal accepted.</summary>
        public const int ReversalAccepted = 400;

        /// <summary>The outcome of an authorization. A code that is not known declines: it never approves.</summary>
        public static Outcome ToOutcome(int code)
        {
            switch (code)
            {
                case Approved: return Outcome.Approved;
                case 101: return Outcome.Expired;
                case 104: case 119: return Outcome.NotPermitted;
                case 106: return Outcome.PinTriesExceeded;
                case 109: case 904: case 909: case 912: case 913: return Outcome.ProcessingError;
                case 110: return Outcome.InvalidAmount;
                case 111: return Outcome.UnknownCard;
                case 116: return Outcome.InsufficientFunds;
                case 117: return Outcome.IncorrectPin;
                case 120: return Outcome.TerminalNotPermitted;
                case 121: case 123: return Outcome.LimitReached;
                case 122: return Outcome.SecurityViolation;
                case 125: return Outcome.NotActivated;
                case 126: case 127: return Outcome.NewPinRefused;
                case 907: case 908: case 910: case 911: return Outcome.IssuerUnavailable;
                default: return Outcome.Declined;
            }
        }

        /// <summary>Whether the issuer may have done it although it did not approve: the reversal of a purchase is then sent.</summary>
        public static bool NeedsReversal(int code)
        {
            return code == 909 || code == 912 || code == 913;
        }
    }
}
