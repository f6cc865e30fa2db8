using Kiosk.Issuer;

namespace Kiosk.Bench.Web.Views;

/// <summary>A message between kiosk and issuer, or an event, as masked by the issuer.</summary>
/// <param name="Id">Running number, from 1.</param>
/// <param name="Time">When, UTC.</param>
/// <param name="Direction"><c>request</c>, <c>answer</c> or <c>note</c>.</param>
/// <param name="Type">Message type, or empty.</param>
/// <param name="Fields">Data elements.</param>
/// <param name="Remark">What to know about it, or null.</param>
internal sealed record TraceView(long Id, DateTimeOffset Time, string Direction, string Type, IReadOnlyList<TraceField> Fields, string? Remark)
{
    /// <summary>Makes it.</summary>
    public static TraceView Of(long id, TraceEntry entry) => new(
        id,
        entry.Time,
        entry.Direction switch
        {
            TraceDirection.Received => "request",
            TraceDirection.Sent => "answer",
            _ => "note",
        },
        entry.Type,
        entry.Fields,
        entry.Remark);
}
