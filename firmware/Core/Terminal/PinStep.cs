namespace Kiosk.Core.Terminal
{
    /// <summary>What comes after a key of PIN entry.</summary>
    internal enum PinStep
    {
        /// <summary>The entry goes on.</summary>
        Entry,

        /// <summary>The PIN of the card is entered.</summary>
        Entered,

        /// <summary>The new PIN is to be entered again.</summary>
        Repeat,

        /// <summary>The new PIN was entered twice.</summary>
        Chosen,

        /// <summary>The new PIN is not taken: another one.</summary>
        Refused,

        /// <summary>Too many new PINs were not taken.</summary>
        GivenUp,
    }
}
