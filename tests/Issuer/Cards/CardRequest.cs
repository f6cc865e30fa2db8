using System.Globalization;
using Kiosk.Issuer.Messages;

namespace Kiosk.Issuer.Cards;

/// <summary>What the issuer decides on: a purchase, an inquiry, a PIN change or a reversal, out of its message. Not a record: its text would hold the card number.</summary>
internal sealed class CardRequest
{
    /// <summary>Processing code of a cash advance.</summary>
    public const string Cash = "010000";

    /// <summary>Processing code of a PIN change.</summary>
    public const string PinChange = "700000";

    /// <summary>Processing code of a PIN unblock.</summary>
    public const string PinUnblock = "910000";

    /// <summary>Card number, DE 2.</summary>
    public required string Pan { get; init; }

    /// <summary>Processing code, DE 3.</summary>
    public required string Processing { get; init; }

    /// <summary>Amount in minor units, DE 4.</summary>
    public required long Amount { get; init; }

    /// <summary>STAN, DE 11.</summary>
    public required string Stan { get; init; }

    /// <summary>Local time, DE 12, YYMMDDhhmmss.</summary>
    public required string LocalTime { get; init; }

    /// <summary>Expiry, DE 14, YYMM; null in a reversal.</summary>
    public string? Expiry { get; init; }

    /// <summary>Terminal, DE 41, without padding.</summary>
    public required string Terminal { get; init; }

    /// <summary>Currency, DE 49.</summary>
    public required string Currency { get; init; }

    /// <summary>The day in which the STAN is unique: DE 12, YYMMDD.</summary>
    public string Day => LocalTime[..6];

    /// <summary>Reads a message that <see cref="RequestRules"/> has passed.</summary>
    public static CardRequest From(IsoMessage message) => new()
    {
        Pan = message.Text(2),
        Processing = message.Text(3),
        Amount = long.Parse(message.Text(4), CultureInfo.InvariantCulture),
        Stan = message.Text(11),
        LocalTime = message.Text(12),
        Expiry = message.Has(14) ? message.Text(14) : null,
        Terminal = message.Text(41).TrimEnd(),
        Currency = message.Text(49),
    };
}
