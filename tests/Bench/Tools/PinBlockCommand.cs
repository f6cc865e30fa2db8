using System.CommandLine;
using System.CommandLine.Parsing;
using System.Security.Cryptography;
using System.Text;
using Kiosk.Core.Crypto;
using Kiosk.Core.Pin;
using static Kiosk.Bench.Tools.ToolOptions;

namespace Kiosk.Bench.Tools;

/// <summary>
/// <c>pinblock encode|decode</c>: PIN blocks of ISO 9564-1, clear or enciphered, on Core's code. Prints bare upper-case hex, or the PIN. Ends 0, or 1 when Core
/// refuses it, or 2 when the call is bad.
/// </summary>
public static class PinBlockCommand
{
    // Nibbles of a block behind control and length: the PIN and its fill.
    private const int PinAndFill = 14;

    private const int LongestTdesKey = 24;

    /// <summary>Makes the command.</summary>
    public static Command Create() => new("pinblock", "Makes and reads PIN blocks of ISO 9564-1.") { Encode(), Decode() };

    private static Command Encode()
    {
        Option<string> format = Format();
        Option<string> pin = Text("--pin", "The PIN.", IsDigits, "digits");
        pin.HelpName = "DIGITS";
        pin.Required = true;
        Option<string> pan = Pan();
        Option<string> random = Text("--random", "What the format leaves to chance (default: drawn).", IsHex, "hex digits");
        random.HelpName = "HEX";
        Option<byte[]?> key = Key();
        var command = new Command("encode", "A PIN block; in format 4 without a key the PIN field.") { format, pin, pan, random, key };
        command.Validators.Add(result =>
        {
            if (Typed(result, format) is { } digit && Typed(result, pin) is { } digits && Typed(result, random) is { } fill && FaultOf(digit, fill, digits.Length) is { } fault)
            {
                result.AddError(fault);
            }
        });
        KeyOfFormat(command, format, key);
        command.SetAction(parse => Tool.Run(parse, () => Encode(
            FormatOf(parse.GetValue(format)!), parse.GetValue(pin)!, parse.GetValue(pan), parse.GetValue(random), Given(parse, key))));
        return command;
    }

    private static Command Decode()
    {
        Option<string> format = Format();
        Option<byte[]?> block = HexFrom(1, "--block", "The block; in format 4 without a key the PIN field.");
        block.Required = true;
        Option<string> pan = Pan();
        Option<byte[]?> key = Key();
        var command = new Command("decode", "The PIN of a PIN block.") { format, block, pan, key };
        KeyOfFormat(command, format, key);
        command.SetAction(parse => Tool.Run(parse, () => Decode(
            FormatOf(parse.GetValue(format)!), parse.GetValue(block)!, parse.GetValue(pan), Given(parse, key))));
        return command;
    }

    private static string Encode(PinBlockFormat format, string digits, string? pan, string? random, byte[]? key)
    {
        var pin = new PinEntry(PinEntry.Longest);
        foreach (char digit in digits)
        {
            if (!pin.Add((byte)(digit - '0')))
            {
                throw Refusal(PinBlockResult.Length, format);
            }
        }

        byte[]? number = Number(pan);
        byte[] fill = Fill(format, random);
        byte[] block = new byte[PinBlock.LengthOf(format)];
        PinBlockResult result = key is null
            ? PinBlock.Encode(format, pin, number, number?.Length ?? 0, fill, block)
            : new PinEncryption(format, Cipher(format), new GivenRandom(fill)).Encipher(pin, number, number?.Length ?? 0, key, block);
        return result == PinBlockResult.Good ? Convert.ToHexString(block) : throw Refusal(result, format);
    }

    private static string Decode(PinBlockFormat format, byte[] block, string? pan, byte[]? key)
    {
        var pin = new PinEntry(PinEntry.Longest);
        byte[]? number = Number(pan);
        PinBlockResult result = key is null
            ? PinBlock.Decode(format, block, block.Length, number, number?.Length ?? 0, pin)
            : new PinEncryption(format, Cipher(format), random: null).Decipher(block, block.Length, number, number?.Length ?? 0, key, pin);
        if (result != PinBlockResult.Good)
        {
            throw Refusal(result, format);
        }

        // A PIN gives its digits to no one but a PIN block: those of format 2 stand there as they are.
        byte[] clear = new byte[PinBlock.LengthOf(PinBlockFormat.Format2)];
        PinBlock.Encode(PinBlockFormat.Format2, pin, null, 0, null, clear);
        return Convert.ToHexString(clear)[2..(2 + pin.Length)];
    }

    private static ToolException Refusal(PinBlockResult result, PinBlockFormat format) => new(result switch
    {
        PinBlockResult.Control => $"control: this is no block of format {(int)format}.",
        PinBlockResult.Length => $"length: a PIN has {PinEntry.Shortest} to {PinEntry.Longest} digits.",
        PinBlockResult.Digit => "digit: a digit of the PIN is none.",
        PinBlockResult.Fill => $"fill: what follows the PIN is not the fill of format {(int)format}.",
        PinBlockResult.Account when format is PinBlockFormat.Format1 or PinBlockFormat.Format2 => $"account: format {(int)format} binds no account and is not for where there is a card number.",
        PinBlockResult.Account => $"account: format {(int)format} needs a card number of 8 to 19 digits.",
        PinBlockResult.Size => $"size: a block of format {(int)format} has {PinBlock.LengthOf(format)} bytes.",
        _ => throw new ArgumentOutOfRangeException(nameof(result)),
    });

    /// <summary>What the format leaves to chance as Core takes it: 16 digits, of which it takes the first; fewer begin again.</summary>
    private static byte[] Fill(PinBlockFormat format, string? given)
    {
        const int digits = 2 * PinBlock.FillLength;
        string fill = given ?? (format == PinBlockFormat.Format3 ? RandomNumberGenerator.GetString("ABCDEF", digits) : RandomNumberGenerator.GetHexString(digits));
        return Convert.FromHexString(string.Concat(Enumerable.Repeat(fill, digits))[..digits]);
    }

    /// <summary>What is wrong with <c>--random</c> for a format and a PIN's length.</summary>
    private static string? FaultOf(string format, string random, int pinLength) => format switch
    {
        "0" or "2" => $"Format {format} leaves nothing to chance: --random does not go with it.",
        "4" => random.Length == 2 * PinBlock.FillLength ? null : $"--random is {2 * PinBlock.FillLength} hex digits in format 4.",
        _ when random.Length < PinAndFill - pinLength => $"--random is {PinAndFill} hex digits less those of the PIN, or more, in format {format}.",
        "3" when random.Any(char.IsAsciiDigit) => "--random is digits from A to F in format 3.",
        _ => null,
    };

    private static void KeyOfFormat(Command command, Option<string> format, Option<byte[]?> key) => command.Validators.Add(result =>
    {
        if (Typed(result, format) is { } digit && digit != "4" && Typed(result, key)?.Length > 2 * LongestTdesKey)
        {
            result.AddError($"--key is 32 or 48 hex digits in format {digit}.");
        }
    });

    private static Option<string> Format() => Choice("--format", "The format.", [.. Enum.GetValues<PinBlockFormat>().Select(format => $"{(int)format}")]);

    private static Option<string> Pan()
    {
        Option<string> pan = Text("--pan", "The card number, for formats 0, 3 and 4.", IsDigits, "digits");
        pan.HelpName = "DIGITS";
        return pan;
    }

    private static Option<byte[]?> Key() => Hex("--key", "The PIN key: TDES for formats 0 to 3, AES for format 4.", 16, LongestTdesKey, 32);

    private static PinBlockFormat FormatOf(string digit) => (PinBlockFormat)(digit[0] - '0');

    private static IBlockCipher Cipher(PinBlockFormat format) => format == PinBlockFormat.Format4 ? new AesCipher() : new DesCipher();

    private static byte[]? Number(string? pan) => pan is null ? null : Encoding.ASCII.GetBytes(pan);

    private static bool IsDigits(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);

    private static bool IsHex(string text) => text.Length > 0 && text.All(char.IsAsciiHexDigit);

    /// <summary>The fill where an encryption would draw its own.</summary>
    private sealed class GivenRandom(byte[] fill) : IRandom
    {
        public void Fill(byte[] buffer, int offset, int count) => fill.AsSpan(0, count).CopyTo(buffer.AsSpan(offset));
    }
}
