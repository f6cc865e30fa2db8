using Kiosk.Issuer.Cards;

namespace Kiosk.Issuer.Programme;

/// <summary>The products and regions of the issuer. It never changes: a new programme takes its place.</summary>
/// <param name="Products">At least one.</param>
/// <param name="Regions">At least one.</param>
internal sealed record CardProgramme(IReadOnlyList<Product> Products, IReadOnlyList<Region> Regions)
{
    private const int LongestId = 32;
    private const int MostEntries = 100;

    // Numbers that are reserved for fiction.
    private const string AmexPhone = "+44 20 7946 0321";
    private const string VisaPhone = "+44 20 7946 0654";
    private const string MastercardPhone = "+44 20 7946 0987";

    /// <summary>American Express rules, and a product and a region of each other kind.</summary>
    public static CardProgramme Default { get; } = new(
        [
            new("amex", "American Express", CashAdvance: new(500, 300, 50_000), StandInAmount: 2_500, ServicePhone: AmexPhone),
            new("amex-mailed", "American Express Corporate: the PIN only comes by mail", PinMayBeChosen: false, PinMayBeChanged: false, CashAdvance: new(500, 300, 50_000), StandInAmount: 2_500, ServicePhone: AmexPhone),
            new("amex-fixed", "American Express Gold: the PIN may be chosen, not changed", PinMayBeChanged: false, CashAdvance: new(500, 300, 100_000), StandInAmount: 2_500, ServicePhone: AmexPhone),
            new("amex-no-cash", "American Express Blue: no cash advance", StandInAmount: 2_500, ServicePhone: AmexPhone),
            new("amex-student", "American Express Student: daily limits, two tries, locked for 48 hours", CashAdvance: new(300, 400, 10_000), DailyAmount: 5_000, DailyCount: 3, PinTries: 2, LockHours: 48, ServicePhone: AmexPhone),
            new("visa", "Visa", CashAdvance: new(400, 300, 40_000), StandInAmount: 2_500, ServicePhone: VisaPhone),
            new("mastercard", "Mastercard", CashAdvance: new(400, 300, 40_000), StandInAmount: 2_500, ServicePhone: MastercardPhone),
            new("discover", "Discover"),
        ],
        [
            new("eu", "Europe"),
            new("us", "United States"),
            new("ch", "Switzerland: PINs of six digits", PinLength: 6),
            new("in", "India: a mailed PIN stays as it is", PinMayBeChanged: false),
            new("jp", "Japan: PINs by mail alone, no cash", PinMayBeChosen: false, PinMayBeChanged: false, CashAdvanceAllowed: false),
        ]);

    /// <summary>Reads a programme.</summary>
    /// <exception cref="ProgrammeException">It cannot be used.</exception>
    public static CardProgramme Parse(string json)
    {
        CardProgramme programme = StrictJson.Read<CardProgramme>(json, "products and regions");
        programme.Check();
        return programme;
    }

    /// <summary>The programme as JSON, indented, as <see cref="Parse"/> takes it.</summary>
    public string Write() => StrictJson.Write(this);

    /// <summary>Checks every value.</summary>
    /// <exception cref="ProgrammeException">One cannot be used.</exception>
    public void Check()
    {
        CheckList("$.products", [.. Products.Select(product => product?.Id)]);
        CheckList("$.regions", [.. Regions.Select(region => region?.Id)]);
        for (int i = 0; i < Products.Count; i++)
        {
            Product product = Products[i];
            string at = $"$.products[{i}]";
            Check($"{at}.name", Allowed.Name(product.Name));
            Check($"{at}.pinLength", Allowed.Range(product.PinLength, 4, 12));
            Check($"{at}.dailyAmount", Allowed.Range(product.DailyAmount, 1, Allowed.MostMoney));
            Check($"{at}.dailyCount", Allowed.Range(product.DailyCount, 1, Allowed.MostCount));
            Check($"{at}.standInAmount", Allowed.Range(product.StandInAmount, 1, Allowed.MostMoney));
            Check($"{at}.pinTries", Allowed.Range(product.PinTries, 1, 9));
            Check($"{at}.lockHours", Allowed.Range(product.LockHours, 1, 8_760));
            Check($"{at}.servicePhone", Allowed.Phone(product.ServicePhone));
            if (product.CashAdvance is CashAdvance cash)
            {
                Check($"{at}.cashAdvance.feeMinimum", Allowed.Range(cash.FeeMinimum, 0, Allowed.MostMoney));
                Check($"{at}.cashAdvance.feeRate", Allowed.Range(cash.FeeRate, 0, 10_000));
                Check($"{at}.cashAdvance.limit", Allowed.Range(cash.Limit, 1, Allowed.MostMoney));
            }
        }

        for (int i = 0; i < Regions.Count; i++)
        {
            Check($"$.regions[{i}].name", Allowed.Name(Regions[i].Name));
            Check($"$.regions[{i}].pinLength", Allowed.Range(Regions[i].PinLength, 4, 12));
        }
    }

    /// <summary>What holds for a card. One of a product or region that the programme no longer has keeps the first one's rules.</summary>
    public CardRules RulesFor(Card card)
    {
        Product product = Products.FirstOrDefault(product => product.Id == card.Product) ?? Products[0];
        Region region = Regions.FirstOrDefault(region => region.Id == card.Region) ?? Regions[0];
        return new CardRules(
            region.PinLength ?? product.PinLength,
            product.PinMayBeChosen && region.PinMayBeChosen,
            product.PinMayBeChanged && region.PinMayBeChanged,
            region.CashAdvanceAllowed ? product.CashAdvance : null,
            Least(product.DailyAmount, card.DailyLimit),
            Least(product.DailyCount, card.DailyCount),
            product.StandInAmount,
            product.PinTries,
            TimeSpan.FromHours(product.LockHours),
            product.ServicePhone);
    }

    private static long? Least(long? one, long? other) => one is null ? other : other is null ? one : Math.Min(one.Value, other.Value);

    private static void CheckList(string at, string?[] ids)
    {
        if (ids.Length is 0 or > MostEntries)
        {
            throw new ProgrammeException($"{at}: has {ids.Length} entries, 1 to {MostEntries} are allowed");
        }

        for (int i = 0; i < ids.Length; i++)
        {
            string? id = ids[i];
            if (id is null || id.Length is 0 or > LongestId || !id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
            {
                throw new ProgrammeException($"{at}[{i}].id: must be 1 to {LongestId} small letters, digits and hyphens");
            }

            if (Array.IndexOf(ids, id) < i)
            {
                throw new ProgrammeException($"{at}[{i}].id: \"{id}\" is there already");
            }
        }
    }

    private static void Check(string at, string? fault)
    {
        if (fault is not null)
        {
            throw new ProgrammeException($"{at}: {fault}");
        }
    }
}
