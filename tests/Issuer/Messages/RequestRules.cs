using System.Globalization;
using System.Text.RegularExpressions;
using Kiosk.Issuer.Cards;

namespace Kiosk.Issuer.Messages;

/// <summary>
/// Which data elements each request has and what they must say, beyond their format: the tables of
/// firmware/Core/Issuer/MESSAGES.md. A breach is answered with action code 904.
/// </summary>
internal static partial class RequestRules
{
    /// <summary>Processing code of a purchase.</summary>
    public const string Purchase = "000000";

    /// <summary>Processing code of a status inquiry.</summary>
    public const string Inquiry = "310000";

    private const string SignOn = "801";
    private const string Echo = "831";

    private static readonly int[] PinChangeFields = [2, 3, 4, 7, 11, 12, 14, 22, 24, 26, 41, 42, 43, 48, 49, 52, 53];
    private static readonly int[] PurchaseFields = [2, 3, 4, 7, 11, 12, 14, 22, 24, 26, 41, 42, 43, 49, 52, 53];
    private static readonly int[] InquiryFields = [2, 3, 4, 7, 11, 12, 14, 22, 24, 26, 41, 42, 43, 49, 53];
    private static readonly int[] ReversalFields = [2, 3, 4, 7, 11, 12, 22, 24, 25, 26, 41, 42, 49, 53, 56];
    private static readonly int[] EchoFields = [7, 11, 12, 24, 41, 42];

    /// <summary>The answer's message type, or null for a type that is not a request of this profile.</summary>
    public static string? AnswerType(string requestType) => requestType switch
    {
        "1100" => "1110",
        "1420" or "1421" => "1430",
        "1804" => "1814",
        _ => null,
    };

    /// <summary>True for what asks and has no PIN: an 1100 with processing code 310000, status inquiry, or 910000, PIN unblock.</summary>
    public static bool IsInquiry(IsoMessage request) => Is1100(request, Inquiry) || Is1100(request, CardRequest.PinUnblock);

    /// <summary>True for a PIN change: an 1100 with processing code 700000.</summary>
    public static bool IsPinChange(IsoMessage request) => Is1100(request, CardRequest.PinChange);

    /// <summary>True for a purchase: an 1100 with processing code 000000.</summary>
    public static bool IsPurchase(IsoMessage request) => Is1100(request, Purchase);

    /// <summary>The new PIN of a PIN change: KSN and PIN block. Null when DE 48 is not these two entries and nothing else.</summary>
    public static (byte[] Ksn, byte[] Block)? NewPin(IsoMessage request)
    {
        Match match = NewPinEntries().Match(request.Text(48));
        return match.Success && IsLength(match, 1) && IsLength(match, 3)
            ? (Convert.FromHexString(match.Groups[2].Value), Convert.FromHexString(match.Groups[4].Value))
            : null;
    }

    /// <summary>The first rule that the request breaks, or null.</summary>
    public static IsoError? Check(IsoMessage request) => request.Type switch
    {
        "1100" when IsInquiry(request) => Fields(request, InquiryFields) ?? Common(request) ?? CheckInquiry(request),
        "1100" when IsPinChange(request) => Fields(request, PinChangeFields, optional: 35) ?? Common(request) ?? CheckPinChange(request),
        "1100" => Fields(request, PurchaseFields, optional: 35) ?? Common(request) ?? CheckPurchase(request),
        "1420" or "1421" => Fields(request, ReversalFields) ?? Common(request) ?? CheckReversal(request),
        "1804" => Fields(request, EchoFields, optional: 53, needsMac: request.Has(53)) ?? Common(request) ?? CheckNetwork(request),
        _ => new IsoError(0, null, "not a request of this profile"),
    };

    /// <summary>True for an echo or a sign-on without a key: nobody vouches for it, and nothing comes of it but an answer.</summary>
    public static bool IsPlainEcho(IsoMessage request) => request.Type == "1804" && !request.Has(53);

    private static IsoError? Fields(IsoMessage request, int[] needed, int optional = 0, bool needsMac = true)
    {
        foreach (int number in needed)
        {
            if (!request.Has(number))
            {
                return new IsoError(number, null, "missing");
            }
        }

        bool hasMac = request.Has(FieldTable.Mac) || request.Has(FieldTable.SecondMac);
        if (hasMac != needsMac)
        {
            return new IsoError(FieldTable.Mac, null, needsMac ? "missing" : "does not belong in this message");
        }

        foreach (int number in request.Numbers)
        {
            if (number is not (FieldTable.Mac or FieldTable.SecondMac) && number != optional && !needed.Contains(number))
            {
                return new IsoError(number, null, "does not belong in this message");
            }
        }

        return null;
    }

    private static IsoError? Common(IsoMessage request)
    {
        // DE 7 has no year; a leap year lets the 29th of February through.
        if (!IsTime("2000" + request.Text(7), "yyyyMMddHHmmss"))
        {
            return new IsoError(7, null, "not a date and time");
        }

        if (request.Text(11) == "000000")
        {
            return new IsoError(11, null, "zero");
        }

        return IsTime(request.Text(12), "yyMMddHHmmss") ? null : new IsoError(12, null, "not a date and time");
    }

    private static IsoError? CheckInquiry(IsoMessage request) =>
        Is(request, 24, "108") ?? Is(request, 4, "000000000000") ?? CheckExpiry(request);

    private static IsoError? CheckPurchase(IsoMessage request) =>
        (request.Text(3) == CardRequest.Cash ? null : Is(request, 3, Purchase)) ?? Is(request, 24, "100") ?? CheckExpiry(request) ?? CheckTrack(request);

    private static IsoError? CheckPinChange(IsoMessage request) =>
        Is(request, 24, "100") ?? Is(request, 4, "000000000000") ?? CheckExpiry(request) ?? CheckTrack(request)
            ?? (NewPin(request)?.Block.Length == request.Bytes(52).Length ? null : new IsoError(48, null, "must be NK and NP: KSN and PIN block of the new PIN"));

    private static IsoError? CheckNetwork(IsoMessage request) =>
        request.Text(24) is SignOn or Echo ? null : new IsoError(24, null, $"must be {SignOn} or {Echo}");

    private static IsoError? CheckReversal(IsoMessage request)
    {
        if (request.Text(3) is not (Purchase or CardRequest.Cash or Inquiry))
        {
            return new IsoError(3, null, "not a processing code of this profile");
        }

        if (request.Text(25) is not ("4021" or "4007"))
        {
            return new IsoError(25, null, "not a reason of this profile");
        }

        // Original message type, STAN, local time, length of the acquirer id.
        return Is(request, 24, "400") ?? Is(request, 56, "1100" + request.Text(11) + request.Text(12) + "00");
    }

    private static IsoError? CheckExpiry(IsoMessage request)
    {
        int month = int.Parse(request.Text(14).AsSpan(2), CultureInfo.InvariantCulture);
        return month is >= 1 and <= 12 ? null : new IsoError(14, null, "its month is not 01 to 12");
    }

    private static IsoError? CheckTrack(IsoMessage request) =>
        !request.Has(35) || request.Text(35).StartsWith(request.Text(2) + "=" + request.Text(14), StringComparison.Ordinal)
            ? null
            : new IsoError(35, null, "its card number or expiry is not that of DE 2 and 14");

    private static IsoError? Is(IsoMessage request, int number, string value) =>
        request.Text(number) == value
            ? null
            : new IsoError(number, null, number == 56 ? "does not name the type, STAN and time of this reversal" : "must be " + value);

    private static bool Is1100(IsoMessage request, string processing) => request.Type == "1100" && request.Has(3) && request.Text(3) == processing;

    private static bool IsLength(Match match, int group) =>
        match.Groups[group + 1].Length == int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("^NK([0-9]{2})((?:[0-9A-F]{2})+)NP([0-9]{2})((?:[0-9A-F]{2})+)$", RegexOptions.CultureInvariant)]
    private static partial Regex NewPinEntries();

    private static bool IsTime(string value, string format) =>
        DateTime.TryParseExact(value, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
