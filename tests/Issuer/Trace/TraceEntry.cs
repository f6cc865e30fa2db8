namespace Kiosk.Issuer;

/// <summary>What happened between kiosk and issuer, one message or event. Holds no secret.</summary>
/// <param name="Time">When, by the issuer's clock, UTC.</param>
/// <param name="Direction">Received, sent, or a note.</param>
/// <param name="Type">Message type, four digits; empty when there is none.</param>
/// <param name="Fields">The message's data elements in ascending order; empty when there is no message.</param>
/// <param name="Remark">What to know about it, or null.</param>
public sealed record TraceEntry(
    DateTimeOffset Time,
    TraceDirection Direction,
    string Type,
    IReadOnlyList<TraceField> Fields,
    string? Remark);
