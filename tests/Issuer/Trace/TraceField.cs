namespace Kiosk.Issuer;

/// <summary>A data element as people may see it.</summary>
/// <param name="Number">DE number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value; card number, track 2, PIN block, KSN and expiry are masked.</param>
public sealed record TraceField(int Number, string Name, string Value);
