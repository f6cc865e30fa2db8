namespace Kiosk.Bench.Web.Requests;

/// <summary>The true time is moved forward.</summary>
/// <param name="Hours">By how many hours, 1 to 744.</param>
internal sealed record ClockRequest(int? Hours);
