using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;

namespace Kiosk.Bench.Tools;

/// <summary>What the technician's tools have in common: what they find on standard output, refusals on standard error.</summary>
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

    /// <summary>
    /// Says what is wrong with a bad call. System.CommandLine repeats what it cannot place: with a digit in it that may be a key, a PIN or a card number, and
    /// is not repeated. Nor is long hex that it repeats from anywhere else, such as the value of an option that takes a number.
    /// </summary>
    /// <returns>The exit code.</returns>
    public static int ReportBadCall(ParseResult parse, TextWriter errors)
    {
        string[] secrets = [.. parse.UnmatchedTokens.Where(token => token.Any(char.IsDigit))];
        IEnumerable<string> texts = parse.Errors.Select(error =>
            secrets.Any(error.Message.Contains) ? "There is an argument that belongs to no option." : LongHex().Replace(error.Message, "(not repeated)"));
        foreach (string text in texts.Distinct().Append("--help tells what can be given."))
        {
            errors.WriteLine(text);
        }

        return BadCall;
    }

    [GeneratedRegex("[0-9A-Fa-f]{8,}")]
    private static partial Regex LongHex();
}
