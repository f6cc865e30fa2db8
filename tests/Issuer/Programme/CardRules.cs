namespace Kiosk.Issuer.Programme;

/// <summary>What holds for one card: its product's rules in its region, and its own limits.</summary>
/// <param name="PinLength">Digits of its next PIN. The PIN that it has may be of another length.</param>
/// <param name="PinMayBeChosen">Whether the holder may set a PIN.</param>
/// <param name="PinMayBeChanged">Whether the holder may change a PIN.</param>
/// <param name="CashAdvance">Cash; null where there is none.</param>
/// <param name="DailyAmount">Most on one day (UTC), minor units; null is any amount.</param>
/// <param name="DailyCount">Most approvals on one day (UTC); null is any number.</param>
/// <param name="StandInAmount">Most on one day (UTC) while a stand-in decides, minor units; null is nothing.</param>
/// <param name="PinTries">Wrong PINs that lock the card.</param>
/// <param name="LockTime">How long it stays locked.</param>
/// <param name="ServicePhone">The number on the back of the card; null where there is none.</param>
internal sealed record CardRules(
    int PinLength,
    bool PinMayBeChosen,
    bool PinMayBeChanged,
    CashAdvance? CashAdvance,
    long? DailyAmount,
    long? DailyCount,
    long? StandInAmount,
    int PinTries,
    TimeSpan LockTime,
    string? ServicePhone);
