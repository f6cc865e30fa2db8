namespace Kiosk.Bench.Web.Requests;

/// <summary>A finger presses or leaves a key.</summary>
/// <param name="Key">The key's legend, one character.</param>
/// <param name="Down">Whether it is pressed.</param>
internal sealed record KeyRequest(string? Key, bool? Down);
