using Kiosk.Issuer;

namespace Kiosk.Bench.Rig;

/// <summary>A customer enters a PIN: what can be seen of that from outside the kiosk.</summary>
public sealed class Attempt
{
    /// <summary>The card.</summary>
    public required TestCard Card { get; init; }

    /// <summary>Whether the PIN is that of the card.</summary>
    public required bool IsPinRight { get; init; }

    /// <summary>Whether the PIN is entered to change it: nothing is charged.</summary>
    public bool IsPinChange { get; init; }

    /// <summary>Whether a request has left.</summary>
    public bool HasLeft { get; internal set; }

    /// <summary>Whether the issuer has got it.</summary>
    public bool HasArrived { get; internal set; }

    /// <summary>Whether the customer, or somebody after a restart, has seen APPROVED, or PIN CHANGED where it was to be changed.</summary>
    public bool IsApprovedSeen { get; internal set; }

    /// <summary>STAN of the request; 0 when none has left.</summary>
    public int Stan { get; internal set; }

    /// <summary>Amount of the request in minor units; 0 when none has left.</summary>
    public long Amount { get; internal set; }
}
