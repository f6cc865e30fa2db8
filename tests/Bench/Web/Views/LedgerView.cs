using System.Globalization;
using Kiosk.Core.Settings;
using Kiosk.Issuer;

namespace Kiosk.Bench.Web.Views;

/// <summary>A purchase in the issuer's ledger.</summary>
/// <param name="Number">Running number.</param>
/// <param name="Time">When, UTC.</param>
/// <param name="Card">Masked card number.</param>
/// <param name="Amount">In major units, with its currency.</param>
/// <param name="State"><c>approved</c>, <c>declined</c> or <c>reversed</c>.</param>
/// <param name="Action">Action code.</param>
/// <param name="Stan">Audit number.</param>
/// <param name="Approval">Approval code, or null.</param>
/// <param name="IsStandIn">Whether a stand-in decided.</param>
internal sealed record LedgerView(
    long Number, DateTimeOffset Time, string Card, string Amount, string State, string Action, string Stan, string? Approval, bool IsStandIn)
{
    /// <summary>Makes it; a currency that is not the kiosk's keeps its number and its minor units.</summary>
    public static LedgerView Of(LedgerEntry entry, KioskSettings? settings) => new(
        entry.Number,
        entry.Time,
        entry.MaskedPan,
        settings is null || entry.Currency != settings.CurrencyNumber.ToString("D3", CultureInfo.InvariantCulture)
            ? $"{entry.Amount} minor units of currency {entry.Currency}"
            : Major(entry.Amount, settings),
        entry.State.ToString().ToLowerInvariant(),
        entry.ActionCode,
        entry.Stan,
        entry.ApprovalCode,
        entry.IsStandIn);

    /// <summary>Minor units of the kiosk's currency in major ones.</summary>
    public static string Major(long amount, KioskSettings settings)
    {
        decimal scale = (decimal)Math.Pow(10, settings.CurrencyDigits);
        return (amount / scale).ToString($"F{settings.CurrencyDigits}", CultureInfo.InvariantCulture) + " " + settings.Currency;
    }
}
