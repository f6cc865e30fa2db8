namespace Kiosk.Core.Issuer
{
    /// <summary>What came of a request to the issuer.</summary>
    public enum Outcome
    {
        /// <summary>There is none yet.</summary>
        None,

        /// <summary>000: approved.</summary>
        Approved,

        /// <summary>117: the PIN is wrong.</summary>
        IncorrectPin,

        /// <summary>106: the issuer has locked the card for PIN transactions.</summary>
        PinTriesExceeded,

        /// <summary>126, 127: the issuer does not take the new PIN; the current one was right.</summary>
        NewPinRefused,

        /// <summary>101: expired.</summary>
        Expired,

        /// <summary>104, 119: this card may not do this.</summary>
        NotPermitted,

        /// <summary>111: no such card.</summary>
        UnknownCard,

        /// <summary>125: not activated.</summary>
        NotActivated,

        /// <summary>116: not enough funds.</summary>
        InsufficientFunds,

        /// <summary>121, 123: a limit is reached.</summary>
        LimitReached,

        /// <summary>110: the amount is not valid.</summary>
        InvalidAmount,

        /// <summary>100 and codes that say no more: declined.</summary>
        Declined,

        /// <summary>122: security violation.</summary>
        SecurityViolation,

        /// <summary>109, 904, 909, 912, 913: the request failed; it is not sent again.</summary>
        ProcessingError,

        /// <summary>907, 908, 910, 911, or no connection: the issuer cannot be reached. The request never left, or was not processed.</summary>
        IssuerUnavailable,

        /// <summary>120: this terminal may not do this.</summary>
        TerminalNotPermitted,

        /// <summary>No answer in time, or none that counts: a reversal is owed; of a PIN change nobody knows what came.</summary>
        NoAnswer,
    }
}
