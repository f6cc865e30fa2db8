using System.Text.RegularExpressions;

namespace Kiosk.EndToEnd.Browser;

/// <summary>PIN services in the online account: a PIN is set, changed, mailed, and refused.</summary>
[TestClass]
public sealed class PinPageTests : BenchTest
{
    private const string Amex = "371449635398431";
    private const string AmexPin = "4071";
    private const string New = "372349000000852";
    private const string Mailed = "378734493671000";
    private const string Fixed = "374245455400126";
    private const string India = "4012888888881881";
    private const string Swiss = "5555555555554444";
    private Visitor? _visitor;

    private Visitor Visitor => _visitor ??= new Visitor(Address);

    [TestCleanup]
    public void Leave() => _visitor?.Dispose();

    [TestMethod]
    public async Task SetAPinAfterAPasscode()
    {
        await Visitor.SignInAsync("anna", "bench-anna");
        string card = await Visitor.CardAsync(Amex);
        await Visitor.ProveAsync(card);
        await Visitor.SendAsync(card + "/pin/set", "?handler=Pin", ("pin", "2580"), ("again", "2580"));
        Assert.AreEqual(card + "/pin", Visitor.Path);
        StringAssert.Contains(Visitor.Html, "Your PIN is set");
        await Visitor.ChangePinAsync(card, "2580", "2581");
        Assert.AreEqual("", Visitor.Problem);
        StringAssert.Contains(Visitor.Html, "Your PIN is changed");

        // The proof was good for one PIN.
        await Visitor.SendAsync(card + "/pin/set", "?handler=Pin", ("pin", "2582"), ("again", "2582"));
        StringAssert.Contains(Visitor.Problem, "Begin with a passcode again");
        HoldNone("2580", "2581", "2582");
    }

    [TestMethod]
    [DataRow(Amex, "1234", "1234", "Digits in a row")]
    [DataRow(Amex, "4321", "4321", "Digits in a row")]
    [DataRow(Amex, "1111", "1111", "One digit again and again")]
    [DataRow(Amex, "2703", "2703", "date of birth")]
    [DataRow(Amex, "1984", "1984", "date of birth")]
    [DataRow(Amex, "4496", "4496", "part of your card number")]
    [DataRow(Amex, "2580", "2581", "not the same")]
    [DataRow(Amex, "258", "258", "has 4 digits")]
    [DataRow(Amex, "25809", "25809", "has 4 digits")]
    [DataRow(Amex, "25a0", "25a0", "has 4 digits")]
    [DataRow(Amex, "", "", "has 4 digits")]
    [DataRow(Amex, "2580258025802", "2580258025802", "has 4 digits")]
    [DataRow(Swiss, "2580", "2580", "has 6 digits")]
    public async Task RefusedPins(string number, string pin, string again, string why)
    {
        await Visitor.SignInAsync(number == Swiss ? "carla" : "anna", number == Swiss ? "bench-carla" : "bench-anna");
        string card = await Visitor.CardAsync(number);
        await Visitor.ProveAsync(card);
        await Visitor.SendAsync(card + "/pin/set", "?handler=Pin", ("pin", pin), ("again", again));
        StringAssert.Contains(Visitor.Problem, why);

        // The form is there again, empty, and the passcode still good for a better PIN.
        StringAssert.Contains(Visitor.Html, "New PIN once more");
        Assert.IsFalse(Visitor.Html.Contains($"value=\"{pin}\"", StringComparison.Ordinal));
        string good = number == Swiss ? "258036" : "2580";
        await Visitor.SendAsync(card + "/pin/set", "?handler=Pin", ("pin", good), ("again", good));
        Assert.AreEqual(card + "/pin", Visitor.Path);
    }

    [TestMethod]
    public async Task AWrongCurrentPinCostsATryAndTheThirdLocks()
    {
        await Visitor.SignInAsync("anna", "bench-anna");
        string card = await Visitor.CardAsync(Amex);
        await Visitor.ChangePinAsync(card, AmexPin, "1111");
        StringAssert.Contains(Visitor.Problem, "One digit");
        StringAssert.Contains(Visitor.Html, "Tries left: 3");
        foreach (string unreadable in new[] { "", "407", "4O71", "4071 ", "4071407140714" })
        {
            await Visitor.ChangePinAsync(card, unreadable, "2580");
            Assert.AreEqual("The current PIN has 4 to 12 digits, and digits alone. Nothing was changed, and no try is gone.", Visitor.Problem);
            StringAssert.Contains(Visitor.Html, "Tries left: 3");
        }

        await Visitor.ChangePinAsync(card, AmexPin, "258");
        Assert.AreEqual("A PIN of this card has 4 digits, and digits alone.", Visitor.Problem);
        await Visitor.ChangePinAsync(card, "9999", "2580");
        StringAssert.Contains(Visitor.Problem, "a try is gone");
        StringAssert.Contains(Visitor.Html, "Tries left: 2");
        await Visitor.ChangePinAsync(card, "9999", "2580");
        await Visitor.ChangePinAsync(card, "9999", "2580");
        StringAssert.Contains(Visitor.Problem, "is locked");
        await Visitor.ChangePinAsync(card, AmexPin, "2580");
        StringAssert.Contains(Visitor.Problem, "is locked");
        StringAssert.Contains(await Visitor.GoAsync(card), "Locked until");
    }

    [TestMethod]
    [DataRow("carla", Mailed, "set", "only comes by mail")]
    [DataRow("carla", Mailed, "change", "only comes by mail")]
    [DataRow("carla", Fixed, "set", "cannot be changed")]
    [DataRow("carla", Fixed, "change", "cannot be changed")]
    [DataRow("bruno", India, "change", "cannot be changed")]
    [DataRow("bruno", "376680816376961", "mail", "has expired")]
    [DataRow("bruno", "343434343434343", "mail", "is blocked")]
    [DataRow("anna", New, "set", "not activated yet")]
    [DataRow("anna", New, "mail", "not activated yet")]
    public async Task WhereAServiceIsNotThereThePageSaysSo(string userId, string number, string service, string why)
    {
        await Visitor.SignInAsync(userId, "bench-" + userId);
        string card = await Visitor.CardAsync(number);
        StringAssert.Contains(await Visitor.GoAsync($"{card}/pin/{service}"), why);
        Assert.IsFalse(Visitor.Html.Contains("type=\"password\"", StringComparison.Ordinal), "a form all the same");

        // Whoever sends the forms all the same hears the same.
        foreach (string handler in service == "change" ? new[] { "" } : ["?handler=Send", "?handler=Code"])
        {
            await Visitor.PostAsync($"{card}/pin/{service}{handler}", ("current", "5062"), ("pin", "2580"), ("again", "2580"), ("code", "123456"));
            StringAssert.Contains(Visitor.Html, why);
        }

        await Visitor.GoAsync("/bench");
        StringAssert.Contains(Visitor.Html, "No letter.");
        StringAssert.Contains(Visitor.Html, "None yet.", "no passcode was sent");
    }

    [TestMethod]
    public async Task TheNumberOnTheBackOfTheCardIsThereToBeCalled()
    {
        const string Link = "<a class=\"whole\" href=\"tel:+442079460321\">+44 20 7946 0321</a>";
        await Visitor.SignInAsync("bruno", "bench-bruno");
        string blocked = await Visitor.CardAsync("343434343434343");
        StringAssert.Contains(await Visitor.GoAsync(blocked), Link);
        StringAssert.Contains(await Visitor.GoAsync(blocked + "/pin"), "Call the number on the back of your card, +44 20 7946 0321.");
        StringAssert.Contains(await Visitor.GoAsync(await Visitor.CardAsync(India)), "tel:+442079460654");

        await Visitor.SignInAsync("carla", "bench-carla");
        Assert.IsFalse((await Visitor.GoAsync(await Visitor.CardAsync("6011111111111117"))).Contains("tel:", StringComparison.Ordinal), "a product without a number");
        StringAssert.Contains(await Visitor.GoAsync(await Visitor.CardAsync("6011111111111117") + "/pin/forgotten"), "the number on the back of your card.");
        StringAssert.Contains(await Visitor.GoAsync(await Visitor.CardAsync(Swiss) + "/pin/forgotten"), "tel:+442079460987");

        await Visitor.SignInAsync("anna", "bench-anna");
        string card = await Visitor.CardAsync(Amex);
        for (int i = 0; i < 3; i++)
        {
            await Visitor.ChangePinAsync(card, "9999", "2580");
        }

        StringAssert.Contains(Visitor.Problem, "call the number on the back of your card, +44 20 7946 0321.");
        StringAssert.Contains(await Visitor.GoAsync(card + "/pin"), $"the number on the back of your card, {Link}.");
    }

    [TestMethod]
    public async Task AMailedPinComesAfterBusinessDaysAndIsSeenOnce()
    {
        await Visitor.SignInAsync("anna", "bench-anna");
        string card = await Visitor.CardAsync(Amex);
        await Visitor.PassAsync(card + "/pin/mail");
        StringAssert.Contains(Visitor.Html, "Your PIN is in the mail.");
        await Visitor.ChangePinAsync(card, AmexPin, "2580");
        StringAssert.Contains(Visitor.Problem, "a try is gone", "the former PIN has ended");
        StringAssert.Contains(await Visitor.GoAsync("/bench"), "sealed, arrives");
        Assert.IsNull(await Visitor.OpenLetterAsync(1));
        StringAssert.Contains(Visitor.Problem, "not here yet");

        await Visitor.PassDaysAsync(8);
        Assert.IsNull(await Visitor.OpenLetterAsync(1), "7 business days are 9 days at least");
        await Visitor.SignInAsync("anna", "bench-anna");
        StringAssert.Contains(await Visitor.GoAsync(card), "A PIN is in the mail. It arrives by ");
        await Visitor.PassDaysAsync(12);
        await Visitor.SignInAsync("anna", "bench-anna");
        StringAssert.Contains(await Visitor.GoAsync(card), "A PIN was mailed. It should have arrived on ");
        string? pin = await Visitor.OpenLetterAsync(1);
        Assert.AreEqual(4, pin?.Length);
        Assert.IsNull(await Visitor.OpenLetterAsync(1));
        StringAssert.Contains(Visitor.Problem, "was opened before");
        await Visitor.SignInAsync("anna", "bench-anna");
        await Visitor.ChangePinAsync(card, pin!, pin == "2580" ? "2581" : "2580");
        Assert.AreEqual("", Visitor.Problem, "the PIN in the letter was the right one");
        StringAssert.Contains(await Visitor.GoAsync(card), "This card has a PIN.");
    }

    [TestMethod]
    public async Task ANewerPinEmptiesTheLetter()
    {
        await Visitor.SignInAsync("carla", "bench-carla");
        string card = await Visitor.CardAsync(Mailed);
        await Visitor.PassAsync(card + "/pin/mail");
        await Visitor.PassAsync(card + "/pin/mail");
        StringAssert.Contains(await Visitor.GoAsync("/bench"), "void: a newer PIN counts");
        await Visitor.PassDaysAsync(20);
        Assert.IsNull(await Visitor.OpenLetterAsync(1));
        Assert.IsNotNull(await Visitor.OpenLetterAsync(2));
        Assert.IsNull(await Visitor.OpenLetterAsync(3), "there is none");
    }

    /// <summary>No answer has one of these PINs as a number of its own, nor have its headers; passcodes, times and card numbers are numbers, too.</summary>
    private void HoldNone(params string[] pins)
    {
        foreach (string pin in pins)
        {
            string? found = Visitor.Seen.FirstOrDefault(text => Regex.IsMatch(text, $@"(?<![0-9A-Za-z_\-]){pin}(?![0-9A-Za-z_\-])"));
            Assert.IsNull(found);
        }
    }
}
