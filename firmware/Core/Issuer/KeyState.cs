namespace Kiosk.Core.Issuer
{
    /// <summary>How the terminal's keys stand.</summary>
    public enum KeyState
    {
        /// <summary>Never loaded: a fresh terminal, or one whose loading was interrupted before its first transaction.</summary>
        None,

        /// <summary>There is a key for the next transaction.</summary>
        Ready,

        /// <summary>Every key has been used.</summary>
        UsedUp,

        /// <summary>The terminal has been in use, and its keys are missing or damaged.</summary>
        Lost,

        /// <summary>The keys are those of another message profile than nf.config names.</summary>
        OtherProfile,

        /// <summary>They were erased in service mode.</summary>
        Erased,

        /// <summary>They were erased because the tamper loop was open.</summary>
        Tampered,
    }
}
