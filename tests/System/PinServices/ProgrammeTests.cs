using Kiosk.EndToEnd.Issuer;
using Kiosk.Issuer.Cards;
using Kiosk.Issuer.Programme;

namespace Kiosk.EndToEnd.PinServices;

/// <summary>programme.json, and what it means for a card.</summary>
[TestClass]
public sealed class ProgrammeTests
{
    private readonly string _directory = Directory.CreateTempSubdirectory("programme").FullName;

    private string File => Path.Combine(_directory, ProgrammeStore.FileName);

    [TestCleanup]
    public void Clean() => Directory.Delete(_directory, recursive: true);

    [TestMethod]
    public void TheDefaultIsWrittenAndReadsAsItself()
    {
        ProgrammeStore store = ProgrammeStore.Open(File);
        Assert.AreEqual(CardProgramme.Default.Write(), System.IO.File.ReadAllText(File));
        Assert.AreEqual(CardProgramme.Default.Write(), store.Current.Write());
    }

    [TestMethod]
    public void AChangeIsKeptAndABadOneRefused()
    {
        ProgrammeStore store = ProgrammeStore.Open(File);
        ProgrammeStore other = ProgrammeStore.Open(File);
        store.Change(With(product => product with { PinTries = 5 }));
        Assert.AreEqual(5, store.Current.Products[0].PinTries);
        Assert.AreEqual(5, other.Current.Products[0].PinTries, "another process sees it");
        ProgrammeException e = Assert.ThrowsException<ProgrammeException>(() => store.Change(With(product => product with { PinTries = 10 })));
        Assert.AreEqual("$.products[0].pinTries: is 10, 1 to 9 are allowed", e.Message);
        Assert.AreEqual(5, ProgrammeStore.Open(File).Current.Products[0].PinTries);
    }

    [TestMethod]
    public void AFileThatIsDamagedWhileItRunsDoesNotCount()
    {
        ProgrammeStore store = ProgrammeStore.Open(File);
        System.IO.File.WriteAllText(File, "{");
        System.IO.File.SetLastWriteTimeUtc(File, DateTime.UtcNow.AddMinutes(1));
        Assert.AreEqual(CardProgramme.Default.Products.Count, store.Current.Products.Count);
        StringAssert.Contains(store.Error, "$");
        System.IO.File.WriteAllText(File, CardProgramme.Default.Write());
        System.IO.File.SetLastWriteTimeUtc(File, DateTime.UtcNow.AddMinutes(2));
        Assert.IsNull(store.Error);
    }

    [TestMethod]
    [DataRow("\"pinLength\": 4", "\"pinLength\": 13", "$.products[0].pinLength: is 13, 4 to 12 are allowed")]
    [DataRow("\"pinLength\": 4", "\"pinLength\": \"4\"", "$.products[0].pinLength (line 6): is not a value of this kind")]
    [DataRow("\"pinLength\": 4", "\"pinLenght\": 4", "$.products[0].pinLenght (line 6): there is no such setting")]
    [DataRow("\"id\": \"amex\"", "\"id\": \"Amex\"", "$.products[0].id: must be 1 to 32 small letters, digits and hyphens")]
    [DataRow("\"id\": \"amex-mailed\"", "\"id\": \"amex\"", "$.products[1].id: \"amex\" is there already")]
    [DataRow("\"name\": \"Europe\"", "\"name\": \" \"", "$.regions[0].name: must be 1 to 100 characters")]
    [DataRow("\"feeRate\": 300", "\"feeRate\": -1", "$.products[0].cashAdvance.feeRate: is -1, 0 to 10000 are allowed")]
    [DataRow("\"standInAmount\": 2500", "\"standInAmount\": 0", "$.products[0].standInAmount: is 0, 1 to 999999999999 are allowed")]
    [DataRow("\"limit\": 50000", "\"limit\": 0", "$.products[0].cashAdvance.limit: is 0, 1 to 999999999999 are allowed")]
    [DataRow("\"dailyCount\": 3", "\"dailyCount\": 0", "$.products[4].dailyCount: is 0, 1 to 1000000 are allowed")]
    [DataRow("\"servicePhone\": \"+44 20 7946 0321\"", "\"servicePhone\": \"020 7946 0321\"", "$.products[0].servicePhone: is \"020 7946 0321\", + and 7 to 15 digits with single spaces, at most 21 characters, are allowed: +44 20 7946 0321")]
    [DataRow("\"servicePhone\": null", "\"servicePhone\": \"\"", "$.products[7].servicePhone: is \"\", + and 7 to 15 digits with single spaces, at most 21 characters, are allowed: +44 20 7946 0321")]
    [DataRow("\"lockHours\": 48", "\"lockHours\": 8761", "$.products[4].lockHours: is 8761, 1 to 8760 are allowed")]
    public void WhatIsWrongIsSaidWithFileAndPath(string right, string wrong, string message)
    {
        string text = CardProgramme.Default.Write();
        int at = text.IndexOf(right, StringComparison.Ordinal);
        System.IO.File.WriteAllText(File, text[..at] + wrong + text[(at + right.Length)..]);
        ProgrammeException e = Assert.ThrowsException<ProgrammeException>(() => ProgrammeStore.Open(File));
        Assert.AreEqual($"{File}: {message}", e.Message);
    }

    [TestMethod]
    [DataRow("null")]
    [DataRow("{}")]
    [DataRow("""{ "products": [], "regions": [] }""")]
    [DataRow("""{ "products": [null], "regions": [] }""")]
    [DataRow("""{ "products": null, "regions": [] }""")]
    [DataRow("[]")]
    [DataRow("")]
    public void WhatIsNoProgrammeIsRefused(string text)
    {
        ProgrammeException e = Assert.ThrowsException<ProgrammeException>(() => CardProgramme.Parse(text));
        StringAssert.StartsWith(e.Message, "$");
    }

    [TestMethod]
    [DataRow("+1234567", true)]
    [DataRow("+123456", false)]
    [DataRow("+123456789012345", true)]
    [DataRow("+1234567890123456", false)]
    [DataRow("+44 20 7946 0321", true)]
    [DataRow("+1 2 3 4 5 6 7 8 9 01", true)]
    [DataRow("+1 2 3 4 5 6 7 8 9 0 1", false)]
    [DataRow("44 20 7946 0321", false)]
    [DataRow("+044 20 7946 0321", false)]
    [DataRow("+44  20 7946 0321", false)]
    [DataRow("+ 44 20 7946 0321", false)]
    [DataRow("+44 20 7946 0321 ", false)]
    [DataRow("+44 20 7946 0321\n", false)]
    [DataRow("+44 (20) 7946", false)]
    [DataRow("+44 ２０ 7946 0321", false)]
    [DataRow("", false)]
    public void WhatIsATelephoneNumber(string text, bool isOne) => Assert.AreEqual(isOne, PhoneNumber.IsOne(text));

    [TestMethod]
    [DataRow("amex", "+44 20 7946 0321")]
    [DataRow("amex-student", "+44 20 7946 0321")]
    [DataRow("visa", "+44 20 7946 0654")]
    [DataRow("mastercard", "+44 20 7946 0987")]
    [DataRow("discover", null)]
    public void TheNumberOnTheBackIsTheProducts(string product, string? number) => Assert.AreEqual(number, Rules(product, "eu").ServicePhone);

    [TestMethod]
    public void ARegionTakesAwayAndACardMayHaveLess()
    {
        CardRules rules = Rules("visa", "jp");
        Assert.IsFalse(rules.PinMayBeChosen);
        Assert.IsFalse(rules.PinMayBeChanged);
        Assert.IsNull(rules.CashAdvance);
        Assert.AreEqual(6, Rules("amex", "ch").PinLength);
        Assert.AreEqual(4, Rules("amex", "eu").PinLength);
        Assert.IsFalse(Rules("amex-fixed", "eu").PinMayBeChanged);
        Assert.AreEqual(TimeSpan.FromHours(48), Rules("amex-student", "us").LockTime);
        Assert.AreEqual(3, Rules("amex-student", "eu").DailyCount);
        Assert.AreEqual(1000, Rules("amex-student", "eu", dailyLimit: 1000).DailyAmount);
        Assert.AreEqual(5000, Rules("amex-student", "eu", dailyLimit: 9000).DailyAmount);
        Assert.AreEqual(4, Rules("gone", "gone").PinLength, "what the programme no longer has is as the first");
    }

    [TestMethod]
    public void EachTestCardIsOfAProductAndRegion()
    {
        using var rig = new IssuerRig();
        foreach (Card card in rig.Cards.All())
        {
            Assert.IsTrue(CardProgramme.Default.Products.Any(product => product.Id == card.Product), card.Product);
            Assert.IsTrue(CardProgramme.Default.Regions.Any(region => region.Id == card.Region), card.Region);
            Assert.IsNotNull(card.BirthDate);
            int sum = card.Pan.Reverse().Select((digit, at) => (digit - '0') * (at % 2 == 0 ? 1 : 2)).Sum(value => value > 9 ? value - 9 : value);
            Assert.AreEqual(0, sum % 10, "Luhn");
        }
    }

    [TestMethod]
    [DataRow(100L, 500L)]
    [DataRow(16_666L, 500L)]
    [DataRow(16_667L, 501L)]
    [DataRow(20_000L, 600L)]
    [DataRow(999_999_999_999L, 30_000_000_000L)]
    public void AFeeIsRoundedUpAndHasALeast(long amount, long fee) => Assert.AreEqual(fee, new CashAdvance(500, 300, 1).Fee(amount));

    private static CardProgramme With(Func<Product, Product> change) =>
        CardProgramme.Default with { Products = [change(CardProgramme.Default.Products[0]), .. CardProgramme.Default.Products.Skip(1)] };

    private static CardRules Rules(string product, string region, long? dailyLimit = null) =>
        CardProgramme.Default.RulesFor(new Card { Pan = TestTerminal.Amex, Expiry = "2912", Brand = "", Product = product, Region = region, DailyLimit = dailyLimit });
}
