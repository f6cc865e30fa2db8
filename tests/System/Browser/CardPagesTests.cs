using System.Net;
using System.Text.RegularExpressions;

namespace Kiosk.EndToEnd.Browser;

/// <summary>The bench's pages of the cards on file: changed, and put there.</summary>
[TestClass]
public sealed partial class CardPagesTests : BenchTest
{
    private const string Amex = "371449635398431";
    private const string Poor = "378282246310005";
    private const string Another = "376449047333005";
    private const string Cards = "/bench/cards";
    private Visitor? _visitor;

    private Visitor Visitor => _visitor ??= new Visitor(Address);

    [TestCleanup]
    public void Leave() => _visitor?.Dispose();

    [TestMethod]
    public async Task TheListAndTheFormsShowNoCardNumber()
    {
        await Visitor.GoAsync(Cards);
        string[] links = [.. LinkPattern().Matches(Visitor.Html).Select(link => link.Groups[1].Value)];
        Assert.AreEqual(15, links.Length);
        foreach (string link in links)
        {
            await Visitor.GoAsync(link);
            Assert.AreEqual(HttpStatusCode.OK, Visitor.Status);
        }

        Assert.IsFalse(Visitor.Seen.Any(text => Regex.IsMatch(text, "(?<![0-9])[0-9]{15,16}(?![0-9])")), "a card number");
        await Visitor.GoAsync(Cards + "/0123456789ab");
        Assert.AreEqual(HttpStatusCode.NotFound, Visitor.Status);
    }

    [TestMethod]
    public async Task EverySettingIsSavedAndShownAgain()
    {
        (string Name, string Value)[] changed =
        [
            ("expiry", "01/31"), ("product", "visa"), ("region", "jp"), ("status", "blocked"), ("name", "Dora <b> Dahl"), ("birthDate", "1990-12-31"),
            ("phone", "+1 202 555 0143"), ("userId", "bruno"), ("available", "12.50"), ("dailyAmount", "7.00"), ("dailyCount", "2"),
        ];
        string card = await FindAsync(Amex);
        await SaveAsync(Visitor, Amex, changed);
        StringAssert.Contains(Visitor.Html, "Saved. It counts from now on.");
        CollectionAssert.AreEqual(changed, Fields());
        StringAssert.Contains(Visitor.Html, "<span class=\"state\">Blocked</span>");
        await Visitor.GoAsync(Cards);
        StringAssert.Contains(Visitor.Html, "Dora <b> Dahl, visa, jp");

        (string Name, string Value)[] emptied = [.. changed.Select(field => field.Name is "expiry" or "product" or "region" or "status" or "name" ? field : (field.Name, ""))];
        await SaveAsync(Visitor, Amex, emptied);
        CollectionAssert.AreEqual(emptied, Fields());
        await SaveAsync(Visitor, Amex, ("available", "3,5"), ("status", "active"));
        Assert.AreEqual("3.50", Field("available"));
        StringAssert.Contains(Visitor.Html, "<span class=\"state\">Active</span>");
        await SaveAsync(Visitor, Amex, ("expiry", "01/24"));
        StringAssert.Contains(Visitor.Html, "<span class=\"state\">Expired</span>");
    }

    [TestMethod]
    public async Task TheHolderSeesTheChangeAtOnceAndTheNextOneHasTheCard()
    {
        string card = await FindAsync(Amex);
        await SaveAsync(Visitor, Amex, ("available", "2.34"), ("userId", "Bruno"));
        await Visitor.SignInAsync("bruno", "bench-bruno");
        StringAssert.Contains(await Visitor.GoAsync(await Visitor.CardAsync(Amex)), "2.34 EUR");
        await Visitor.PostAsync("/account/sign-out");
        await Visitor.SignInAsync("anna", "bench-anna");
        Assert.IsFalse(Visitor.Html.Contains(Amex[^4..], StringComparison.Ordinal));
    }

    [TestMethod]
    [DataRow("expiry", "13/29", "Expiry: is \"13/29\", a month and a year as 12/29 are allowed.")]
    [DataRow("expiry", "", "Expiry: is \"\", a month")]
    [DataRow("product", "amx", "Product: is \"amx\", the programme has amex, amex-mailed,")]
    [DataRow("region", "uk", "Region: is \"uk\", the programme has eu, us, ch, in, jp.")]
    [DataRow("status", "expired", "Status: is \"expired\", issued, active or blocked are allowed.")]
    [DataRow("name", " ", "Name of the holder: must be 1 to 100 characters.")]
    [DataRow("birthDate", "1899-12-31", "Date of birth: is \"1899-12-31\", a day as 1984-03-27, from 1900 to today, is allowed.")]
    [DataRow("phone", "+44  7700", "Phone: is \"+44  7700\", + and 7 to 15 digits with single spaces")]
    [DataRow("userId", "nobody", "User id of the online account: is \"nobody\", no holder has this user id.")]
    [DataRow("available", "5.001", "Available balance: is \"5.001\", 0.00 to 9999999999.99 is allowed, or nothing for no limit.")]
    [DataRow("available", "-1", "Available balance: is \"-1\"")]
    [DataRow("available", "10000000000", "Available balance: is \"10000000000\"")]
    [DataRow("dailyAmount", "0.00", "Daily limit: is \"0.00\", 0.01 to 9999999999.99 is allowed")]
    [DataRow("dailyCount", "0", "Daily number of purchases: is \"0\", 1 to 1000000 is allowed")]
    [DataRow("dailyCount", "1.5", "Daily number of purchases: is \"1.5\"")]
    public async Task AFieldThatIsWrongIsNamedAndNothingIsSaved(string field, string value, string why)
    {
        string card = await FindAsync(Amex);
        await Visitor.GoAsync(card);
        (string Name, string Value)[] before = Fields();
        await SaveAsync(Visitor, Amex, (field, value), (field == "dailyCount" ? "dailyAmount" : "dailyCount", "7"));
        StringAssert.StartsWith(Visitor.Problem, "Nothing was saved. ");
        StringAssert.Contains(Visitor.Problem, why);
        Assert.AreEqual(1, InvalidPattern().Matches(Visitor.Html).Count);
        Assert.AreEqual(value.Trim(), Field(field), "what was typed stays");
        await Visitor.GoAsync(card);
        CollectionAssert.AreEqual(before, Fields());
    }

    [TestMethod]
    public async Task AllThatIsWrongIsSaidAtOnce()
    {
        await SaveAsync(Visitor, Amex, ("available", "much"), ("expiry", "soon"), ("userId", "nobody"));
        foreach (string field in new[] { "Available balance: ", "Expiry: ", "User id of the online account: " })
        {
            StringAssert.Contains(Visitor.Problem, field);
        }
    }

    [TestMethod]
    public async Task WhatHasChangedInTheMeantimeIsNotUndone()
    {
        string card = await FindAsync(Amex);
        await Visitor.GoAsync(card);
        string old = Visitor.Html;

        // Another one saves first.
        using var other = new Visitor(Address);
        await other.GoAsync(card);
        await other.PostAsync(card, [.. FormOf(other.Html, ("status", "blocked"), ("available", "8.00"))]);
        StringAssert.Contains(other.Html, "Saved.");

        await Visitor.PostAsync(card, [.. FormOf(old, ("name", "Anna Bergmann"))]);
        StringAssert.Contains(Visitor.Html, "Saved.");
        Assert.AreEqual(("Anna Bergmann", "blocked", "8.00"), (Field("name"), Field("status"), Field("available")), "what was not touched is as the other one has it");

        await Visitor.PostAsync(card, [.. FormOf(old, ("available", "9.00"), ("dailyCount", "4"))]);
        StringAssert.Contains(Visitor.Problem, "Available balance: has become \"8.00\" in the meantime. Save again to have yours.");
        Assert.AreEqual(("Anna Bergmann", "9.00", "4"), (Field("name"), Field("available"), Field("dailyCount")));
        string again = Visitor.Html;
        await Visitor.GoAsync(card);
        Assert.AreEqual(("8.00", ""), (Field("available"), Field("dailyCount")), "nothing was saved");
        await Visitor.PostAsync(card, [.. FormOf(again)]);
        Assert.AreEqual(("9.00", "4", "blocked"), (Field("available"), Field("dailyCount"), Field("status")));
    }

    [TestMethod]
    public async Task ACardIsPutOnFileWithoutAPinAndGetsOneByMail()
    {
        await Visitor.GoAsync(Cards + "/new");
        await Visitor.PostAsync(Cards + "/new", [.. FormOf(Visitor.Html, ("number", "3764 4904 7333 005"), ("expiry", "12/29"), ("name", "Anna Berg"), ("userId", "anna"), ("status", "active"), ("phone", "+44 7700 900117"))]);
        StringAssert.Contains(Visitor.Html, "Saved.");
        StringAssert.Contains(Visitor.Html, "This card has no PIN yet.");
        StringAssert.Contains(Visitor.Html, "American Express ending in 3005");
        await Visitor.SignInAsync("anna", "bench-anna");
        string card = await Visitor.CardAsync(Another);
        await Visitor.PassAsync(card + "/pin/mail");
        StringAssert.Contains(await Visitor.GoAsync(await FindAsync(Another)), "A PIN is in the mail.");
    }

    [TestMethod]
    [DataRow(Amex, "Card number: the card ending in 8431 is on file already.")]
    [DataRow("376449047333006", "Card number: has a last digit that is not the check digit (Luhn)")]
    [DataRow("37644904733", "Card number: has 11 digits, 12 to 19 are allowed.")]
    [DataRow("3764-4904-7333-005", "Card number: has other characters than digits, digits alone are allowed.")]
    [DataRow("", "Card number: has 0 digits, 12 to 19 are allowed.")]
    public async Task ANumberThatCannotBePutOnFile(string number, string why)
    {
        await Visitor.GoAsync(Cards + "/new");
        await Visitor.PostAsync(Cards + "/new", [.. FormOf(Visitor.Html, ("number", number), ("expiry", "12/29"), ("name", "Dora"))]);
        StringAssert.StartsWith(Visitor.Problem, "Nothing was saved. " + why);
        Assert.AreEqual((number, "Dora"), (Field("number"), Field("name")), "what was typed stays");
        await Visitor.GoAsync(Cards);
        Assert.AreEqual(15, LinkPattern().Matches(Visitor.Html).Count);
    }

    [TestMethod]
    public async Task AFormWithoutItsTokenIsRefused()
    {
        string card = await FindAsync(Poor);
        await Visitor.GoAsync(card);
        foreach (string path in new[] { card, Cards + "/new" })
        {
            await Visitor.PostAsync(path, null, [.. FormOf(Visitor.Html, ("available", "100.00"), ("number", Another))]);
            Assert.AreEqual(HttpStatusCode.BadRequest, Visitor.Status);
        }

        await Visitor.GoAsync(card);
        Assert.AreEqual("5.00", Field("available"));
    }

    /// <summary>Changes a card on its page.</summary>
    internal static async Task SaveAsync(Visitor visitor, string number, params (string Name, string Value)[] changes)
    {
        string card = await FindAsync(visitor, number);
        await visitor.GoAsync(card);
        await visitor.PostAsync(card, [.. FormOf(visitor.Html, changes)]);
    }

    /// <summary>The page of a card, found on the list.</summary>
    private static async Task<string> FindAsync(Visitor visitor, string number)
    {
        await visitor.GoAsync(Cards);
        return LinkPattern().Matches(visitor.Html).Single(link => link.Groups[2].Value == number[^4..]).Groups[1].Value;
    }

    private Task<string> FindAsync(string number) => FindAsync(Visitor, number);

    /// <summary>All fields of the form on a page, hidden ones too, some of them with another value.</summary>
    private static IEnumerable<(string Name, string Value)> FormOf(string html, params (string Name, string Value)[] changes) =>
        from name in NamePattern().Matches(html).Select(field => field.Groups[1].Value)
        where name != "form-token"
        let change = changes.Where(one => one.Name == name).Select(one => one.Value).FirstOrDefault()
        select (name, change ?? ValueOf(html, name));

    private static string ValueOf(string html, string name)
    {
        string select = Regex.Match(html, $"<select[^>]* name=\"{name}\".*?</select>", RegexOptions.Singleline).Value;
        return select.Length == 0 ? Regex.Match(html, $"<input[^>]* name=\"{name}\"[^\n]*?value=\"([^\"]*)\"").Groups[1].Value
            : SelectedPattern().Match(select) is { Success: true } selected ? selected.Groups[1].Value : OptionPattern().Match(select).Groups[1].Value;
    }

    private string Field(string name) => ValueOf(Visitor.Html, name);

    private (string Name, string Value)[] Fields() =>
        [.. FormOf(Visitor.Html).Where(field => !field.Name.StartsWith("shown-", StringComparison.Ordinal))];

    [GeneratedRegex("""href="(/bench/cards/[0-9a-f]{12})">[^<]*(\d{4})</a>""")]
    private static partial Regex LinkPattern();

    [GeneratedRegex("""<(?:input|select)\b[^>]* name="([^"]+)""")]
    private static partial Regex NamePattern();

    [GeneratedRegex("""<option value="([^"]*)" selected""")]
    private static partial Regex SelectedPattern();

    [GeneratedRegex("""<option value="([^"]*)""")]
    private static partial Regex OptionPattern();

    [GeneratedRegex("aria-invalid=\"true\"")]
    private static partial Regex InvalidPattern();
}
