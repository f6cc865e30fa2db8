using static Microsoft.Playwright.Assertions;

namespace Kiosk.EndToEnd.Browser;

/// <summary>What a technician does at the page: the service switch, the case, a key block over the serial line.</summary>
[TestClass]
public sealed class ServiceTests : BrowserTest
{
    private const string Code = "480251#";

    [TestMethod]
    public async Task TheServiceSwitchOpensServiceMode()
    {
        await ShowsAsync("ENTER MINUTES");
        await Page.Locator("#service").ClickAsync();
        await ShowsAsync("SERVICE CODE");
        await Expect(Page.Locator("#service")).ToHaveAttributeAsync("aria-checked", "true");
        await Expect(Page.Locator("#hint")).ToContainTextAsync("Service mode");
        await ClickKeysAsync(Code + "1");
        await ShowsAsync("KSN");
        await Page.Locator("#service").ClickAsync();
        await ShowsAsync("ENTER MINUTES");
    }

    [TestMethod]
    public async Task AnOpenCaseErasesTheKeysAndAKeyBlockLoadsOthers()
    {
        await ShowsAsync("BENCH KEYS");
        await Page.Locator("#case").ClickAsync();
        await ShowsAsync("TAMPER, KEYS ERASED");
        await Page.Locator("#case").ClickAsync();
        await Expect(Page.Locator("#case")).ToHaveAttributeAsync("aria-checked", "false");
        await ShowsAsync("TAMPER, KEYS ERASED");

        // A line that nobody asked for is said to be lost, and stays in its field.
        await Page.Locator("#line").FillAsync("HELLO 1 2 3");
        await Page.Locator("#send").ClickAsync();
        await Expect(Page.Locator("#notice")).ToContainTextAsync("not in service mode");
        await Expect(Page.Locator("#line")).ToHaveValueAsync("HELLO 1 2 3");

        await Page.Locator("#service").ClickAsync();
        await ShowsAsync("SERVICE CODE");
        await ClickKeysAsync(Code + "21");
        await ClickComponentAsync(Unit.TestBlocks.ComponentA);
        await ShowsAsync("KCV 2090A6");
        await ClickKeysAsync("##");
        await ClickComponentAsync(Unit.TestBlocks.ComponentB);
        await ShowsAsync("KCV AA4C03");
        await ClickKeysAsync("#");
        await ShowsAsync("SEND KEY BLOCK");
        await Page.Locator("#line").FillAsync(Unit.TestBlocks.Second);
        await Page.Locator("#line").PressAsync("Enter");
        await ShowsAsync("KEYS LOADED");
        await Expect(Page.Locator("#line")).ToHaveValueAsync("");
        await Page.Locator("#service").ClickAsync();
        await ShowsAsync("ENTER MINUTES");
        await ClickToPinAsync(Amex);
        await ClickKeysAsync(AmexPin + "#");
        await ShowsAsync("APPROVED");
        await NewestInLedgerAsync("approved", "2.40 EUR");
    }

    /// <summary>Whoever clicks the switch types on: Enter is the kiosk's ENTER, and does not turn the switch again.</summary>
    [TestMethod]
    public async Task TheCodeIsTypedAfterTheSwitchIsClicked()
    {
        await Page.Locator("#service").ClickAsync();
        await ShowsAsync("SERVICE CODE");
        await Page.Keyboard.TypeAsync("480251");
        await ShowsAsync("******");
        await Page.Keyboard.PressAsync("Enter");
        await ShowsAsync("2 LOAD KEYS");
        await Expect(Page.Locator("#service")).ToHaveAttributeAsync("aria-checked", "true");
    }

    /// <summary>A line is refused, not cut: half a key block would be another.</summary>
    [TestMethod]
    public async Task ALineThatIsTooLongIsRefusedWhole()
    {
        string tooLong = new('A', 513);
        await Page.Locator("#line").FocusAsync();
        await Page.Keyboard.InsertTextAsync(tooLong);
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page.Locator("#notice")).ToContainTextAsync("1 to 512");
        await Expect(Page.Locator("#line")).ToHaveValueAsync(tooLong);
    }

    /// <summary>What is typed into the field is no key of the kiosk's.</summary>
    [TestMethod]
    public async Task TypingALinePressesNoKeys()
    {
        await ShowsAsync("ENTER MINUTES");
        await Page.Locator("#line").PressSequentiallyAsync("60");
        await Expect(Page.Locator("#line")).ToHaveValueAsync("60");
        await ClickKeysAsync("45");
        await ShowsAsync("45 MIN");
    }

    /// <summary>A few digits at a time, as the kiosk takes them: the bench refuses clicks that are too far ahead of it.</summary>
    private async Task ClickComponentAsync(string hex)
    {
        const int atOnce = 8;
        for (int i = 0; i < hex.Length; i += atOnce)
        {
            await ClickKeysAsync(string.Concat(hex.Substring(i, atOnce).Select(digit => digit >= 'A' ? $"*{digit - 'A' + 1}" : digit.ToString())));
            await ShowsAsync($"{i + atOnce} OF {hex.Length} DIGITS");
        }

        await ClickKeysAsync("#");
    }
}
