using System.Globalization;
using Kiosk.Issuer.Cards;
using Kiosk.Issuer.Programme;
using Microsoft.AspNetCore.Http;

namespace Kiosk.Issuer.Web;

/// <summary>The form with which the bench changes a card or puts one on file: the settings of <see cref="CardEntry"/> as text. An empty one is none.</summary>
internal sealed class CardForm
{
    /// <summary>Begins the names of the fields that hold what was on file when the form was shown.</summary>
    public const string ShownPrefix = "shown-";

    /// <summary>The settings that can be changed, with what people call them, in their order.</summary>
    public static readonly IReadOnlyDictionary<string, string> Labels = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["expiry"] = "Expiry, as 12/29",
        ["product"] = "Product",
        ["region"] = "Region",
        ["status"] = "Status",
        ["name"] = "Name of the holder",
        ["birthDate"] = "Date of birth",
        ["phone"] = "Phone",
        ["userId"] = "User id of the online account",
        ["available"] = "Available balance, as 12.50",
        ["dailyAmount"] = "Daily limit, as 12.50",
        ["dailyCount"] = "Daily number of purchases",
    };

    private readonly Dictionary<string, string> _values;

    private CardForm(Dictionary<string, string> values) => _values = values;

    /// <summary>What the field of a setting holds.</summary>
    public string this[string setting] => _values[setting];

    /// <summary>A form for a card that is not on file.</summary>
    public static CardForm New() => new(Labels.Keys.ToDictionary(setting => setting, setting => setting switch
    {
        "status" => "issued",
        _ => "",
    }));

    /// <summary>What is on file about a card.</summary>
    public static CardForm Of(Card card)
    {
        var entry = CardEntry.Of(card);
        return new(Labels.Keys.ToDictionary(setting => setting, setting => setting switch
        {
            "expiry" => entry.Expiry,
            "product" => entry.Product,
            "region" => entry.Region,
            "status" => entry.Status,
            "name" => entry.Name,
            "birthDate" => entry.BirthDate,
            "phone" => entry.Phone,
            "userId" => entry.UserId,
            "available" => Amount(entry.Available),
            "dailyAmount" => Amount(entry.DailyAmount),
            "dailyCount" => entry.DailyCount?.ToString(CultureInfo.InvariantCulture),
            _ => throw new ArgumentOutOfRangeException(nameof(card), setting),
        } ?? ""));
    }

    /// <summary>What was sent. A field that was not, or more than once, is empty.</summary>
    /// <param name="form">The form.</param>
    /// <param name="prefix">What the names of its fields begin with.</param>
    public static CardForm Read(IFormCollection form, string prefix = "") =>
        new(Labels.Keys.ToDictionary(setting => setting, setting => form[prefix + setting] is [string typed] ? typed.Trim() : ""));

    /// <summary>
    /// What is to be on file: of a setting that nobody has touched what is there now. One that was touched, and has changed on file too, is a fault: nothing that came about
    /// between showing and saving the form is undone.
    /// </summary>
    /// <param name="shown">What was on file when the form was shown.</param>
    /// <param name="current">What is on file now.</param>
    /// <param name="faults">Gets what is wrong.</param>
    public CardForm Onto(CardForm shown, CardForm current, List<CardFault> faults)
    {
        var merged = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string setting in Labels.Keys)
        {
            bool isTouched = this[setting] != shown[setting];
            merged[setting] = isTouched ? this[setting] : current[setting];
            if (isTouched && current[setting] != shown[setting])
            {
                faults.Add(new(setting, $"has become {(current[setting].Length == 0 ? "empty" : $"\"{current[setting]}\"")} in the meantime. Save again to have yours"));
            }
        }

        return new CardForm(merged);
    }

    /// <summary>The entry of a card. What cannot be read as a number is a fault, and left out.</summary>
    /// <param name="number">Card number.</param>
    /// <param name="faults">Gets what is wrong.</param>
    public CardEntry ToEntry(string number, List<CardFault> faults) => new()
    {
        Number = number,
        Expiry = this["expiry"],
        Product = this["product"],
        Region = this["region"],
        Status = this["status"],
        Name = this["name"],
        BirthDate = TextOrNull("birthDate"),
        Phone = TextOrNull("phone"),
        UserId = TextOrNull("userId"),
        Available = MoneyOrNull("available", 0, faults),
        DailyAmount = MoneyOrNull("dailyAmount", 1, faults),
        DailyCount = CountOrNull("dailyCount", faults),
    };

    /// <summary>Faults as one text, each after what people call its setting.</summary>
    public static string Text(List<CardFault> faults) => string.Join(' ', faults.Select(one => $"{Label(one.Setting)}: {one.Text}."));

    private static string Label(string setting) => Labels.GetValueOrDefault(setting, "Card number").Split(", as ")[0];

    private static string? Amount(long? amount) => amount is long known ? Words.Amount(known) : null;

    private string? TextOrNull(string setting) => this[setting] is { Length: > 0 } text ? text : null;

    private long? MoneyOrNull(string setting, long least, List<CardFault> faults)
    {
        long? amount = TypedMoney.Read(this[setting]);
        if (amount >= least || this[setting].Length == 0)
        {
            return amount;
        }

        faults.Add(new(setting, $"is \"{this[setting]}\", {Words.Amount(least)} to {Words.Amount(Allowed.MostMoney)} is allowed, or nothing for no limit"));
        return null;
    }

    private long? CountOrNull(string setting, List<CardFault> faults)
    {
        bool isCount = long.TryParse(this[setting], NumberStyles.None, CultureInfo.InvariantCulture, out long count) && count is >= 1 and <= Allowed.MostCount;
        if (!isCount && this[setting].Length > 0)
        {
            faults.Add(new(setting, $"is \"{this[setting]}\", 1 to {Allowed.MostCount} is allowed, or nothing for no limit"));
        }

        return isCount ? count : null;
    }
}
