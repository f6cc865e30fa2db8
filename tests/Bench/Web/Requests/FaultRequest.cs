namespace Kiosk.Bench.Web.Requests;

/// <summary>The issuer's link is to behave in some way.</summary>
/// <param name="Fault">A name of <see cref="FaultName"/>.</param>
internal sealed record FaultRequest(string? Fault);
