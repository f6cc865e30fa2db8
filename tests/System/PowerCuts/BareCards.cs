using Kiosk.Issuer;

namespace Kiosk.EndToEnd.PowerCuts;

/// <summary>Test cards by what they are for.</summary>
internal static class BareCards
{
    /// <summary>The card that pays.</summary>
    public static readonly TestCard Amex = Of("371449635398431");

    /// <summary>Another one that pays.</summary>
    public static readonly TestCard Visa = Of("4111111111111111");

    private static TestCard Of(string pan) => BenchIssuer.TestCards.Single(card => card.Pan == pan);
}
