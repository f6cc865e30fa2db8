namespace Kiosk.Issuer.Cards;

/// <summary>A setting of a card that cannot be used.</summary>
/// <param name="Setting">Its name, as in cards.json.</param>
/// <param name="Text">What it is and what is allowed, as a sentence goes on after its name.</param>
internal sealed record CardFault(string Setting, string Text);
