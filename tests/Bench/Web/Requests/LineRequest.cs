namespace Kiosk.Bench.Web.Requests;

/// <summary>A technician's serial terminal sends a line.</summary>
/// <param name="Line">Without its line end: 1 to 512 printable ASCII characters.</param>
internal sealed record LineRequest(string? Line);
