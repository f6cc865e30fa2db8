using System.Buffers.Binary;
using System.CommandLine;
using System.Globalization;
using Kiosk.Core.Issuer;
using Kiosk.Issuer;
using static Kiosk.Bench.Tools.ToolOptions;
using MessageProfile = Kiosk.Core.Settings.MessageProfile;

namespace Kiosk.Bench.Tools;

/// <summary>
/// <c>iso8583 decode</c>: what is in a message between kiosk and issuer. Core reads it; card number, expiry, track 2, PIN block and KSN are masked as in the
/// bench issuer's trace. Ends 0, or 1 when the kiosk could not read it, or 2 when the call is bad.
/// </summary>
public static class Iso8583Command
{
    private const int PrefixLength = 2;

    private static readonly Dictionary<string, MessageProfile> Profiles = new() { ["aes"] = MessageProfile.Aes, ["tdes"] = MessageProfile.Tdes };

    /// <summary>Makes the command.</summary>
    public static Command Create() => new("iso8583", "Reads messages between kiosk and issuer.") { Decode() };

    private static Command Decode()
    {
        Argument<byte[]?> message = HexArgument("HEX", "The message. Its length in two bytes, as on the wire, may stand in front.");
        Option<string> profile = ChoiceOrFirst("--profile", "The message profile.", [.. Profiles.Keys]);
        var command = new Command("decode", "The message type, then number, name and value of each field; secrets are masked.") { message, profile };
        command.SetAction(parse => Tool.Run(parse, () => Describe(WithoutPrefix(parse.GetValue(message)!), parse.GetValue(profile)!)));
        return command;
    }

    private static string Describe(byte[] message, string profile)
    {
        var reader = new MessageReader(Profiles[profile]);
        MessageError error = reader.Read(message, message.Length);
        if (error != MessageError.None)
        {
            throw new ToolException(Reason(error, reader.FailedField) + Hint(message, profile));
        }

        var lines = new List<string> { reader.Type.ToString("D4", CultureInfo.InvariantCulture) };
        for (int number = 2; number <= Field.Last; number++)
        {
            if (reader.Has(number))
            {
                TraceField field = TraceField.Of(number, message.AsSpan(reader.Offset(number), reader.Length(number)));
                lines.Add($"{number,3}  {field.Name,-21}  {field.Value}".TrimEnd());
            }
        }

        return string.Join(Environment.NewLine, lines);
    }

    /// <summary>The message alone. The digits of a message type are never the length of what follows them: no message is that long.</summary>
    private static byte[] WithoutPrefix(byte[] given) =>
        given.Length >= PrefixLength && BinaryPrimitives.ReadUInt16BigEndian(given) == given.Length - PrefixLength ? given[PrefixLength..] : given;

    private static string Reason(MessageError error, int field) => error switch
    {
        MessageError.TooShort => "The message ends before its type and bit map do.",
        MessageError.BadType => "The message type is not four digits. A length in front of it must be that of what follows.",
        MessageError.UnknownField => $"DE {field} is in the bit map, and in no message of the kiosk.",
        MessageError.BadLength => $"The length of DE {field} is not a number, or more than it may be.",
        MessageError.FieldCutOff => $"The message ends within DE {field}.",
        MessageError.TooLong => "Bytes follow after the last field.",
        _ => throw new ArgumentOutOfRangeException(nameof(error), error, null),
    };

    /// <summary>Which other profile reads the message, if one does: to have named none is a likely mistake.</summary>
    private static string Hint(byte[] message, string profile)
    {
        string? other = Profiles.Keys.FirstOrDefault(name => name != profile && new MessageReader(Profiles[name]).Read(message, message.Length) == MessageError.None);
        return other is null ? "" : $" With --profile {other} it can be read.";
    }
}
