namespace Kiosk.Issuer.Cards;

/// <summary>What the issuer answers.</summary>
/// <param name="Action">Action code, DE 39.</param>
/// <param name="Remark">Why, for people; no secret in it.</param>
internal sealed record Decision(string Action, string? Remark = null)
{
    /// <summary>Retrieval reference number, DE 37, or null in an answer that has none.</summary>
    public string? Rrn { get; init; }

    /// <summary>What is charged besides the amount, minor units.</summary>
    public long Fee { get; init; }

    /// <summary>Whether a stand-in decided.</summary>
    public bool IsStandIn { get; init; }

    /// <summary>Approval code, DE 38, or null.</summary>
    public string? Approval { get; init; }

    /// <summary>DE 48, or null.</summary>
    public string? Private { get; init; }
}
