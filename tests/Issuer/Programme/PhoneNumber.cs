using System.Text.RegularExpressions;

namespace Kiosk.Issuer.Programme;

/// <summary>Telephone numbers as the card programme has them: E.164 with the country's code, groups apart.</summary>
internal static partial class PhoneNumber
{
    /// <summary>Most characters, spaces too: what a line of the kiosk's display holds.</summary>
    public const int Longest = 21;

    private const int FewestDigits = 7;
    private const int MostDigits = 15;

    /// <summary>Whether it is one: + and 7 to 15 digits, the first not 0, single spaces between, at most 21 characters.</summary>
    public static bool IsOne(string text) =>
        text.Length <= Longest && Pattern().IsMatch(text) && text.Count(char.IsAsciiDigit) is >= FewestDigits and <= MostDigits;

    [GeneratedRegex(@"\A\+[1-9][0-9]*( [0-9]+)*\z")]
    private static partial Regex Pattern();
}
