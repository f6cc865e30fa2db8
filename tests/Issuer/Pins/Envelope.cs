namespace Kiosk.Issuer.Pins;

/// <summary>An envelope with a PIN, from outside. Deliberately not a record: a record's text would hold the card number.</summary>
internal sealed class Envelope
{
    /// <summary>Running number.</summary>
    public required long Number { get; init; }

    /// <summary>Card number.</summary>
    public required string Pan { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>When it is in the holder's hands.</summary>
    public required DateTimeOffset ArrivesAt { get; init; }

    /// <summary>When it was opened, or null.</summary>
    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>Whether the PIN in force is in it: not opened, and no newer PIN has come.</summary>
    public bool IsSealed { get; init; }
}
