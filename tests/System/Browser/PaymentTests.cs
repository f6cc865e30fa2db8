using static Microsoft.Playwright.Assertions;

namespace Kiosk.EndToEnd.Browser;

[TestClass]
public sealed class PaymentTests : BrowserTest
{
    [TestMethod]
    public async Task ByClicks()
    {
        await ClickKeysAsync("60");
        await ShowsAsync("2.40 EUR");
        await ClickKeysAsync("#");
        await ShowsAsync("INSERT CARD");
        await ClickCardAsync(Amex);
        await ShowsAsync("ENTER PIN");
        await ClickKeysAsync(AmexPin + "#");
        await ShowsAsync("APPROVED");
        await NewestInLedgerAsync("approved", "2.40 EUR");
        await Expect(Page.Locator("#ledger tbody tr")).ToHaveCountAsync(1);

        // Both messages are there field by field, with the card number masked.
        await Expect(Page.Locator("#messages")).ToContainTextAsync("000 approved");
        await Expect(Page.Locator("#messages .request").First).ToContainTextAsync("371449*****8431");
        await ShowsAsync("ENTER MINUTES");
    }

    [TestMethod]
    public async Task ByKeyboardAlone()
    {
        // A card is a button as any other; after it the kiosk has the keyboard again, and Enter is its ENTER.
        await Page.Keyboard.TypeAsync("65");
        await ShowsAsync("65");
        await Page.Keyboard.PressAsync("Backspace");
        await Page.Keyboard.TypeAsync("60");
        await ShowsAsync("60 MIN");
        await Page.Keyboard.PressAsync("Enter");
        await ShowsAsync("INSERT CARD");
        await Page.Locator($"#cards [data-card='{Amex}']").FocusAsync();
        await Page.Keyboard.PressAsync("Enter");
        await ShowsAsync("ENTER PIN");
        await Page.Keyboard.TypeAsync(AmexPin);
        await Page.Keyboard.PressAsync("Enter");
        await ShowsAsync("APPROVED");
        await NewestInLedgerAsync("approved", "2.40 EUR");
    }

    [TestMethod]
    public async Task ByDragging()
    {
        await ClickKeysAsync("60#");
        await ShowsAsync("INSERT CARD");
        await Page.Locator($"#cards [data-card='{Amex}']").DragToAsync(Page.Locator("#reader"));
        await ShowsAsync("ENTER PIN");
        await Page.Keyboard.PressAsync("Escape");
        await ShowsAsync("CANCELLED");
        await Expect(Page.Locator("#ledger tbody tr")).ToHaveCountAsync(0);
    }

    [TestMethod]
    public async Task KeysAreButtonsForThoseWithoutAPointer()
    {
        await Page.Locator("#keypad [data-key='6']").FocusAsync();
        await Page.Keyboard.PressAsync("Space");
        await ShowsAsync("6 MIN");
        await Page.Locator("#keypad [data-key='0']").EvaluateAsync("key => key.click()");
        await ShowsAsync("60 MIN");
        await Page.Locator("#keypad [data-key='5']").FocusAsync();
        await Page.Keyboard.PressAsync("Enter");
        await ShowsAsync("605 MIN");
    }

    [TestMethod]
    public async Task ACardThatNobodyAskedForIsIgnoredAndThePageSaysSo()
    {
        await ClickCardAsync(Amex);
        await Expect(Page.Locator("#notice")).ToContainTextAsync("has not asked for a card");
        await ShowsAsync("ENTER MINUTES");
    }

    [TestMethod]
    public async Task WithoutAnIssuerNothingIsCharged()
    {
        await Page.Locator("#fault").SelectOptionAsync("off");
        await Expect(Page.Locator("#link")).ToContainTextAsync("down", new() { Timeout = (float)Patience.TotalMilliseconds });
        await ClickToPinAsync(Amex);
        await ClickKeysAsync(AmexPin + "#");
        await ShowsAsync("ISSUER UNAVAILABLE");
        await Expect(Page.Locator("#ledger tbody tr")).ToHaveCountAsync(0);
    }
}
