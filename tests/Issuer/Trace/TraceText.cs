using Kiosk.Issuer.Cards;
using Kiosk.Issuer.Messages;

namespace Kiosk.Issuer.Trace;

/// <summary>Turns a message into what people may see of it.</summary>
internal static class TraceText
{
    /// <summary>The data elements, secrets masked.</summary>
    public static IReadOnlyList<TraceField> Fields(IsoMessage message) =>
        [.. message.Numbers.Select(number => new TraceField(number, FieldText.NameOf(number), Value(message, number)))];

    /// <summary>What the message is, in words.</summary>
    public static string Name(IsoMessage message) => message.Type switch
    {
        "1100" when RequestRules.IsInquiry(message) => "status inquiry",
        "1100" => "purchase",
        "1420" => "reversal",
        "1421" => "reversal, repeated",
        "1804" => "echo",
        _ => "answer",
    };

    private static string Value(IsoMessage message, int number) => number switch
    {
        3 => message.Text(number) + Meaning(message.Text(number)),
        39 => message.Text(number) + " " + ActionCode.Name(message.Text(number)),
        _ => FieldText.ValueOf(number, message.Bytes(number)),
    };

    private static string Meaning(string processing) => processing switch
    {
        RequestRules.Purchase => " purchase",
        RequestRules.Inquiry => " status inquiry",
        _ => "",
    };
}
