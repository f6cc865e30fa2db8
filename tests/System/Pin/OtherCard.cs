namespace Kiosk.EndToEnd.Pin;

/// <summary>A case and a card number other than its own.</summary>
public sealed record OtherCard(PinCase Case, string Pan);
