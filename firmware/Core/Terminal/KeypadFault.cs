namespace Kiosk.Core.Terminal
{
    /// <summary>What is wrong with the keypad.</summary>
    public enum KeypadFault
    {
        /// <summary>Nothing.</summary>
        None,

        /// <summary>A key has stayed closed for so long that no finger is on it; the others work.</summary>
        StuckKey,

        /// <summary>The port expander does not answer.</summary>
        NoExpander,

        /// <summary>The scan has met errors, a bug of the firmware; it goes on.</summary>
        ScanErrors,
    }
}
