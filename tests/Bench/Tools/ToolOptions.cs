using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Kiosk.Issuer.Storage;

namespace Kiosk.Bench.Tools;

/// <summary>Options and arguments of the technician's tools. No error repeats a value: it may be a key, a PIN or a card number.</summary>
internal static class ToolOptions
{
    private const string AnyHex = "hex digits, two a byte";

    /// <summary>An option that takes hex of these lengths in bytes.</summary>
    public static Option<byte[]?> Hex(string name, string description, params int[] lengths) => Hex(
        name,
        description,
        lengths.Contains,
        $"{string.Join(" or ", lengths.Select(length => 2 * length))} hex digits");

    /// <summary>An option that takes hex of any length from so many bytes on.</summary>
    public static Option<byte[]?> HexFrom(int least, string name, string description) => Hex(name, description, length => length >= least, AnyHex);

    /// <summary>An argument that is hex, one byte or more.</summary>
    public static Argument<byte[]?> HexArgument(string name, string description) => new(name)
    {
        Description = description,
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = Parser(name, length => length > 0, AnyHex),
    };

    /// <summary>An option that takes a whole number.</summary>
    public static Option<int> Number(string name, string description, int least) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result =>
        {
            if (result.Tokens is [Token { Value: var text }] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least)
            {
                return number;
            }

            result.AddError($"{name} is a whole number from {least} to {int.MaxValue}.");
            return least;
        },
    };

    /// <summary>An argument that is one of these values.</summary>
    public static Argument<string> ChoiceArgument(string name, string description, params string[] values)
    {
        string kind = $"one of {string.Join(", ", values)}";
        var argument = new Argument<string>(name) { Description = $"{description}: {kind}.", Arity = ArgumentArity.ExactlyOne };
        argument.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !values.Contains(result.Tokens[0].Value))
            {
                result.AddError($"{name} is {kind}.");
            }
        });
        return argument;
    }

    /// <summary>An option that must be given and takes one of these values.</summary>
    public static Option<string> Choice(string name, string description, params string[] values)
    {
        Option<string> option = Text(name, description, values.Contains, $"one of {string.Join(", ", values)}");
        option.HelpName = string.Join('|', values);
        option.Required = true;
        return option;
    }

    /// <summary>An option that takes one of these values, and is the first of them when it is not given.</summary>
    public static Option<string> ChoiceOrFirst(string name, string description, params string[] values)
    {
        Option<string> option = Choice(name, description, values);
        option.Required = false;
        option.DefaultValueFactory = _ => values[0];
        return option;
    }

    /// <summary>An option that takes text of a kind.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="description">What it is.</param>
    /// <param name="isGood">Whether a value is of that kind.</param>
    /// <param name="kind">The kind, for an error.</param>
    public static Option<string> Text(string name, string description, Func<string, bool> isGood, string kind)
    {
        var option = new Option<string>(name) { Description = description };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !isGood(result.Tokens[0].Value))
            {
                result.AddError($"{name} is {kind}.");
            }
        });
        return option;
    }

    /// <summary>The option <c>--database</c>.</summary>
    /// <param name="otherwise">What is used when it is not given.</param>
    public static Option<string?> Database(string otherwise)
    {
        var option = new Option<string?>("--database")
        {
            HelpName = "CONNECTION",
            Description = $"Connection string of the issuer's database: Host=… is PostgreSQL, Data Source=FILE SQLite (default: {otherwise}).",
        };
        option.Validators.Add(result =>
        {
            try
            {
                _ = Engine.For(result.Tokens.FirstOrDefault()?.Value ?? "");
            }
            catch (ArgumentException)
            {
                // What was typed may hold a password.
                result.AddError("--database is no connection string.");
            }
        });
        return option;
    }

    /// <summary>The option <c>--programme</c>.</summary>
    public static Option<string?> Programme() => new("--programme")
    {
        HelpName = "FILE",
        Description = "The issuer's card programme (default: programme.json in the issuer's folder).",
    };

    /// <summary>Of two options one must be given, and not both.</summary>
    public static void OneOf(Command command, Option first, Option second) => command.Validators.Add(result =>
    {
        if (result.GetResult(first) is null == result.GetResult(second) is null)
        {
            result.AddError($"Either {first.Name} or {second.Name} is needed.");
        }
    });

    /// <summary>
    /// What was typed for an option, or null when it was not given once. A command's validator asks for that: it runs too when the option's own has
    /// refused, and to ask for the value then throws.
    /// </summary>
    public static string? Typed(CommandResult result, Option option) => result.GetResult(option) is { Tokens: [Token token] } ? token.Value : null;

    /// <summary>An option's bytes, or null. The value of one that is not given is an empty array.</summary>
    public static byte[]? Given(ParseResult parse, Option<byte[]?> option) => parse.GetResult(option) is null ? null : parse.GetValue(option);

    private static Option<byte[]?> Hex(string name, string description, Func<int, bool> isLength, string kind) => new(name)
    {
        Description = description,
        HelpName = "HEX",
        CustomParser = Parser(name, isLength, kind),
    };

    private static Func<ArgumentResult, byte[]?> Parser(string name, Func<int, bool> isLength, string kind) => result =>
    {
        if (result.Tokens is [Token { Value: var text }] && text.Length % 2 == 0 && isLength(text.Length / 2) && text.All(char.IsAsciiHexDigit))
        {
            return Convert.FromHexString(text);
        }

        result.AddError($"{name} is {kind}.");
        return null;
    };
}
