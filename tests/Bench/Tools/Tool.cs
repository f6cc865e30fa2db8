using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;

namespace Kiosk.Bench.Tools;

/// <summary>What the technician's tools have in common: one line on standard output, refusals on standard error.</summary>
public static partial class Tool
{
    /// <summary>Exit code of a refusal.</summary>
    public const int Refused = 1;

    /// <summary>Exit code of a bad call.</summary>
    public const int BadCall = 2;

    /// <summary>Prints what a tool finds.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(ParseResult parse, Func<string> tool)
    {
        try
        {
            parse.InvocationConfiguration.Output.WriteLine(tool());
            return 0;
        }
        catch (ToolException refusal)
        {
            parse.InvocationConfiguration.Error.WriteLine(refusal.Message);
            return Refused;
        }
    }

    /// <summary>Whether a parsed command line is a bad call of one of these commands or of one below it.</summary>
    public static bool IsBadCall(ParseResult parse, params Command[] tools)
    {
        if (parse.Errors.Count == 0)
        {
            return false;
        }

        for (SymbolResult? at = parse.CommandResult; at is not null; at = at.Parent)
        {
            if (at is CommandResult result && tools.Contains(result.Command))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>An error's text for people. Where it repeats an argument that may be a key, it says so instead.</summary>
    public static string TextOf(ParseError error) => LongHex().Replace(error.Message, "(not repeated)");

    /// <summary>
    /// What was given for an option, as it stands on the command line, or null. A command's validator asks for that: it runs too when the option's own
    /// has refused, and to ask for the value then throws.
    /// </summary>
    public static string? Given(CommandResult result, Option option) => result.GetResult(option) is { Tokens: [Token token] } ? token.Value : null;

    /// <summary>Parses hex of given lengths; the value is not repeated in errors, it may be a key.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="result">The argument.</param>
    /// <param name="lengths">The lengths in bytes that are allowed.</param>
    public static byte[]? Hex(string name, ArgumentResult result, int[] lengths)
    {
        string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (lengths.Contains(text.Length / 2) && text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit))
        {
            return Convert.FromHexString(text);
        }

        result.AddError($"{name} is {string.Join(" or ", lengths.Select(length => 2 * length))} hex digits.");
        return null;
    }

    /// <summary>Parses hex of any length, none included; the value is not repeated in errors.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="result">The argument.</param>
    public static byte[]? Hex(string name, ArgumentResult result)
    {
        if (result.Tokens.Count == 1 && result.Tokens[0].Value is { } text && text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit))
        {
            return Convert.FromHexString(text);
        }

        result.AddError($"{name} is hex digits, two a byte.");
        return null;
    }

    [GeneratedRegex("[0-9A-Fa-f]{8,}")]
    private static partial Regex LongHex();
}
