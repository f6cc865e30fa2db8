namespace Kiosk.Core.Pin
{
    /// <summary>The PIN block formats of ISO 9564-1; the value is the control field.</summary>
    public enum PinBlockFormat
    {
        /// <summary>Fill F, bound to the account; under TDES.</summary>
        Format0 = 0,

        /// <summary>Fill left to chance, bound to no account; under TDES. Only where there is no card number (K10).</summary>
        Format1,

        /// <summary>Fill F, bound to no account; between a reader and a chip card. Only where there is no card number (K10).</summary>
        Format2,

        /// <summary>Fill A to F at random, bound to the account; under TDES.</summary>
        Format3,

        /// <summary>Two fields of 16 bytes, bound to the account; under AES.</summary>
        Format4,
    }
}
