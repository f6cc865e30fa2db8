using System.Net;
using System.Text.RegularExpressions;

namespace Kiosk.EndToEnd.Browser;

/// <summary>The online account: who gets in, and what happens to a PIN.</summary>
[TestClass]
public sealed partial class AccountPageTests : BenchTest
{
    private const string Amex = "371449635398431";
    private const string AmexPin = "4071";
    private const string New = "372349000000852";
    private const string Mailed = "378734493671000";
    private const string Fixed = "374245455400126";
    private const string India = "4012888888881881";
    private const string Swiss = "5555555555554444";
    private const string Wrong = "User id or password is not right.";
    private Visitor? _visitor;

    private Visitor Visitor => _visitor ??= new Visitor(Address);

    [TestCleanup]
    public void Leave() => _visitor?.Dispose();

    [TestMethod]
    public async Task WhoIsNotSignedInIsSentToSignIn()
    {
        await Visitor.SignInAsync("anna", "bench-anna");
        string card = await Visitor.CardAsync(Amex);
        using var stranger = new Visitor(Address);
        foreach (string path in new[] { "/account", card, card + "/pin", card + "/pin/set", card + "/pin/change", card + "/pin/mail", card + "/pin/forgotten", card + "/activate" })
        {
            await stranger.GoAsync(path);
            Assert.AreEqual("/account/sign-in", stranger.Path, path);
        }
    }

    [TestMethod]
    public async Task AnUnknownUserIdLooksLikeAWrongPassword()
    {
        string known = WithoutToken(await Visitor.SignInAsync("anna", "bench-bruno")).Replace("anna", "ID", StringComparison.Ordinal);
        Assert.AreEqual(Wrong, Visitor.Problem);
        string unknown = WithoutToken(await Visitor.SignInAsync("nobody", "bench-bruno")).Replace("nobody", "ID", StringComparison.Ordinal);
        Assert.AreEqual(known, unknown);
        await Visitor.SignInAsync("agent", "bench-agent");
        Assert.AreEqual(Wrong, Visitor.Problem, "an agent is no holder");
    }

    [TestMethod]
    [DataRow("anna")]
    [DataRow("nobody")]
    public async Task FiveWrongPasswordsLockAUserIdWhetherThereIsOneOrNot(string userId)
    {
        for (int i = 0; i < 5; i++)
        {
            await Visitor.SignInAsync(userId, "guess");
            Assert.AreEqual(Wrong, Visitor.Problem);
        }

        await Visitor.SignInAsync(userId, "bench-anna");
        StringAssert.Contains(Visitor.Problem, "Too many attempts");
        await Visitor.PassDaysAsync(1);
        await Visitor.SignInAsync(userId, "bench-anna");
        Assert.AreEqual(userId == "anna" ? "/account" : "/account/sign-in", Visitor.Path);
    }

    [TestMethod]
    public async Task EachSignInIsASessionOfItsOwnAndSignOutEndsIt()
    {
        await Visitor.SignInAsync("anna", "bench-anna");
        Cookie first = SessionCookie();
        Assert.IsTrue(first.HttpOnly);
        await Visitor.GoAsync("/account");
        string page = Visitor.Html;
        await Visitor.PostAsync("/account/sign-out");
        Assert.AreEqual("/account/sign-in", Visitor.Path);

        // Somebody has kept the cookie.
        using var thief = new Visitor(Address);
        thief.Cookies.Add(new Cookie(first.Name, first.Value, first.Path, first.Domain));
        await thief.GoAsync("/account");
        Assert.AreEqual("/account/sign-in", thief.Path);
        await Visitor.SignInAsync("anna", "bench-anna");
        Assert.AreEqual("/account", Visitor.Path);
        Assert.AreNotEqual(first.Value, SessionCookie().Value);

        // Nor is a form of the first session one of the second.
        await Visitor.PostAsync("/account/sign-out", Token(page));
        Assert.AreEqual(HttpStatusCode.BadRequest, Visitor.Status);
    }

    [TestMethod]
    public async Task ASessionThatNobodyUsesEnds()
    {
        await Visitor.SignInAsync("anna", "bench-anna");
        await Visitor.PassDaysAsync(1);
        await Visitor.GoAsync("/account");
        Assert.AreEqual("/account/sign-in", Visitor.Path);
    }

    [TestMethod]
    public async Task AnotherHoldersCardIsNotThere()
    {
        await Visitor.SignInAsync("anna", "bench-anna");
        string card = await Visitor.CardAsync(Amex);
        using var other = new Visitor(Address);
        await other.SignInAsync("bruno", "bench-bruno");
        foreach (string path in new[] { card, card + "/pin", card + "/pin/set", card + "/pin/change", card + "/pin/mail", card + "/pin/forgotten", card + "/activate" })
        {
            await other.GoAsync(path);
            Assert.AreEqual(HttpStatusCode.NotFound, other.Status, path);
        }

        await other.GoAsync("/account");
        await other.PostAsync(card + "/pin/mail?handler=Send");
        Assert.AreEqual(HttpStatusCode.NotFound, other.Status);
        StringAssert.Contains(await other.GoAsync("/bench"), "No letter.");
    }

    [TestMethod]
    public async Task AFormWithoutItsTokenIsRefused()
    {
        await Visitor.SignInAsync("anna", "bench-anna");
        string card = await Visitor.CardAsync(Amex);
        await Visitor.ProveAsync(card);
        string[] paths =
        [
            "/account/sign-in", "/account/sign-out", "/service/sign-in", "/bench?handler=Pass", "/bench/envelopes/1",
            await Visitor.CardAsync(New) + "/activate?handler=Code", card + "/pin/mail?handler=Send", card + "/pin/mail?handler=Code", card + "/pin/change", card + "/pin/set?handler=Send", card + "/pin/set?handler=Code", card + "/pin/set?handler=Pin",
        ];
        foreach (string path in paths)
        {
            foreach (string? token in new[] { null, "CfDJ8" })
            {
                await Visitor.PostAsync(path, token, ("userId", "anna"), ("password", "bench-anna"), ("days", "1"), ("current", AmexPin), ("pin", "2580"), ("again", "2580"));
                Assert.AreEqual(HttpStatusCode.BadRequest, Visitor.Status, path);
            }
        }

        await ChangeAsync(card, AmexPin, "2581");
        Assert.AreEqual("", Visitor.Problem, "the PIN has stayed");
    }

    [TestMethod]
    public async Task HeadersOfEveryPage()
    {
        using var client = new HttpClient();
        foreach (string path in new[] { "account/sign-in", "service/sign-in", "bench", "account/none" })
        {
            using HttpResponseMessage answer = await client.GetAsync(new Uri(Address, path));
            string policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            StringAssert.Contains(policy, "default-src 'none'");
            StringAssert.Contains(policy, "form-action 'self'");
            StringAssert.Contains(policy, "frame-ancestors 'none'");
            Assert.IsFalse(policy.Contains("script", StringComparison.Ordinal) || policy.Contains("unsafe", StringComparison.Ordinal), policy);
            Assert.AreEqual("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.AreEqual("same-origin", answer.Headers.GetValues("Referrer-Policy").Single());
            Assert.IsTrue(answer.Headers.CacheControl!.NoStore);
            Assert.IsFalse(answer.Headers.Contains("Server"));
            foreach (string cookie in answer.Headers.TryGetValues("Set-Cookie", out IEnumerable<string>? cookies) ? cookies : [])
            {
                StringAssert.Contains(cookie, "samesite=strict");
                StringAssert.Contains(cookie, "httponly");
            }
        }
    }

    [TestMethod]
    public async Task AnotherSitesFormIsRefused()
    {
        using var client = new HttpClient();
        foreach (string origin in new[] { "http://example.com", "null" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Address, "account/sign-in")) { Content = new FormUrlEncodedContent([]) };
            request.Headers.TryAddWithoutValidation("Origin", origin);
            using HttpResponseMessage answer = await client.SendAsync(request);
            Assert.AreEqual(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    [TestMethod]
    public async Task SetAPinAfterAPasscode()
    {
        await Visitor.SignInAsync("anna", "bench-anna");
        string card = await Visitor.CardAsync(Amex);
        await Visitor.ProveAsync(card);
        await Visitor.SendAsync(card + "/pin/set", "?handler=Pin", ("pin", "2580"), ("again", "2580"));
        Assert.AreEqual(card + "/pin", Visitor.Path);
        StringAssert.Contains(Visitor.Html, "Your PIN is set");
        await ChangeAsync(card, "2580", "2581");
        Assert.AreEqual("", Visitor.Problem);
        StringAssert.Contains(Visitor.Html, "Your PIN is changed");

        // The proof was good for one PIN.
        await Visitor.SendAsync(card + "/pin/set", "?handler=Pin", ("pin", "2582"), ("again", "2582"));
        StringAssert.Contains(Visitor.Problem, "Begin with a passcode again");
        HoldNone("2580", "2581", "2582");
    }

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
        await ChangeAsync(card, AmexPin, "2581");
        Assert.AreEqual("", Visitor.Problem);
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
    public async Task AWrongCurrentPinCostsATryAndTheThirdLocks()
    {
        await Visitor.SignInAsync("anna", "bench-anna");
        string card = await Visitor.CardAsync(Amex);
        await ChangeAsync(card, AmexPin, "1111");
        StringAssert.Contains(Visitor.Problem, "One digit");
        StringAssert.Contains(Visitor.Html, "Tries left: 3");
        await ChangeAsync(card, "9999", "2580");
        StringAssert.Contains(Visitor.Problem, "a try is gone");
        StringAssert.Contains(Visitor.Html, "Tries left: 2");
        await ChangeAsync(card, "9999", "2580");
        await ChangeAsync(card, "9999", "2580");
        StringAssert.Contains(Visitor.Problem, "is locked");
        await ChangeAsync(card, AmexPin, "2580");
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
            await ChangeAsync(card, "9999", "2580");
        }

        StringAssert.Contains(Visitor.Problem, "call the number on the back of your card, +44 20 7946 0321.");
        StringAssert.Contains(await Visitor.GoAsync(card + "/pin"), $"the number on the back of your card, {Link}.");
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

    [TestMethod]
    public async Task AMailedPinComesAfterBusinessDaysAndIsSeenOnce()
    {
        await Visitor.SignInAsync("anna", "bench-anna");
        string card = await Visitor.CardAsync(Amex);
        await Visitor.PassAsync(card + "/pin/mail");
        StringAssert.Contains(Visitor.Html, "Your PIN is in the mail.");
        await ChangeAsync(card, AmexPin, "2580");
        StringAssert.Contains(Visitor.Problem, "a try is gone", "the former PIN has ended");
        StringAssert.Contains(await Visitor.GoAsync("/bench"), "sealed, arrives");
        Assert.IsNull(await Visitor.OpenLetterAsync(1));
        StringAssert.Contains(Visitor.Problem, "not here yet");

        await Visitor.PassDaysAsync(8);
        Assert.IsNull(await Visitor.OpenLetterAsync(1), "7 business days are 9 days at least");
        await Visitor.PassDaysAsync(12);
        string? pin = await Visitor.OpenLetterAsync(1);
        Assert.AreEqual(4, pin?.Length);
        Assert.IsNull(await Visitor.OpenLetterAsync(1));
        StringAssert.Contains(Visitor.Problem, "was opened before");
        await Visitor.SignInAsync("anna", "bench-anna");
        await ChangeAsync(card, pin!, pin == "2580" ? "2581" : "2580");
        Assert.AreEqual("", Visitor.Problem, "the PIN in the letter was the right one");
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

    [TestMethod]
    [DataRow("0")]
    [DataRow("367")]
    [DataRow("-1")]
    [DataRow("x")]
    [DataRow("")]
    public async Task DaysThatCannotPass(string days)
    {
        await Visitor.SendAsync("/bench", "?handler=Pass", ("days", days));
        StringAssert.Contains(Visitor.Problem, "from 1 to 366");
    }

    private static string WithoutToken(string html) => TokenPattern().Replace(html, "");

    private static string Token(string html) => TokenPattern().Match(html).Groups[1].Value;

    private Cookie SessionCookie() => Visitor.Cookies.GetCookies(new Uri(Address, "account")).Single(cookie => cookie.Name == "issuer-account");

    private Task<string> ChangeAsync(string card, string current, string pin) =>
        Visitor.SendAsync(card + "/pin/change", "", ("current", current), ("pin", pin), ("again", pin));

    /// <summary>No answer has one of these PINs as a number of its own, nor have its headers; passcodes, times and card numbers are numbers, too.</summary>
    private void HoldNone(params string[] pins)
    {
        foreach (string pin in pins)
        {
            string? found = Visitor.Seen.FirstOrDefault(text => Regex.IsMatch(text, $@"(?<![0-9A-Za-z_\-]){pin}(?![0-9A-Za-z_\-])"));
            Assert.IsNull(found);
        }
    }

    [GeneratedRegex("""name="form-token" type="hidden" value="([^"]+)""")]
    private static partial Regex TokenPattern();
}
