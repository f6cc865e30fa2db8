namespace Kiosk.Issuer.Programme;

/// <summary>What values of the card programme may be. Each says what is wrong with one, as a sentence goes on after its place, or null.</summary>
internal static class Allowed
{
    /// <summary>The largest amount, minor units: DE 4 has twelve digits.</summary>
    public const long MostMoney = 999_999_999_999;

    /// <summary>The largest number of approvals on one day.</summary>
    public const long MostCount = 1_000_000;

    private const int LongestName = 100;

    /// <summary>A number in a range, or null.</summary>
    public static string? Range(long? value, long least, long most) => value < least || value > most ? $"is {value}, {least} to {most} are allowed" : null;

    /// <summary>A name for people.</summary>
    public static string? Name(string name) =>
        string.IsNullOrWhiteSpace(name) || name.Length > LongestName || name.Any(char.IsControl) ? $"must be 1 to {LongestName} characters" : null;

    /// <summary>A telephone number, or null.</summary>
    public static string? Phone(string? number) =>
        number is null || PhoneNumber.IsOne(number) ? null
            : $"is \"{number}\", + and 7 to 15 digits with single spaces, at most {PhoneNumber.Longest} characters, are allowed: +44 20 7946 0321";
}
