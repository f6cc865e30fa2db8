namespace Kiosk.Issuer.Accounts;

/// <summary>Who signs in where: each has user ids of its own.</summary>
public enum Realm
{
    /// <summary>Card holders, in the online account.</summary>
    Holder,

    /// <summary>Customer service.</summary>
    Agent,
}
