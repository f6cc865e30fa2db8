using System.Net;
using System.Text;
using Kiosk.Bench.Rig;
using static Microsoft.Playwright.Assertions;

namespace Kiosk.EndToEnd.Browser;

/// <summary>A kiosk without service switch and tamper loop, in profile <c>tdes</c>: what its page shows and refuses.</summary>
[TestClass]
public sealed class BareCaseTests : BrowserTest
{
    protected override string Config => ConfigFile.Default
        .Replace("# switch        = 35  ", "switch          = none", StringComparison.Ordinal)
        .Replace("# loop          = 34  ", "loop            = none", StringComparison.Ordinal)
        .Replace("format          = 4", "format          = 0", StringComparison.Ordinal)
        .Replace("profile         = aes ", "profile         = tdes", StringComparison.Ordinal);

    [TestMethod]
    public async Task ItsControlsAreOffAndSayWhy()
    {
        foreach ((string control, string part) in new[]
            { ("#service", "service switch"), ("#line", "service switch"), ("#send", "service switch"), ("#case", "tamper loop") })
        {
            await Expect(Page.Locator(control)).ToBeDisabledAsync();
            await Expect(Page.Locator(control)).ToHaveAttributeAsync("title", $"This kiosk has no {part}: its nf.config says none.");
        }
    }

    [TestMethod]
    public async Task ThePageNamesTheProfile() => await Expect(Page.Locator("#facts")).ToContainTextAsync("profile tdes");

    [TestMethod]
    [DataRow("service", """{"on":true}""", "no service switch")]
    [DataRow("case", """{"on":true}""", "no tamper loop")]
    [DataRow("line", """{"line":"D0112"}""", "no service switch")]
    public async Task ARequestIsRefused(string path, string body, string why)
    {
        using var client = new HttpClient();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await client.PostAsync(new Uri(Address, "api/" + path), content);
        Assert.AreEqual(HttpStatusCode.Conflict, answer.StatusCode);
        StringAssert.Contains(await answer.Content.ReadAsStringAsync(), why);
        await ShowsAsync("ENTER MINUTES");
    }
}
