namespace Kiosk.Issuer.Programme;

/// <summary>A kind of card, with its rules.</summary>
/// <param name="Id">What cards refer to: 1 to 32 small letters, digits and hyphens.</param>
/// <param name="Name">For people.</param>
/// <param name="PinLength">Digits of a PIN, 4 to 12.</param>
/// <param name="PinMayBeChosen">Whether the holder may set a PIN; else it only comes by mail.</param>
/// <param name="PinMayBeChanged">Whether the holder may change a PIN, online or at a kiosk.</param>
/// <param name="CashAdvance">Cash; null where there is none.</param>
/// <param name="DailyAmount">Most on one day (UTC), minor units, 1 or more; null is any amount.</param>
/// <param name="DailyCount">Most approvals on one day (UTC), 1 or more; null is any number.</param>
/// <param name="StandInAmount">Most on one day (UTC) while a stand-in decides, minor units, 1 or more; null is nothing.</param>
/// <param name="PinTries">Wrong PINs that lock a card, 1 to 9.</param>
/// <param name="LockHours">How long it stays locked, 1 to 8,760 hours.</param>
/// <param name="ServicePhone">Customer service's number, on the back of its cards, as <see cref="PhoneNumber"/> has it; null where there is none.</param>
internal sealed record Product(
    string Id,
    string Name,
    int PinLength = 4,
    bool PinMayBeChosen = true,
    bool PinMayBeChanged = true,
    CashAdvance? CashAdvance = null,
    long? DailyAmount = null,
    int? DailyCount = null,
    long? StandInAmount = null,
    int PinTries = 3,
    int LockHours = 24,
    string? ServicePhone = null);
