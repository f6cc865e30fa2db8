namespace Kiosk.Core.Terminal
{
    /// <summary>What the kiosk lets hear. All have the same pitch; their rhythm tells them apart.</summary>
    internal enum Sound
    {
        /// <summary>A key, whichever it is (RULES.md, P3): one short tone.</summary>
        Key,

        /// <summary>Approved: three short tones.</summary>
        Approved,

        /// <summary>Everything else that ends a customer's way without a charge, but not what the customer wanted: one long tone.</summary>
        Declined,
    }
}
