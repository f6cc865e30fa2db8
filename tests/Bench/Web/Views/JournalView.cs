using System.Globalization;
using Kiosk.Core.Issuer;
using Kiosk.Core.Settings;

namespace Kiosk.Bench.Web.Views;

/// <summary>A purchase in the kiosk's journal.</summary>
/// <param name="Time">When it was asked for, UTC.</param>
/// <param name="Card">The last four digits of the card number.</param>
/// <param name="Amount">In major units, with its currency.</param>
/// <param name="State"><c>approved</c>, <c>declined</c>, <c>reversed</c> or <c>not sent</c>.</param>
/// <param name="Action">Action code, or null.</param>
/// <param name="Stan">Audit number.</param>
internal sealed record JournalView(DateTimeOffset Time, string Card, string Amount, string State, string? Action, string Stan)
{
    /// <summary>Makes it; the journal's own times are local.</summary>
    public static JournalView Of(JournalEntry entry, KioskSettings settings) => new(
        DateTimeOffset.FromUnixTimeSeconds(entry.Time - (settings.UtcOffsetMinutes * 60L)),
        entry.LastFour.ToString("D4", CultureInfo.InvariantCulture),
        LedgerView.Major(entry.Amount, settings),
        entry.Result == JournalResult.NotSent ? "not sent" : entry.Result.ToString().ToLowerInvariant(),
        entry.Code < 0 ? null : entry.Code.ToString("D3", CultureInfo.InvariantCulture),
        entry.Stan.ToString("D6", CultureInfo.InvariantCulture));
}
