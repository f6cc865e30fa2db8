using Kiosk.Issuer.Programme;

namespace Kiosk.Issuer.Pins;

/// <summary>How a card and its PIN stand.</summary>
/// <param name="State">Whether there is a PIN.</param>
/// <param name="Arrives">When the envelope arrives or arrived, while the PIN is <see cref="PinState.Mailed"/>; else null.</param>
/// <param name="TriesLeft">Tries left, 0 while the card is locked.</param>
/// <param name="LockedUntil">Until when the card is locked, or null.</param>
/// <param name="Rules">What product and region allow.</param>
internal sealed record PinStatus(PinState State, DateTimeOffset? Arrives, int TriesLeft, DateTimeOffset? LockedUntil, CardRules Rules);
