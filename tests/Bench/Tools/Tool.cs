using System.CommandLine;
using System.CommandLine.Parsing;

namespace Kiosk.Bench.Tools;

/// <summary>What the technician's tools have in common: one line on standard output, refusals on standard error.</summary>
public static class Tool
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

    /// <summary>Whether a parsed command line is a bad call of a command or of one below it.</summary>
    public static bool IsBadCall(ParseResult parse, Command tools)
    {
        if (parse.Errors.Count == 0)
        {
            return false;
        }

        for (SymbolResult? at = parse.CommandResult; at is not null; at = at.Parent)
        {
            if (at is CommandResult result && result.Command == tools)
            {
                return true;
            }
        }

        return false;
    }

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
}
