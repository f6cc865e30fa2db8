using System.Text.RegularExpressions;
using Kiosk.Core.Settings;
using static Kiosk.Bench.Fuzz.FindingException;

namespace Kiosk.Bench.Fuzz;

/// <summary>What nf.config and <see cref="KioskSettings"/> document of each value, written down a second time.</summary>
internal static partial class SettingsCheck
{
    private const int LargestAmount = 99_999_999;
    private const string FourRows = "0123456789*#ABCD";

    private static readonly Dictionary<BoardType, int[]> Usable = new()
    {
        [BoardType.Esp32DevKitC] = [4, 13, 14, 18, 19, 21, 22, 23, 25, 26, 27, 32, 33, 34, 35, 36, 37, 38, 39],
        [BoardType.Esp32S3DevKitC] = [1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 21, 38, 39, 40, 41, 42, 47, 48],
        [BoardType.Esp32C3DevKitM] = [0, 1, 3, 4, 5, 6, 7, 10],
    };

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
        Unless(Enum.GetValues<Brands>().All(brand => s.PhoneOf(brand) is not { } phone || (phone.Length <= 21 && Phone().IsMatch(phone))), "a telephone number");
        Range(s.PinMinimum, 4, 12, "pin.minimum");
        Range(s.PinMaximum, s.PinMinimum, 12, "pin.maximum");
        Unless(s.Profile == MessageProfile.Aes ? s.PinFormat == 4 : s.PinFormat is 0 or 3, $"PIN block format {s.PinFormat} in profile {s.Profile}");
        Range(s.PinTries, 1, 9, "pin.tries");
        Range(s.LockHours, 1, 240, "pin.lock-hours");
        Range(s.IssuerPort, 1, 65535, "issuer.port");
        Range(s.AnswerSeconds, 5, 120, "issuer.answer");
        Unless(s.EchoSeconds is 0 or (>= 30 and <= 3600), "issuer.echo");
        Unless((s.DeviceCertificate is null) == (s.DeviceKey is null), "a device certificate without its key");
        Unless(Enum.IsDefined(s.Board) && Enum.IsDefined(s.Display), "a board or display that there is not");
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
        bool onExpander = s.KeypadExpander != KioskSettings.NoExpander;
        int[] keypad = [.. s.RowPins, .. s.ColumnPins];
        int[] others = [s.DisplayData, s.DisplayClock, s.ReaderReceive, s.ReaderSend, .. new[] { s.ServiceSwitch, s.TamperLoop, s.BuzzerPin, s.HeartbeatPin }.Where(pin => pin != KioskSettings.NoPin)];
        int[] chip = onExpander ? others : [.. keypad, .. others];
        Unless(!onExpander || s.KeypadExpander is >= 0x20 and <= 0x27, $"expander {s.KeypadExpander}");
        Unless(!onExpander || (keypad.All(pin => pin is >= 0 and <= 15) && keypad.Distinct().Count() == keypad.Length), "pins of the expander");
        Unless(!onExpander || !s.ColumnPins.Any(pin => pin is 7 or 15), "an input where the expander has an output only");
        Unless(chip.Distinct().Count() == chip.Length, "a GPIO with two uses");
        Unless(chip.All(pin => Usable[s.Board].Contains(pin)), "a GPIO that the chip needs itself, or has not");
        int[] outputs = [s.DisplayData, s.DisplayClock, s.ReaderSend, s.BuzzerPin, s.HeartbeatPin, .. onExpander ? [] : keypad];
        Unless(s.Board != BoardType.Esp32DevKitC || outputs.All(pin => pin < 34), "an output, or an input with a pull, where the ESP32 has neither");
    }

    /// <summary>Throws when a refusal cannot be shown on the display that it names.</summary>
    public static void CheckDisplay(KioskSettings s)
    {
        int[] pins = [s.DisplayData, s.DisplayClock];
        Unless(pins[0] != pins[1] && pins.All(pin => Usable[s.Board].Contains(pin) && (s.Board != BoardType.Esp32DevKitC || pin < 34)), "a display on pins that cannot be its");
        Unless(s.DisplayAddress is 0x3C or 0x3D && Enum.IsDefined(s.Display), "a display that there is not");
    }

    [GeneratedRegex(@"\A\+[1-9] ?([0-9] ?){5,13}[0-9]\z")]
    private static partial Regex Phone();

    private static void Range(int value, int least, int most, string name) => Unless(value >= least && value <= most, $"{name} is {value}");

    private static void Text(string text, int fewest, int most) =>
        Unless(text.Length >= fewest && text.Length <= most && text.All(c => c is >= ' ' and <= '~'), $"text of {text.Length} characters");
}
