namespace Kiosk.Bench.Web.Requests;

/// <summary>A test card is inserted, or unlocked by its issuer.</summary>
/// <param name="Number">Its number.</param>
internal sealed record CardRequest(string? Number);
