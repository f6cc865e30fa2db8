namespace Kiosk.Core.Issuer
{
    /// <summary>What came of loading an initial key into <see cref="TerminalKeys"/>.</summary>
    public enum KeyLoad
    {
        /// <summary>It is loaded and on flash.</summary>
        Good,

        /// <summary>The key block is refused, or not what this terminal loads. Nothing was changed.</summary>
        Refused,

        /// <summary>The terminal has made transactions with this initial key: its KSNs would come a second time (RULES.md, K2). Nothing was changed.</summary>
        UsedBefore,

        /// <summary>Flash did not keep it.</summary>
        Storage,
    }
}
