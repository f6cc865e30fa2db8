using static Microsoft.Playwright.Assertions;

namespace Kiosk.EndToEnd.Browser;

[TestClass]
public sealed class PowerTests : BrowserTest
{
    [TestMethod]
    public async Task APowerCutDuringPinEntryForgetsThePinAndChargesNothing()
    {
        await ClickToPinAsync(Amex);
        await ClickKeysAsync("40");
        await ShowsAsync("**");

        await Page.Locator("#power").ClickAsync();
        await ShowsNothingAsync();
        await Expect(Page.Locator("#power")).ToHaveAttributeAsync("aria-checked", "false");
        await Expect(Page.Locator("#link")).ToContainTextAsync("no power");

        await Page.Locator("#power").ClickAsync();
        await ShowsAsync("ENTER MINUTES");
        await Expect(Page.Locator("#ledger tbody tr")).ToHaveCountAsync(0);

        // The rest of the PIN alone is nothing: the whole payment has to be made again.
        await ClickToPinAsync(Amex);
        await ShowsAsync("3 TRIES LEFT");
        await ClickKeysAsync(AmexPin + "#");
        await ShowsAsync("APPROVED");
        await NewestInLedgerAsync("approved", "2.40 EUR");
    }
}
