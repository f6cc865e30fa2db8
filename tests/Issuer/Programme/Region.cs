namespace Kiosk.Issuer.Programme;

/// <summary>Where a card was issued: what holds there for each product. A region only takes away, but that its PINs may have a length of their own.</summary>
/// <param name="Id">What cards refer to: 1 to 32 small letters, digits and hyphens.</param>
/// <param name="Name">For people.</param>
/// <param name="PinLength">Digits of a PIN, 4 to 12; null is what the product says.</param>
/// <param name="PinMayBeChosen">False where a PIN only comes by mail.</param>
/// <param name="PinMayBeChanged">False where no PIN may be changed.</param>
/// <param name="CashAdvanceAllowed">False where there is no cash on a card.</param>
internal sealed record Region(
    string Id,
    string Name,
    int? PinLength = null,
    bool PinMayBeChosen = true,
    bool PinMayBeChanged = true,
    bool CashAdvanceAllowed = true);
