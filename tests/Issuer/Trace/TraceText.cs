using System.Globalization;
using System.Text;
using Kiosk.Issuer.Cards;
using Kiosk.Issuer.Messages;

namespace Kiosk.Issuer.Trace;

/// <summary>Turns a message into what people may see of it.</summary>
internal static class TraceText
{
    /// <summary>The data elements, secrets masked.</summary>
    public static IReadOnlyList<TraceField> Fields(IsoMessage message) =>
        [.. message.Numbers.Select(number => Field(message.Fields.Find(number)!, message.Bytes(number)))];

    /// <summary>A data element, masked when it is a secret. Text with a character that it cannot hold is shown as bytes are.</summary>
    public static TraceField Field(FieldFormat format, ReadOnlySpan<byte> value)
    {
        bool isText = format.Kind != FieldKind.Bytes && format.FirstBadByte(value) < 0;
        return new TraceField(format.Number, format.Name, isText ? Text(format.Number, Encoding.ASCII.GetString(value)) : Bytes(format.Number, value));
    }

    /// <summary>What the message is, in words.</summary>
    public static string Name(IsoMessage message) => message.Type switch
    {
        "1100" => Authorization(message),
        "1420" => "reversal",
        "1421" => "reversal, repeated",
        "1804" => message.Has(24) && message.Text(24) == "801" ? "sign-on" : "echo",
        _ => "answer",
    };

    private static string Authorization(IsoMessage message)
    {
        string meaning = message.Has(3) ? Meaning(message.Text(3)).TrimStart() : "";
        return meaning.Length == 0 ? "purchase" : meaning;
    }

    private static string Text(int number, string value) => number switch
    {
        2 => Mask.Pan(value),
        14 => Mask.All(value.Length),
        35 => Mask.Track(value),
        3 => value + Meaning(value),
        39 => $"{value} {ActionCode.Name(value)}".TrimEnd(),
        48 => Entries(value),
        _ => value.TrimEnd(),
    };

    private static string Bytes(int number, ReadOnlySpan<byte> value) => number switch
    {
        2 or 14 or 35 => Mask.All(value.Length),
        52 => Mask.All(value.Length * 2),
        53 => Mask.Ksn(value),
        48 => Mask.All(value.Length),
        _ => Convert.ToHexString(value),
    };

    /// <summary>Private data: tag (2 characters), length (2 digits), value, repeated. Nothing is shown of what cannot be taken apart: a PIN block may be in it.</summary>
    private static string Entries(string data)
    {
        var entries = new List<string>();
        int at = 0;
        while (at + 4 <= data.Length && int.TryParse(data.AsSpan(at + 2, 2), NumberStyles.None, CultureInfo.InvariantCulture, out int length) && at + 4 + length <= data.Length)
        {
            string tag = data.Substring(at, 2);
            entries.Add($"{tag} {Entry(tag, data.Substring(at + 4, length))}");
            at += 4 + length;
        }

        return at == data.Length ? string.Join(", ", entries) : Mask.All(data.Length);
    }

    /// <summary>A PIN change has a KSN and a PIN block there; other tags of it are shown when they are known to hold no secret.</summary>
    private static string Entry(string tag, string value) => tag switch
    {
        "NK" when value.Length > 4 => Mask.All(value.Length - 4) + value[^4..],
        "PT" or "LU" or "UL" or "TM" => value,
        _ => Mask.All(value.Length),
    };

    private static string Meaning(string processing) => processing switch
    {
        RequestRules.Purchase => " purchase",
        RequestRules.Inquiry => " status inquiry",
        CardRequest.Cash => " cash",
        CardRequest.PinChange => " PIN change",
        CardRequest.PinUnblock => " PIN unblock",
        _ => "",
    };
}
