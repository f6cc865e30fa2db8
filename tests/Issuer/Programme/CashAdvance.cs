namespace Kiosk.Issuer.Programme;

/// <summary>What a product says about cash.</summary>
/// <param name="FeeMinimum">Least fee, minor units, 0 or more.</param>
/// <param name="FeeRate">Fee in hundredths of a percent of the amount, 0 to 10,000.</param>
/// <param name="Limit">Most cash on one day, minor units, without fees; 1 or more.</param>
internal sealed record CashAdvance(long FeeMinimum, int FeeRate, long Limit)
{
    private const int WholeRate = 10_000;

    /// <summary>The fee for an amount, minor units, rounded up.</summary>
    public long Fee(long amount) => Math.Max(FeeMinimum, (long)(((Int128)amount * FeeRate + WholeRate - 1) / WholeRate));
}
