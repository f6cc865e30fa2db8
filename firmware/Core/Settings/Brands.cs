using System;

namespace Kiosk.Core.Settings
{
    /// <summary>Card brands, as a set.</summary>
    [Flags]
    public enum Brands
    {
        /// <summary>None, or one that is not known here.</summary>
        None = 0,

        /// <summary>American Express.</summary>
        Amex = 1,

        /// <summary>Visa.</summary>
        Visa = 2,

        /// <summary>Mastercard.</summary>
        Mastercard = 4,

        /// <summary>Discover.</summary>
        Discover = 8,

        /// <summary>JCB.</summary>
        Jcb = 16,

        /// <summary>Diners Club.</summary>
        Diners = 32,

        /// <summary>UnionPay.</summary>
        UnionPay = 64,

        /// <summary>Maestro.</summary>
        Maestro = 128,
    }
}
