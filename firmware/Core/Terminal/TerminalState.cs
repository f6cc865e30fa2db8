namespace Kiosk.Core.Terminal
{
    /// <summary>What the terminal is doing.</summary>
    public enum TerminalState
    {
        /// <summary>It takes no customers; the screen says why.</summary>
        OutOfService,

        /// <summary>It waits for a customer.</summary>
        Idle,

        /// <summary>Service mode.</summary>
        Service,

        /// <summary>What else there is than paying is chosen.</summary>
        Menu,

        /// <summary>A language is chosen.</summary>
        Languages,

        /// <summary>Parking: minutes are entered.</summary>
        Minutes,

        /// <summary>It is known what the customer wants; it waits for a card.</summary>
        Card,

        /// <summary>A card could not be read; the next one may come, and soon it waits for one again.</summary>
        CardError,

        /// <summary>The card number is keyed.</summary>
        CardNumber,

        /// <summary>The expiry date is keyed.</summary>
        CardExpiry,

        /// <summary>The issuer is asked how a card stands: because it is locked here, or because the customer asks.</summary>
        Inquiry,

        /// <summary>PIN entry waits: too many PINs were not approved lately (P9).</summary>
        PinWait,

        /// <summary>The PIN is entered.</summary>
        Pin,

        /// <summary>The new PIN is entered.</summary>
        NewPin,

        /// <summary>The new PIN is entered a second time.</summary>
        NewPinAgain,

        /// <summary>The PIN is enciphered, or none is needed; a connection is being opened.</summary>
        Connecting,

        /// <summary>The request is under way.</summary>
        Sending,

        /// <summary>The PIN was wrong, and there are tries left.</summary>
        IncorrectPin,

        /// <summary>The result is shown.</summary>
        Result,
    }
}
