using static Microsoft.Playwright.Assertions;

namespace Kiosk.EndToEnd.Browser;

[TestClass]
public sealed class ReloadTests : BrowserTest
{
    [TestMethod]
    public async Task AReloadedPageShowsTheKioskAsItIs()
    {
        await ClickToPinAsync(Amex);
        await ClickKeysAsync("40");
        await ShowsAsync("**");

        await Page.ReloadAsync();
        await ShowsAsync("ENTER PIN");
        await ShowsAsync("**");
        await ClickKeysAsync("71#");
        await ShowsAsync("APPROVED");
        await NewestInLedgerAsync("approved", "2.40 EUR");

        await Page.ReloadAsync();
        await NewestInLedgerAsync("approved", "2.40 EUR");
        await Expect(Page.Locator("#messages")).ToContainTextAsync("000 approved");
        await Expect(Page.Locator("#messages")).ToContainTextAsync("purchase");
        await ShowsAsync("ENTER MINUTES");
    }

    [TestMethod]
    public async Task AKeyHeldWhileThePageGoesAwayIsLetGo()
    {
        await Page.Keyboard.DownAsync("6");
        await ShowsAsync("0.60 EUR");
        await Page.ReloadAsync();
        await ShowsAsync("6 MIN");

        // Were it still down, no other key would count.
        await ClickKeysAsync("0");
        await ShowsAsync("60 MIN");
    }
}
