namespace Kiosk.Issuer.Accounts;

/// <summary>What came of an attempt to sign in.</summary>
internal enum SignInOutcome
{
    /// <summary>User id and password are right.</summary>
    Right,

    /// <summary>One of them is not; which is not said.</summary>
    Wrong,

    /// <summary>Too many wrong attempts with this user id: the password was not looked at.</summary>
    Locked,
}
