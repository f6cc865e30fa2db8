using System.Net;
using System.Text.RegularExpressions;

namespace Kiosk.EndToEnd.Browser;

/// <summary>The online account: who gets in, and whose forms are taken.</summary>
[TestClass]
public sealed partial class AccountPageTests : BenchTest
{
    private const string Amex = "371449635398431";
    private const string AmexPin = "4071";
    private const string New = "372349000000852";
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

        await Visitor.ChangePinAsync(card, AmexPin, "2581");
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

    [GeneratedRegex("""name="form-token" type="hidden" value="([^"]+)""")]
    private static partial Regex TokenPattern();
}
