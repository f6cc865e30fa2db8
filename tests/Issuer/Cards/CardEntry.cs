using System.Globalization;
using System.Text.RegularExpressions;
using Kiosk.Issuer.Accounts;
using Kiosk.Issuer.Programme;

namespace Kiosk.Issuer.Cards;

/// <summary>
/// What people write about a card, in cards.json and on the bench's page. A PIN is not among it, nor what is derived from one. Deliberately not a record: a record's text
/// would hold the card number.
/// </summary>
internal sealed partial class CardEntry
{
    private const int FewestDigits = 12;
    private const int MostDigits = 19;
    private const int KeyIndex = 1;
    private const string DateFormat = "yyyy-MM-dd";

    private static readonly DateOnly EarliestBirth = new(1900, 1, 1);

    /// <summary>Card number: 12 to 19 digits, the last one by Luhn.</summary>
    public required string Number { get; init; }

    /// <summary>Month and year to whose end the card is good, as 12/29.</summary>
    public required string Expiry { get; init; }

    /// <summary>Id of its product in the card programme.</summary>
    public required string Product { get; init; }

    /// <summary>Id of its region in the card programme.</summary>
    public required string Region { get; init; }

    /// <summary>issued, active or blocked.</summary>
    public required string Status { get; init; }

    /// <summary>Holder's name, 1 to 100 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Holder's date of birth, as 1984-03-27, or null.</summary>
    public string? BirthDate { get; init; }

    /// <summary>Holder's phone, as <see cref="PhoneNumber"/> has it, or null.</summary>
    public string? Phone { get; init; }

    /// <summary>User id of the holder's online account, or null.</summary>
    public string? UserId { get; init; }

    /// <summary>Available funds, minor units, 0 or more; null is unlimited.</summary>
    public long? Available { get; init; }

    /// <summary>Most on one day, minor units, 1 or more, if the product does not say less; null is any amount.</summary>
    public long? DailyAmount { get; init; }

    /// <summary>Most approvals on one day, 1 or more, if the product does not say less; null is any number.</summary>
    public long? DailyCount { get; init; }

    /// <summary>What is on file about a card.</summary>
    public static CardEntry Of(Card card) => new()
    {
        Number = card.Pan,
        Expiry = ExpiryDate.Printed(card.Expiry),
        Product = card.Product,
        Region = card.Region,
        Status = card.Status.ToString().ToLowerInvariant(),
        Name = card.Name,
        BirthDate = card.BirthDate?.ToString(DateFormat, CultureInfo.InvariantCulture),
        Phone = card.Phone,
        UserId = card.UserId,
        Available = card.Available,
        DailyAmount = card.DailyLimit,
        DailyCount = card.DailyCount,
    };

    /// <summary>What is wrong with values by themselves: names of settings, and for each what it is and what is allowed.</summary>
    /// <param name="today">The issuer's day.</param>
    public IEnumerable<CardFault> Faults(DateOnly today)
    {
        (string, string?)[] all =
        [
            ("number", NumberFault()),
            ("expiry", ExpiryPattern().IsMatch(Expiry) ? null : $"is \"{Expiry}\", a month and a year as 12/29 are allowed"),
            ("status", Status is "issued" or "active" or "blocked" ? null : $"is \"{Status}\", issued, active or blocked are allowed"),
            ("name", Allowed.Name(Name)),
            ("birthDate", BirthDate is null || (BirthDay is DateOnly day && day >= EarliestBirth && day <= today)
                ? null : $"is \"{BirthDate}\", a day as 1984-03-27, from 1900 to today, is allowed"),
            ("phone", Allowed.Phone(Phone)),
            ("available", Allowed.Range(Available, 0, Allowed.MostMoney)),
            ("dailyAmount", Allowed.Range(DailyAmount, 1, Allowed.MostMoney)),
            ("dailyCount", Allowed.Range(DailyCount, 1, Allowed.MostCount)),
        ];
        return from one in all where one.Item2 is not null select new CardFault(one.Item1, one.Item2);
    }

    /// <summary>The same of what values refer to.</summary>
    public IEnumerable<CardFault> Dangling(CardProgramme programme, AccountTable accounts)
    {
        if (!programme.Products.Any(product => product.Id == Product))
        {
            yield return new("product", $"is \"{Product}\", the programme has {string.Join(", ", programme.Products.Select(product => product.Id))}");
        }

        if (!programme.Regions.Any(region => region.Id == Region))
        {
            yield return new("region", $"is \"{Region}\", the programme has {string.Join(", ", programme.Regions.Select(region => region.Id))}");
        }

        if (UserId is not null && accounts.Find(Realm.Holder, UserId) is null)
        {
            yield return new("userId", $"is \"{UserId}\", no holder has this user id");
        }
    }

    /// <summary>The card, when nothing is wrong with it. Without a PIN.</summary>
    public Card ToCard() => new()
    {
        Pan = Number,
        Expiry = ExpiryDate.Filed(Expiry),
        Brand = CardBrand.Of(Number),
        KeyIndex = KeyIndex,
        Product = Product,
        Region = Region,
        Status = Enum.Parse<CardStatus>(Status, ignoreCase: true),
        Name = Name,
        BirthDate = BirthDay,
        Phone = Phone,
        UserId = UserId is null ? null : AccountTable.Normal(UserId),
        Available = Available,
        DailyLimit = DailyAmount,
        DailyCount = DailyCount,
    };

    private DateOnly? BirthDay => DateOnly.TryParseExact(BirthDate, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day : null;

    /// <summary>Says nothing of the digits: with one of them wrong they are nearly a card number.</summary>
    private string? NumberFault() =>
        !Number.All(char.IsAsciiDigit) ? "has other characters than digits, digits alone are allowed"
        : Number.Length is < FewestDigits or > MostDigits ? $"has {Number.Length} digits, {FewestDigits} to {MostDigits} are allowed"
        : LuhnSum() % 10 != 0 ? "has a last digit that is not the check digit (Luhn) of those before it"
        : null;

    /// <summary>ISO/IEC 7812-1, annex B.</summary>
    private int LuhnSum() => Number.Reverse().Select((digit, at) => (digit - '0') * (1 + (at % 2))).Sum(value => value > 9 ? value - 9 : value);

    [GeneratedRegex(@"\A(0[1-9]|1[0-2])/[0-9]{2}\z")]
    private static partial Regex ExpiryPattern();
}
