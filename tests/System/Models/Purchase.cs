namespace Kiosk.EndToEnd.Models;

/// <summary>A purchase, as the reversal store is told of it.</summary>
/// <param name="Stan">Its STAN.</param>
/// <param name="Number">The card number; empty when a former record has none for the journal.</param>
/// <param name="LastFour">The last four digits that the journal has.</param>
/// <param name="Amount">Minor units.</param>
/// <param name="Time">Seconds since 1970.</param>
/// <param name="WasRead">Whether the card was read.</param>
internal sealed record Purchase(int Stan, string Number, int LastFour, long Amount, long Time, bool WasRead);
