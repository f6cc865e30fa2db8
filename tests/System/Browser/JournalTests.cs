using System.Net;
using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Kiosk.EndToEnd.Browser;

/// <summary>The kiosk's own journal beside the issuer's ledger.</summary>
[TestClass]
public sealed class JournalTests : BrowserTest
{
    [TestMethod]
    public async Task ItHasWhatTheKioskHasMadeOfEachPurchaseNewestFirst()
    {
        await Expect(Page.Locator("#journal-empty")).ToBeVisibleAsync();
        await ClickToPinAsync(Amex);
        await ClickKeysAsync(AmexPin + "#");
        await ShowsAsync("APPROVED");
        await NewestAsync("8431", "2.40 EUR", "approved 000", "000001");
        await ShowsAsync("ENTER MINUTES");

        await ClickToPinAsync(Amex);
        await ClickKeysAsync("1111#");
        await ShowsAsync("INCORRECT PIN");
        await NewestAsync("8431", "2.40 EUR", "declined 117", "000002");
        await Expect(Rows).ToHaveCountAsync(2);
        await Expect(Page.Locator("#journal-empty")).ToBeHiddenAsync();

        // Kiosk and issuer tell the same time of the same purchase, and only the issuer shows more of the card than its last four digits.
        string time = await Page.Locator("#ledger tbody tr").Last.Locator("td").First.InnerTextAsync();
        string ours = await Rows.Last.Locator("td").First.InnerTextAsync();
        Assert.IsTrue((TimeSpan.Parse(ours) - TimeSpan.Parse(time)).Duration() < TimeSpan.FromSeconds(5), $"{ours}, {time}");
        await Expect(Rows.Last.Locator("td").Nth(1)).ToHaveTextAsync("8431");

        // What was read stays on the page without power, and is read again with it.
        await Page.Locator("#power").ClickAsync();
        await ShowsNothingAsync();
        await Expect(Rows).ToHaveCountAsync(2);
        await Page.Locator("#power").ClickAsync();
        await ShowsAsync("ENTER MINUTES");
        await Expect(Rows).ToHaveCountAsync(2);
        await Page.ReloadAsync();
        await Expect(Rows).ToHaveCountAsync(2);
    }

    [TestMethod]
    public async Task ARequestHasAllOfIt()
    {
        using var client = new HttpClient { BaseAddress = Address };
        Assert.AreEqual("[]", await client.GetStringAsync("api/journal"));
        await Page.Locator("#fault").SelectOptionAsync("bad-mac");
        await ClickToPinAsync(Amex);
        await ClickKeysAsync(AmexPin + "#");
        await ShowsAsync("PROCESSING ERROR");
        await Page.Locator("#fault").SelectOptionAsync("on");
        await NewestAsync("8431", "2.40 EUR", "reversed", "000001");
        using (JsonDocument all = JsonDocument.Parse(await client.GetStringAsync("api/journal")))
        {
            JsonElement entry = all.RootElement.EnumerateArray().Single();
            Assert.AreEqual("reversed", entry.GetProperty("state").GetString());
            Assert.AreEqual(JsonValueKind.Null, entry.GetProperty("action").ValueKind);
            Assert.AreEqual("2.40 EUR", entry.GetProperty("amount").GetString());
        }

        await Page.Locator("#power").ClickAsync();
        await ShowsNothingAsync();
        using HttpResponseMessage refused = await client.GetAsync("api/journal");
        Assert.AreEqual(HttpStatusCode.Conflict, refused.StatusCode);
        StringAssert.Contains(await refused.Content.ReadAsStringAsync(), "no power");
    }

    private ILocator Rows => Page.Locator("#journal tbody tr");

    private async Task NewestAsync(params string[] cells)
    {
        for (int i = 0; i < cells.Length; i++)
        {
            await Expect(Rows.First.Locator("td").Nth(i + 1)).ToHaveTextAsync(cells[i], new() { Timeout = (float)Patience.TotalMilliseconds });
        }
    }
}
