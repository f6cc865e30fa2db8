namespace Kiosk.Issuer.Cards;

/// <summary>What was said to a STAN.</summary>
/// <param name="LocalTime">DE 12 of the request.</param>
/// <param name="Card">Keyed hash of its card number.</param>
/// <param name="Amount">Its amount.</param>
/// <param name="Processing">Its processing code.</param>
/// <param name="Decision">The answer.</param>
/// <param name="Ledger">Number of its ledger entry; null for an inquiry.</param>
internal sealed record StoredAnswer(string LocalTime, string Card, long Amount, string Processing, Decision Decision, long? Ledger)
{
    /// <summary>True when this is the request that was answered.</summary>
    public bool Answers(CardRequest request, string card) =>
        LocalTime == request.LocalTime && Card == card && Amount == request.Amount && Processing == request.Processing;

    /// <summary>True when this is the request that a reversal names.</summary>
    public bool IsReversedBy(CardRequest reversal, string card) =>
        LocalTime == reversal.LocalTime && Card == card && Amount == reversal.Amount && Processing == reversal.Processing;
}
