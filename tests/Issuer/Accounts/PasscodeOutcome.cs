namespace Kiosk.Issuer.Accounts;

/// <summary>What came of a one-time passcode.</summary>
internal enum PasscodeOutcome
{
    /// <summary>It is right, and used up.</summary>
    Right,

    /// <summary>It is not.</summary>
    Wrong,

    /// <summary>None is in force: none was issued for this, it was used, it is older than ten minutes, or five wrong ones were entered.</summary>
    None,
}
