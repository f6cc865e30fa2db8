namespace Kiosk.Bench.Web.Requests;

/// <summary>Something is switched on or off.</summary>
/// <param name="On">Which.</param>
internal sealed record SwitchRequest(bool? On);
