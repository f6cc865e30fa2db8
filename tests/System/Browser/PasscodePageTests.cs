namespace Kiosk.EndToEnd.Browser;

/// <summary>Passcodes in the online account, and what asks for one: setting a PIN, a letter, activation.</summary>
[TestClass]
public sealed class PasscodePageTests : BenchTest
{
    private const string Amex = "371449635398431";
    private const string AmexPin = "4071";
    private const string New = "372349000000852";
    private Visitor? _visitor;

    private Visitor Visitor => _visitor ??= new Visitor(Address);

    [TestCleanup]
    public void Leave() => _visitor?.Dispose();

    [TestMethod]
    public async Task WithoutAPasscodeNoPinIsSet()
    {
        await Visitor.SignInAsync("anna", "bench-anna");
        string card = await Visitor.CardAsync(Amex);
        await Visitor.SendAsync(card + "/pin/set", "?handler=Pin", ("pin", "2580"), ("again", "2580"));
        StringAssert.Contains(Visitor.Problem, "Begin with a passcode again");
        await Visitor.ProveAsync(await Visitor.CardAsync("378282246310005"));
        await Visitor.SendAsync(card + "/pin/set", "?handler=Pin", ("pin", "2580"), ("again", "2580"));
        StringAssert.Contains(Visitor.Problem, "Begin with a passcode again", "a passcode for another card");
        await Visitor.ChangePinAsync(card, AmexPin, "2581");
        Assert.AreEqual("", Visitor.Problem);
    }

    [TestMethod]
    public async Task APasscodeIsGoodOnceAndForTenMinutes()
    {
        await Visitor.SignInAsync("anna", "bench-anna");
        string card = await Visitor.CardAsync(Amex);
        await Visitor.ProveAsync(card);
        string code = await Visitor.PasscodeAsync();
        await Visitor.GoAsync(card + "/pin/set");
        await Visitor.PostAsync(card + "/pin/set?handler=Code", ("code", code));
        StringAssert.Contains(Visitor.Problem, "no longer good", "used");

        await Visitor.PassDaysAsync(1);
        await Visitor.SignInAsync("anna", "bench-anna");
        await Visitor.SendAsync(card + "/pin/set", "?handler=Send");
        code = await Visitor.PasscodeAsync();
        await Visitor.PassDaysAsync(1);
        await Visitor.SignInAsync("anna", "bench-anna");
        await Visitor.SendAsync(card + "/pin/set", "?handler=Code", ("code", code));
        StringAssert.Contains(Visitor.Problem, "no longer good", "old");
    }

    [TestMethod]
    public async Task FiveWrongPasscodesEndIt()
    {
        await Visitor.SignInAsync("anna", "bench-anna");
        string card = await Visitor.CardAsync(Amex);
        await Visitor.SendAsync(card + "/pin/set", "?handler=Send");
        string code = await Visitor.PasscodeAsync();
        for (int i = 0; i < 5; i++)
        {
            await Visitor.SendAsync(card + "/pin/set", "?handler=Code", ("code", (code[0] == '0' ? '1' : '0') + code[1..]));
            StringAssert.Contains(Visitor.Problem, "is not right");
        }

        await Visitor.SendAsync(card + "/pin/set", "?handler=Code", ("code", code));
        StringAssert.Contains(Visitor.Problem, "no longer good");
    }

    [TestMethod]
    public async Task ANewCardIsActivatedOnce()
    {
        await Visitor.SignInAsync("anna", "bench-anna");
        string card = await Visitor.CardAsync(New);
        StringAssert.Contains(await Visitor.GoAsync(card), "Not activated");
        await Visitor.PassAsync(card + "/activate", ("expiry", " 12/29 "));
        Assert.AreEqual(card, Visitor.Path);
        StringAssert.Contains(Visitor.Html, "Your card is activated");
        StringAssert.Contains(Visitor.Html, "This card has no PIN yet.");
        StringAssert.Contains(await Visitor.GoAsync(card + "/activate"), "activated already");
        await Visitor.PostAsync(card + "/activate?handler=Send");
        StringAssert.Contains(Visitor.Html, "activated already");
        await Visitor.GoAsync(card + "/pin/change");
        StringAssert.Contains(Visitor.Html, "there is none to change");
    }

    [TestMethod]
    public async Task AWrongExpiryDateCountsAsAWrongPasscodeAndLooksLikeOne()
    {
        await Visitor.SignInAsync("anna", "bench-anna");
        string card = await Visitor.CardAsync(New);
        await Visitor.SendAsync(card + "/activate", "?handler=Send");
        string code = await Visitor.PasscodeAsync();
        string wrong = (code[0] == '0' ? '1' : '0') + code[1..];
        foreach ((string typed, string expiry) in new[] { (code, "11/29"), (wrong, "12/29"), (code, ""), (code, "2912") })
        {
            await Visitor.SendAsync(card + "/activate", "?handler=Code", ("code", typed), ("expiry", expiry));
            Assert.AreEqual("The passcode or the expiry date is not right.", Visitor.Problem);
        }

        StringAssert.Contains(await Visitor.GoAsync(card), "Not activated");

        // The fifth time both may still be right, the sixth not.
        await Visitor.SendAsync(card + "/activate", "?handler=Code", ("code", code), ("expiry", "12/30"));
        await Visitor.SendAsync(card + "/activate", "?handler=Code", ("code", code), ("expiry", "12/29"));
        StringAssert.Contains(Visitor.Problem, "no longer good");
        StringAssert.Contains(await Visitor.GoAsync(card), "Not activated");
        await Visitor.PassAsync(card + "/activate", ("expiry", "12/29"));
        StringAssert.Contains(Visitor.Html, "Your card is activated");
    }

    [TestMethod]
    [DataRow("bruno", "376680816376961", "has expired")]
    [DataRow("bruno", "343434343434343", "is blocked. Call the number on the back of your card, +44 20 7946 0321.")]
    [DataRow("anna", Amex, "is activated already")]
    public async Task ACardThatCannotBeActivated(string userId, string number, string why)
    {
        await Visitor.SignInAsync(userId, "bench-" + userId);
        string card = await Visitor.CardAsync(number);
        Assert.IsFalse((await Visitor.GoAsync(card)).Contains("/activate", StringComparison.Ordinal));
        StringAssert.Contains(await Visitor.GoAsync(card + "/activate"), why);
        await Visitor.PostAsync(card + "/activate?handler=Code", ("code", "123456"), ("expiry", "12/29"));
        StringAssert.Contains(Visitor.Html, why);
    }

    [TestMethod]
    public async Task APasscodeIsForOneThingAndOneCard()
    {
        await Visitor.SignInAsync("anna", "bench-anna");
        string card = await Visitor.CardAsync(Amex);
        string other = await Visitor.CardAsync("378282246310005");
        string issued = await Visitor.CardAsync(New);
        string[] pages = [card + "/pin/mail", card + "/pin/set", other + "/pin/mail", issued + "/activate"];
        foreach (string page in pages)
        {
            await Visitor.SendAsync(page, "?handler=Send");
            StringAssert.Contains(Visitor.Html, "We have sent a passcode");
            string code = await Visitor.PasscodeAsync();
            foreach (string wrong in pages.Where(wrong => wrong != page))
            {
                await Visitor.SendAsync(wrong, "?handler=Code", ("code", code), ("expiry", "12/29"));
                StringAssert.Contains(Visitor.Problem, "no longer good", wrong);
            }
        }

        StringAssert.Contains(await Visitor.GoAsync("/bench"), "No letter.");
        StringAssert.Contains(await Visitor.GoAsync(issued), "Not activated");
    }

    [TestMethod]
    public async Task WithoutAPasscodeNoPinIsMailed()
    {
        await Visitor.SignInAsync("anna", "bench-anna");
        string card = await Visitor.CardAsync(Amex);
        await Visitor.SendAsync(card + "/pin/mail", "");
        await Visitor.SendAsync(card + "/pin/mail", "?handler=Code", ("code", "123456"));
        StringAssert.Contains(Visitor.Problem, "no longer good");
        await Visitor.SendAsync(card + "/pin/mail", "?handler=Send");
        string code = await Visitor.PasscodeAsync();
        await Visitor.SendAsync(card + "/pin/mail", "?handler=Code", ("code", (code[0] == '0' ? '1' : '0') + code[1..]));
        StringAssert.Contains(Visitor.Problem, "This passcode is not right.");
        StringAssert.Contains(await Visitor.GoAsync("/bench"), "No letter.");
        await Visitor.SendAsync(card + "/pin/mail", "?handler=Code", ("code", code));
        StringAssert.Contains(Visitor.Html, "Your PIN is in the mail.");

        // It was used up with that letter.
        await Visitor.SendAsync(card + "/pin/mail", "?handler=Code", ("code", code));
        StringAssert.Contains(Visitor.Problem, "no longer good");
        await Visitor.GoAsync("/bench");
        StringAssert.Contains(Visitor.Html, "Letter 1,");
        Assert.IsFalse(Visitor.Html.Contains("Letter 2,", StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task WhoHasNoPhoneIsToldToCall()
    {
        await CardPagesTests.SaveAsync(Visitor, Amex, ("phone", ""));
        await CardPagesTests.SaveAsync(Visitor, New, ("phone", ""));
        await Visitor.SignInAsync("anna", "bench-anna");
        string card = await Visitor.CardAsync(Amex);
        foreach (string page in new[] { card + "/pin/mail", card + "/pin/set", await Visitor.CardAsync(New) + "/activate" })
        {
            const string Why = "We have no phone number of yours to send a passcode to. Call the number on the back of your card, +44 20 7946 0321.";
            StringAssert.Contains(await Visitor.GoAsync(page), Why);
            await Visitor.PostAsync(page + "?handler=Send");
            StringAssert.Contains(Visitor.Html, Why);
            await Visitor.PostAsync(page + "?handler=Code", ("code", ""));
            StringAssert.Contains(Visitor.Html, Why);
        }
    }
}
