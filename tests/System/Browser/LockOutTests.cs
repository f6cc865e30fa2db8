using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace Kiosk.EndToEnd.Browser;

[TestClass]
public sealed class LockOutTests : BrowserTest
{
    [TestMethod]
    public async Task ThreeWrongPinsLockTheCardUntilItsIssuerUnlocksIt()
    {
        await ClickToPinAsync(Amex);
        await ClickKeysAsync("1111#");
        await ShowsAsync("2 TRIES LEFT");
        await ShowsAsync("INCORRECT PIN");
        await ClickKeysAsync("2222#");
        await ShowsAsync("INCORRECT PIN LAST TRY");
        await ClickKeysAsync("3333#");
        await ShowsAsync("CARD LOCKED");
        string number = Regex.Match(await Page.Locator("#display-text").InnerTextAsync(), @"\+[\d ]*\d").Value;
        await NewestInLedgerAsync("declined", "2.40 EUR");
        await ShowsAsync("ENTER MINUTES");

        // Locked: no PIN is asked for.
        await ClickKeysAsync("60#");
        await ShowsAsync("INSERT CARD");
        await ClickCardAsync(Amex);
        await ShowsAsync("CARD LOCKED");
        await ShowsAsync("ENTER MINUTES");

        // Whoever calls the number that the kiosk showed reaches who can help.
        using var holder = new Visitor(Address);
        await holder.SignInAsync("anna", "bench-anna");
        await holder.GoAsync(await holder.CardAsync(Amex));
        StringAssert.Contains(holder.Html, $"href=\"tel:{number.Replace(" ", "", StringComparison.Ordinal)}\">{number}</a>");
        await holder.SignInAsync("agent", "bench-agent", "/service");
        await holder.SendAsync("/service", "", ("number", Amex));
        StringAssert.Contains(holder.Html, $"This line is {number}");

        await Page.Locator($"#cards [data-unlock='{Amex}']").ClickAsync();
        await Expect(Page.Locator("#notice")).ToContainTextAsync("unlocked");
        await ClickToPinAsync(Amex);
        await ClickKeysAsync(AmexPin + "#");
        await ShowsAsync("APPROVED");
        await NewestInLedgerAsync("approved", "2.40 EUR");
    }
}
