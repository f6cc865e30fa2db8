namespace Kiosk.Bench.Costs;

/// <summary>The purchase whose costs are told: parking for 60 minutes, with the first of the published test cards.</summary>
internal static class Sale
{
    public const string Minutes = "60";
    public const string CardNumber = "371449635398431";
    public const string Expiry = "2912";
    public const string Pin = "4071";
}
