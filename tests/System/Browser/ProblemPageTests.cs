using System.Net;
using System.Net.Http.Headers;
using Kiosk.EndToEnd.Issuer;
using Kiosk.Issuer.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Kiosk.EndToEnd.Browser;

/// <summary>What the issuer's pages say when a page cannot be answered.</summary>
[TestClass]
public sealed class ProblemPageTests : BenchTest
{
    private const string Amex = "371449635398431";
    private Visitor? _visitor;

    private Visitor Visitor => _visitor ??= new Visitor(Address);

    [TestCleanup]
    public void Leave() => _visitor?.Dispose();

    [TestMethod]
    public async Task AFormOfAFormerSessionHasExpired()
    {
        await Visitor.SignInAsync("anna", "bench-anna");
        string card = await Visitor.CardAsync(Amex);
        string form = card + "/pin/change";
        await Visitor.GoAsync(form);
        string token = Visitor.Token;
        await Visitor.PostAsync("/account/sign-out");
        await Visitor.SignInAsync("anna", "bench-anna");
        await Visitor.PostAsync(form, token, ("current", "4071"), ("pin", "2580"), ("again", "2580"));
        Assert.AreEqual(HttpStatusCode.BadRequest, Visitor.Status);
        StringAssert.Contains(Visitor.Html, "<h1>This form has expired</h1>");
        StringAssert.Contains(Visitor.Html, "Nothing was done.");
        StringAssert.Contains(Visitor.Html, "<p class=\"title\">Online account</p>");
        StringAssert.Contains(Visitor.Html, $"href=\"{form}\"");
        Assert.IsFalse(Visitor.Html.Contains("Sign in again", StringComparison.Ordinal), "they are signed in");
        Assert.IsFalse(Visitor.Html.Contains("2580", StringComparison.Ordinal));

        // The PIN is as it was, and what the page has a form for still works.
        await Visitor.PostAsync("/account/sign-out");
        Assert.AreEqual("/account/sign-in", Visitor.Path);
        await Visitor.SignInAsync("anna", "bench-anna");
        await Visitor.SendAsync(form, "", ("current", "4071"), ("pin", "2580"), ("again", "2580"));
        StringAssert.Contains(Visitor.Html, "Your PIN is changed.");
    }

    [TestMethod]
    [DataRow("/account/sign-in", "Online account", "/account/sign-in")]
    [DataRow("/service/sign-in", "Customer service", "/service/sign-in")]
    [DataRow("/bench?handler=Pass", "Bench desk", "/bench")]
    [DataRow("/bench/envelopes/1", "Bench desk", "/bench/envelopes/1")]
    [DataRow("/bench/programme", "Bench desk", "/bench/programme")]
    public async Task AForgedFormIsRefusedWithTheSamePage(string path, string place, string back)
    {
        await Visitor.PostAsync(path, "CfDJ8", ("userId", "anna"), ("password", "bench-anna"), ("days", "1"));
        Assert.AreEqual(HttpStatusCode.BadRequest, Visitor.Status);
        StringAssert.Contains(Visitor.Html, "<h1>This form has expired</h1>");
        StringAssert.Contains(Visitor.Html, $"<p class=\"title\">{place}</p>");
        StringAssert.Contains(Visitor.Html, $"<a href=\"{back}\">Load the form again</a>");
        Assert.AreEqual(place != "Bench desk", Visitor.Html.Contains("Sign in again", StringComparison.Ordinal));
    }

    [TestMethod]
    [DataRow("/account/none", "Online account")]
    [DataRow("/service/none", "Customer service")]
    [DataRow("/bench/none", "Bench desk")]
    [DataRow("/bench/cards/0123456789ab", "Bench desk")]
    [DataRow("/bench/problem", "Bench desk")]
    public async Task APageThatIsNotThere(string path, string place)
    {
        await Visitor.GoAsync(path);
        Assert.AreEqual(HttpStatusCode.NotFound, Visitor.Status);
        StringAssert.Contains(Visitor.Html, "<h1>There is no such page</h1>");
        StringAssert.Contains(Visitor.Html, $"<p class=\"title\">{place}</p>");
        Assert.IsFalse(Visitor.Html.Contains("Load the form again", StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task AnotherHoldersCardLooksLikeNone()
    {
        await Visitor.SignInAsync("anna", "bench-anna");
        string card = await Visitor.CardAsync(Amex);
        using var other = new Visitor(Address);
        await other.SignInAsync("bruno", "bench-bruno");
        string none = (await other.GoAsync("/account/cards/0123456789ab")).Replace(other.Token, "", StringComparison.Ordinal);
        Assert.AreEqual(none, (await other.GoAsync(card)).Replace(other.Token, "", StringComparison.Ordinal));
        Assert.AreEqual(HttpStatusCode.NotFound, other.Status);
    }

    [TestMethod]
    public async Task APageThatFailsSaysSoAndNothingOfWhy()
    {
        using var rig = new IssuerRig();
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        IssuerWeb.AddServices(builder.Services, Task.FromResult(rig.Services), new NoTime());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        await using WebApplication app = builder.Build();
        IssuerWeb.UseProblemPage(app);
        app.UseRouting();
        IssuerWeb.Map(app);
        app.MapGet("/account/fails", string () => throw new InvalidOperationException("hush"));
        await app.StartAsync();
        using var client = new HttpClient();
        using HttpResponseMessage answer = await client.GetAsync(new Uri(new Uri(app.Urls.Single()), "account/fails"));
        string html = await answer.Content.ReadAsStringAsync();
        Assert.AreEqual(HttpStatusCode.InternalServerError, answer.StatusCode);
        StringAssert.Contains(html, "<h1>Something went wrong</h1>");
        StringAssert.Contains(html, "<p class=\"title\">Online account</p>");
        Assert.IsFalse(html.Contains("hush", StringComparison.Ordinal) || html.Contains("Exception", StringComparison.Ordinal));
        AssertHeaders(answer);
    }

    [TestMethod]
    public async Task ProblemsHaveTheHeadersOfEveryPage()
    {
        using var client = new HttpClient();
        using HttpResponseMessage missing = await client.GetAsync(new Uri(Address, "account/none"));
        AssertHeaders(missing);
        using HttpResponseMessage forged = await client.PostAsync(new Uri(Address, "account/sign-in"), new FormUrlEncodedContent([]));
        Assert.AreEqual(HttpStatusCode.BadRequest, forged.StatusCode);
        AssertHeaders(forged);
    }

    private static void AssertHeaders(HttpResponseMessage answer)
    {
        StringAssert.Contains(answer.Headers.GetValues("Content-Security-Policy").Single(), "default-src 'none'");
        Assert.AreEqual("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.AreEqual("same-origin", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.IsTrue(answer.Headers.CacheControl!.NoStore);
        Assert.AreEqual(new MediaTypeHeaderValue("text/html", "utf-8"), answer.Content.Headers.ContentType);
    }

    private sealed class NoTime : IBench
    {
        public bool HasKiosk => false;

        public Task<bool> PassAsync(TimeSpan time, CancellationToken cancellation) => Task.FromResult(false);
    }
}
