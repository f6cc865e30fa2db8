namespace Kiosk.Core.Card
{
    /// <summary>How a card number came in (DE 22, position 7).</summary>
    public enum CardEntry
    {
        /// <summary>There is none.</summary>
        None,

        /// <summary>A reader sent track 2.</summary>
        Track2,

        /// <summary>The customer keyed it.</summary>
        Keyed,
    }
}
