using System.Text.RegularExpressions;
using Kiosk.EndToEnd.Issuer;
using Kiosk.Issuer;
using Kiosk.Issuer.Cards;
using Kiosk.Issuer.Programme;
using Microsoft.Extensions.Time.Testing;

namespace Kiosk.EndToEnd.PinServices;

/// <summary>cards.json: what an issuer begins with.</summary>
[TestClass]
public sealed class CardFileTests
{
    private const string Another = "376449047333005";

    private readonly string _directory = Directory.CreateTempSubdirectory("cards").FullName;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 2, 10, 0, 0, TimeSpan.Zero));

    private string File => Path.Combine(_directory, CardFile.FileName);

    [TestCleanup]
    public void Clean() => Directory.Delete(_directory, recursive: true);

    [TestMethod]
    public async Task TheFirstStartWritesTheTestCardsAndNoPin()
    {
        await using BenchIssuer issuer = Open();
        string text = System.IO.File.ReadAllText(File);
        Assert.AreEqual(CardFile.Write(TestCardFile.Cards), text);
        foreach (TestCard card in BenchIssuer.TestCards.Where(card => card.Pin is not null))
        {
            Assert.AreEqual(card.Pan, issuer.Services.Cards.Find(card.Pan)?.Pan);
            Assert.IsFalse(Regex.IsMatch(text, $"(?<![0-9]){card.Pin}(?![0-9])"));
        }
    }

    [TestMethod]
    public async Task ACardInTheFileIsPutOnFileAndOneOnFileStaysAsItIs()
    {
        await using (BenchIssuer first = Open())
        {
            first.Services.Cards.AddFunds("378282246310005", -100);
            Assert.IsTrue(first.Services.CardLife.Block(TestTerminal.Amex));
        }

        CardEntry another = Entry(Another);
        System.IO.File.WriteAllText(File, CardFile.Write([another, .. TestCardFile.Cards.Where(card => card.Number != "4111111111111111")]));
        await using BenchIssuer second = Open();
        Card card = second.Services.Cards.Find(Another)!;
        Assert.AreEqual(CardFile.Write([another]), CardFile.Write([CardEntry.Of(card)]));
        Assert.AreEqual(("Amex", null, 0), (card.Brand, card.Pvv, card.PinLength));
        Assert.AreEqual(400, second.Services.Cards.Find("378282246310005")!.Available);
        Assert.AreEqual(CardStatus.Blocked, second.Services.Cards.Find(TestTerminal.Amex)!.Status);
        Assert.IsNotNull(second.Services.Cards.Find("4111111111111111"), "what the file no longer has stays");
    }

    [TestMethod]
    [DataRow("\"number\": \"371449635398431\"", "\"number\": \"371449635398432\"", "$.cards[0].number: has a last digit that is not the check digit (Luhn) of those before it")]
    [DataRow("\"number\": \"371449635398431\"", "\"number\": \"37144963539\"", "$.cards[0].number: has 11 digits, 12 to 19 are allowed")]
    [DataRow("\"number\": \"371449635398431\"", "\"number\": \"37144963539843x\"", "$.cards[0].number: has other characters than digits, digits alone are allowed")]
    [DataRow("\"number\": \"378282246310005\"", "\"number\": \"371449635398431\"", "$.cards[1].number: is there already")]
    [DataRow("\"expiry\": \"12/29\"", "\"expiry\": \"13/29\"", "$.cards[0].expiry: is \"13/29\", a month and a year as 12/29 are allowed")]
    [DataRow("\"expiry\": \"12/29\"", "\"expiry\": \"2912\"", "$.cards[0].expiry: is \"2912\", a month and a year as 12/29 are allowed")]
    [DataRow("\"product\": \"amex\"", "\"product\": \"amx\"", "$.cards[0].product: is \"amx\", the programme has amex, amex-mailed, amex-fixed, amex-no-cash, amex-student, visa, mastercard, discover")]
    [DataRow("\"region\": \"eu\"", "\"region\": \"uk\"", "$.cards[0].region: is \"uk\", the programme has eu, us, ch, in, jp")]
    [DataRow("\"status\": \"active\"", "\"status\": \"expired\"", "$.cards[0].status: is \"expired\", issued, active or blocked are allowed")]
    [DataRow("\"name\": \"Anna Berg\"", "\"name\": \" \"", "$.cards[0].name: must be 1 to 100 characters")]
    [DataRow("\"birthDate\": \"1984-03-27\"", "\"birthDate\": \"27.03.1984\"", "$.cards[0].birthDate: is \"27.03.1984\", a day as 1984-03-27, from 1900 to today, is allowed")]
    [DataRow("\"birthDate\": \"1984-03-27\"", "\"birthDate\": \"2026-03-03\"", "$.cards[0].birthDate: is \"2026-03-03\", a day as 1984-03-27, from 1900 to today, is allowed")]
    [DataRow("\"phone\": \"+44 7700 900117\"", "\"phone\": \"07700 900117\"", "$.cards[0].phone: is \"07700 900117\", + and 7 to 15 digits with single spaces, at most 21 characters, are allowed: +44 20 7946 0321")]
    [DataRow("\"userId\": \"anna\"", "\"userId\": \"ana\"", "$.cards[0].userId: is \"ana\", no holder has this user id")]
    [DataRow("\"userId\": \"anna\"", "\"userId\": \"agent\"", "$.cards[0].userId: is \"agent\", no holder has this user id")]
    [DataRow("\"available\": 500", "\"available\": -1", "$.cards[1].available: is -1, 0 to 999999999999 are allowed")]
    [DataRow("\"available\": 500", "\"available\": 5.00", "$.cards[1].available (line 27): is not a value of this kind")]
    [DataRow("\"available\": 500", "\"balance\": 500", "$.cards[1].balance (line 27): there is no such setting")]
    [DataRow("\"available\": 500", "\"pin\": \"7391\"", "$.cards[1].pin (line 27): there is no such setting")]
    [DataRow("\"dailyAmount\": 1000", "\"dailyAmount\": 0", "$.cards[5].dailyAmount: is 0, 1 to 999999999999 are allowed")]
    [DataRow("\"dailyCount\": null", "\"dailyCount\": 1000001", "$.cards[0].dailyCount: is 1000001, 1 to 1000000 are allowed")]
    public async Task WhatIsWrongIsSaidWithFileAndPathAndNothingIsPutOnFile(string right, string wrong, string message)
    {
        string text = CardFile.Write(TestCardFile.Cards);
        int at = text.IndexOf(right, StringComparison.Ordinal);
        System.IO.File.WriteAllText(File, text[..at] + wrong + text[(at + right.Length)..]);
        ProgrammeException e = Assert.ThrowsException<ProgrammeException>(Open);
        Assert.AreEqual($"{File}: {message}", e.Message);
        System.IO.File.WriteAllText(File, CardFile.Write([]));
        await using BenchIssuer issuer = Open();
        Assert.AreEqual(0, issuer.Services.Cards.All().Count);
    }

    [TestMethod]
    [DataRow("null")]
    [DataRow("{}")]
    [DataRow("[]")]
    [DataRow("")]
    [DataRow("""{ "cards": null }""")]
    [DataRow("""{ "cards": [null] }""")]
    [DataRow("""{ "cards": [{ "number": "371449635398431" }] }""")]
    [DataRow("""{ "cards": [{ "number": null, "expiry": "12/29", "product": "amex", "region": "eu", "status": "active", "name": "A" }] }""")]
    public void WhatIsNoFileOfCardsIsRefused(string text)
    {
        ProgrammeException e = Assert.ThrowsException<ProgrammeException>(() => CardFile.Parse(text, new DateOnly(2026, 3, 2)));
        StringAssert.StartsWith(e.Message, "$");
    }

    [TestMethod]
    public void MoreCardsThanItHoldsAreRefused()
    {
        string text = CardFile.Write([.. Enumerable.Repeat(Entry(Another), 10_001)]);
        ProgrammeException e = Assert.ThrowsException<ProgrammeException>(() => CardFile.Parse(text, new DateOnly(2026, 3, 2)));
        Assert.AreEqual("$.cards: has 10001 entries, up to 10000 are allowed", e.Message);
    }

    [TestMethod]
    public async Task ACardIsPutOnFileOnce()
    {
        await using BenchIssuer issuer = Open();
        CardTable cards = issuer.Services.Cards;
        string before = CardFile.Write([CardEntry.Of(cards.Find(TestTerminal.Amex)!)]);
        Assert.IsFalse(cards.Enrol(Entry(TestTerminal.Amex).ToCard(), [2, 5, 8, 0]));
        var faults = new List<CardFault>();
        issuer.Services.Registry.Add(Entry(TestTerminal.Amex), faults);
        Assert.AreEqual("number", faults.Single().Setting);
        Assert.AreEqual(before, CardFile.Write([CardEntry.Of(cards.Find(TestTerminal.Amex)!)]));
        Assert.IsNotNull(issuer.Answer(TestTerminal.Seal(new TestTerminal().Purchase())));
        Assert.AreEqual("000", issuer.Newest!.ActionCode, "its PIN counts");
    }

    [TestMethod]
    [DataRow("371449635398431", "Amex")]
    [DataRow("4111111111111111", "Visa")]
    [DataRow("5555555555554444", "Mastercard")]
    [DataRow("2223003122003222", "Mastercard")]
    [DataRow("6011111111111117", "Discover")]
    [DataRow("3530111333300000", "Card")]
    public void TheBrandIsThatOfTheNumber(string number, string brand) => Assert.AreEqual(brand, Entry(number).ToCard().Brand);

    private static CardEntry Entry(string number) => new()
    {
        Number = number,
        Expiry = "01/31",
        Product = "visa",
        Region = "us",
        Status = "issued",
        Name = "Dora Dahl",
        BirthDate = "1990-12-31",
        Phone = "+1 202 555 0143",
        UserId = "anna",
        Available = 12_50,
        DailyAmount = 7_00,
        DailyCount = 2,
    };

    private BenchIssuer Open() => BenchIssuer.Open(new IssuerOptions { DataDirectory = _directory, Time = _time });
}
