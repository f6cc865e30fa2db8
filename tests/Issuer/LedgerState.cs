namespace Kiosk.Issuer;

/// <summary>What became of a purchase.</summary>
public enum LedgerState
{
    /// <summary>Charged.</summary>
    Approved,

    /// <summary>Not charged.</summary>
    Declined,

    /// <summary>Charged and given back.</summary>
    Reversed,
}
