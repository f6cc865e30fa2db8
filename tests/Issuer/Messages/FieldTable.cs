namespace Kiosk.Issuer.Messages;

/// <summary>The data elements of firmware/Core/Issuer/MESSAGES.md in one profile. Any other is an error.</summary>
internal sealed class FieldTable
{
    /// <summary>MAC in a message with one bit map.</summary>
    public const int Mac = 64;

    /// <summary>MAC in a message with two bit maps.</summary>
    public const int SecondMac = 128;

    /// <summary>Length of a MAC in bytes.</summary>
    public const int MacLength = 8;

    private readonly Dictionary<int, FieldFormat> _formats;

    private FieldTable(int pinBlockLength) => _formats = new FieldFormat[]
    {
        new(2, "card number", FieldKind.Digits, 2, 19),
        new(3, "processing code", FieldKind.Digits, 0, 6),
        new(4, "amount", FieldKind.Digits, 0, 12),
        new(7, "transmission time UTC", FieldKind.Digits, 0, 10),
        new(11, "STAN", FieldKind.Digits, 0, 6),
        new(12, "local time", FieldKind.Digits, 0, 12),
        new(14, "expiry", FieldKind.Digits, 0, 4),
        new(22, "point-of-service data", FieldKind.Letters, 0, 12),
        new(24, "function code", FieldKind.Digits, 0, 3),
        new(25, "reason code", FieldKind.Digits, 0, 4),
        new(26, "business code", FieldKind.Digits, 0, 4),
        new(35, "track 2", FieldKind.Track, 2, 37),
        new(37, "RRN", FieldKind.Letters, 0, 12),
        new(38, "approval code", FieldKind.Letters, 0, 6),
        new(39, "action code", FieldKind.Digits, 0, 3),
        new(41, "terminal", FieldKind.Printable, 0, 8),
        new(42, "merchant", FieldKind.Printable, 0, 15),
        new(43, "location", FieldKind.Printable, 2, 99),
        new(48, "private data", FieldKind.Printable, 3, 999),
        new(49, "currency", FieldKind.Digits, 0, 3),
        new(52, "PIN block", FieldKind.Bytes, 0, pinBlockLength),
        new(53, "KSN", FieldKind.Bytes, 2, 48),
        new(56, "original data", FieldKind.Digits, 2, 35),
        new(64, "MAC", FieldKind.Bytes, 0, MacLength),
        new(128, "MAC", FieldKind.Bytes, 0, MacLength),
    }.ToDictionary(format => format.Number);

    /// <summary>Profile <c>aes</c>: a PIN block is an AES block.</summary>
    public static FieldTable Aes { get; } = new(pinBlockLength: 16);

    /// <summary>Profile <c>tdes</c>: a PIN block is a DES block.</summary>
    public static FieldTable Tdes { get; } = new(pinBlockLength: 8);

    /// <summary>The format of a data element, or null where the profile has none.</summary>
    public FieldFormat? Find(int number) => _formats.GetValueOrDefault(number);
}
