using Kiosk.Bench.Rig;
using Kiosk.Core.Settings;
using Kiosk.Issuer;

namespace Kiosk.Bench.Web.Views;

/// <summary>What does not change while a bench runs.</summary>
/// <param name="Legend">The keys, row after row.</param>
/// <param name="Columns">Keys in a row.</param>
/// <param name="Mode"><c>parking</c> or <c>toll</c>.</param>
/// <param name="Terminal">Terminal id.</param>
/// <param name="Location">Name and location.</param>
/// <param name="Profile">Message profile, <c>aes</c> or <c>tdes</c>; empty when nf.config is refused.</param>
/// <param name="UtcOffset">Local time less UTC, in minutes.</param>
/// <param name="HasReader">Whether there is a card reader.</param>
/// <param name="HasServiceSwitch">Whether there is a service switch, and with it a service mode.</param>
/// <param name="HasTamperLoop">Whether there is a tamper loop.</param>
/// <param name="CurrencyDigits">Digits after the point of an amount.</param>
/// <param name="Currency">Its currency.</param>
/// <param name="Cards">The published test cards.</param>
internal sealed record SetupView(
    string Legend,
    int Columns,
    string Mode,
    string Terminal,
    string Location,
    string Profile,
    int UtcOffset,
    bool HasReader,
    bool HasServiceSwitch,
    bool HasTamperLoop,
    int CurrencyDigits,
    string Currency,
    IReadOnlyList<TestCard> Cards)
{
    /// <summary>Makes it.</summary>
    public static SetupView Of(KioskRig rig)
    {
        // A kiosk that refuses its nf.config has keys and a reader all the same; nothing comes of using them.
        KioskSettings settings = rig.Settings ?? new KioskSettings { HasReader = true };
        return new SetupView(
            settings.KeyLegend,
            settings.ColumnPins.Length,
            settings.Mode.ToString().ToLowerInvariant(),
            settings.TerminalId,
            settings.Location,
            rig.Settings?.Profile.ToString().ToLowerInvariant() ?? "",
            settings.UtcOffsetMinutes,
            settings.HasReader,
            settings.ServiceSwitch != KioskSettings.NoPin,
            settings.TamperLoop != KioskSettings.NoPin,
            settings.CurrencyDigits,
            settings.Currency,
            BenchIssuer.TestCards);
    }
}
