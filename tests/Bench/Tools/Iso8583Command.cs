using System.Buffers.Binary;
using System.CommandLine;
using System.CommandLine.Parsing;
using Kiosk.Core.Issuer;
using Kiosk.Core.Settings;
using Kiosk.Issuer.Trace;
using static Kiosk.Bench.Tools.ToolOptions;

namespace Kiosk.Bench.Tools;

/// <summary>
/// <c>iso8583 decode</c>: a message of MESSAGES.md, read by Core's reader. Prints its type and a field a line, what is sensitive masked. Ends 0, or 1
/// when it cannot be read, or 2 when the call is bad.
/// </summary>
public static class Iso8583Command
{
    private const int PrefixLength = 2;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Option<string> profile = ChoiceOrFirst("--profile", "How long DE 52 is: 16 bytes in aes, 8 in tdes.", "aes", "tdes");
        var message = new Argument<byte[]?>("HEX")
        {
            Description = "The message, with or without the two bytes of its length.",
            Arity = ArgumentArity.ExactlyOne,
            CustomParser = Bytes,
        };
        var decode = new Command("decode", "Prints a message, a field a line.") { profile, message };
        decode.SetAction(parse => Tool.Run(parse, () => Decode(
            parse.GetValue(message)!, parse.GetValue(profile) == "tdes" ? MessageProfile.Tdes : MessageProfile.Aes)));
        return new Command("iso8583", "Reads messages of ISO 8583:1993.") { decode };
    }

    private static byte[]? Bytes(ArgumentResult result)
    {
        if (result.Tokens is [Token { Value: { Length: > 0 } text }] && text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit))
        {
            return Convert.FromHexString(text);
        }

        result.AddError("The message is hex digits, two a byte.");
        return null;
    }

    private static string Decode(byte[] bytes, MessageProfile profile)
    {
        byte[] message = HasPrefix(bytes) ? bytes[PrefixLength..] : bytes;
        var reader = new MessageReader(profile);
        MessageError error = reader.Read(message, message.Length);
        if (error != MessageError.None)
        {
            throw new ToolException((reader.FailedField == 0 ? "" : $"DE {reader.FailedField}: ") + TextOf(error));
        }

        var lines = new List<string> { $"type {reader.Type:D4}" };
        for (int number = 2; number <= Field.Last; number++)
        {
            if (reader.Has(number))
            {
                lines.Add($"DE {number} {FieldText.NameOf(number)}: {FieldText.ValueOf(number, message.AsSpan(reader.Offset(number), reader.Length(number)))}");
            }
        }

        return string.Join(Environment.NewLine, lines);
    }

    /// <summary>Whether a message begins with its own length, as on the wire: one without begins with the digits of its type.</summary>
    private static bool HasPrefix(byte[] bytes) => bytes.Length > PrefixLength && BinaryPrimitives.ReadUInt16BigEndian(bytes) == bytes.Length - PrefixLength;

    private static string TextOf(MessageError error) => error switch
    {
        MessageError.TooShort => "The message ends before its type and bit map do.",
        MessageError.BadType => "The message type is not four digits.",
        MessageError.UnknownField => "The bit map names a field that is not known here.",
        MessageError.BadLength => "The length is not digits, or more than the field may have.",
        MessageError.FieldCutOff => "The message ends within the field.",
        _ => "Bytes follow after the last field.",
    };
}
