using Kiosk.Core.Settings;
using static Kiosk.Bench.Fuzz.FindingException;

namespace Kiosk.Bench.Fuzz;

/// <summary>What nf.config and <see cref="KioskSettings"/> document of each value, written down a second time.</summary>
internal static class SettingsCheck
{
    private const int LargestAmount = 99_999_999;
    private const string FourRows = "0123456789*#ABCD";

    /// <summary>Throws when accepted settings have a value that is outside its range, or values that do not go together.</summary>
    public static void Check(KioskSettings s)
    {
        Text(s.TerminalId, 1, 8);
        Text(s.MerchantId, 1, 15);
        Text(s.Location, 1, 40);
        Text(s.Currency, 3, 3);
        Text(s.IssuerHost, 1, 64);
        Text(s.IssuerCa, 1, 16);
        Text(s.TimeServer, 1, 64);
        Unless(Enum.IsDefined(s.Mode) && Enum.IsDefined(s.Language) && Enum.IsDefined(s.Profile), "a mode, language or profile that there is not");
        Range(s.CurrencyNumber, 1, 999, "currency-number");
        Range(s.CurrencyDigits, 0, 3, "currency-digits");
        Range(s.UtcOffsetMinutes, -720, 840, "utc-offset");
        Unless(s.AcceptedBrands != Brands.None && (int)s.AcceptedBrands < 256, "brands");
        Range(s.PinMinimum, 4, 12, "pin.minimum");
        Range(s.PinMaximum, s.PinMinimum, 12, "pin.maximum");
        Unless(s.Profile == MessageProfile.Aes ? s.PinFormat == 4 : s.PinFormat is 0 or 3, $"PIN block format {s.PinFormat} in profile {s.Profile}");
        Range(s.PinTries, 1, 9, "pin.tries");
        Range(s.LockHours, 1, 240, "pin.lock-hours");
        Range(s.IssuerPort, 1, 65535, "issuer.port");
        Range(s.AnswerSeconds, 5, 120, "issuer.answer");
        Unless(s.ServiceCode.Length is >= 6 and <= KioskSettings.LongestCode && s.ServiceCode.All(char.IsAsciiDigit), "service.code");
        Range(s.KeySeconds, 5, 300, "time-out.key");
        Range(s.PinSeconds, 10, 600, "time-out.pin");
        Range(s.ResultSeconds, 1, 60, "time-out.result");
        Range(s.ReaderBaud, 1200, 115200, "reader.baud");
        Unless(s.DisplayAddress is 0x3C or 0x3D, "display.address");
        Tariff(s);
        Keypad(s);
    }

    private static void Tariff(KioskSettings s)
    {
        foreach (int amount in s.TollAmounts)
        {
            Range(amount, 0, LargestAmount, "toll amount");
        }

        if (s.Mode == KioskMode.Toll)
        {
            Range(s.TollAmounts[0], 1, LargestAmount, "toll.class-1");
            return;
        }

        Range(s.ParkingUnitMinutes, 1, 1440, "parking.unit-minutes");
        Range(s.ParkingUnitAmount, 1, LargestAmount, "parking.unit-amount");
        Range(s.ParkingMinimumMinutes, 1, s.ParkingMaximumMinutes, "parking.minimum");
        Range(s.ParkingMaximumMinutes, 1, 9999, "parking.maximum");
        Range(s.ParkingFreeMinutes, 0, 9999, "parking.free");
        Unless(s.ParkingMaximumMinutes % s.ParkingUnitMinutes == 0, "parking.maximum is no multiple of the unit");
        Unless((long)s.ParkingMaximumMinutes / s.ParkingUnitMinutes * s.ParkingUnitAmount <= LargestAmount, "parking.maximum costs more than the display can show");
    }

    private static void Keypad(KioskSettings s)
    {
        Unless(s.RowPins.Length == 4 && s.ColumnPins.Length is 3 or 4, "rows and columns of the keypad");
        bool legend = s.KeyLegend.Length == 4 * s.ColumnPins.Length && s.KeyLegend.Order().SequenceEqual(FourRows.Take(s.KeyLegend.Length).Order());
        Unless(legend, $"legend {s.KeyLegend}");
        int[] pins = [.. s.RowPins, .. s.ColumnPins, s.DisplayData, s.DisplayClock, s.ReaderReceive, s.ReaderSend];
        int[] optional = [.. new[] { s.ServiceSwitch, s.TamperLoop }.Where(pin => pin != KioskSettings.NoPin)];
        int[] all = [.. pins, .. optional];
        Unless(all.All(pin => pin is >= 0 and <= 39) && all.Distinct().Count() == all.Length, "a GPIO that there is not, or one with two uses");
    }

    private static void Range(int value, int least, int most, string name) => Unless(value >= least && value <= most, $"{name} is {value}");

    private static void Text(string text, int fewest, int most) =>
        Unless(text.Length >= fewest && text.Length <= most && text.All(c => c is >= ' ' and <= '~'), $"text of {text.Length} characters");
}
