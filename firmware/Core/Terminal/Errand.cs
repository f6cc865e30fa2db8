namespace Kiosk.Core.Terminal
{
    /// <summary>What a customer has come for.</summary>
    internal enum Errand
    {
        /// <summary>To pay.</summary>
        Payment,

        /// <summary>To change the PIN of a card.</summary>
        PinChange,

        /// <summary>To ask how a card stands.</summary>
        CardStatus,
    }
}
