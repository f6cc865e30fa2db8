using System.Globalization;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Kiosk.EndToEnd.Browser;

/// <summary>The issuer's pages in a browser, and the kiosk that takes the PIN they gave.</summary>
[TestClass]
public sealed class IssuerBrowserTests : BrowserTest
{
    private const string New = "372349000000852";
    private const string Poor = "378282246310005";
    private const string PoorPin = "7391";
    private const int Phone = 360;

    [TestMethod]
    public async Task APinThatWasJustSetPaysAtTheKiosk()
    {
        await SignInAsync("account", "anna", "bench-anna");
        await ClickAsync("American Express ending in 0852");
        await ClickAsync("Activate this card");
        await PassAsync("Activate this card", "11/29");
        await Expect(Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The passcode or the expiry date is not right.");
        await PassAsync("Activate this card", "12/29");
        await Expect(Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Your card is activated");
        await ClickAsync("PIN services");
        await ClickAsync("Set a PIN");
        await PassAsync("Go on");
        await TypePinAsync("1234");
        await Expect(Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Digits in a row");
        await Expect(Page.GetByLabel("New PIN", new() { Exact = true })).ToHaveValueAsync("");
        await TypePinAsync("2580");
        await Expect(Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Your PIN is set");
        Assert.IsFalse((await Page.ContentAsync()).Contains("2580", StringComparison.Ordinal));

        await GoToKioskAsync();
        await PayAsync(New, "2580");
        await IdentifyByPurchaseAsync();
    }

    [TestMethod]
    public async Task AMailedPinPaysAtTheKioskAndTheOldOneDoesNot()
    {
        await SignInAsync("account", "anna", "bench-anna");
        await ClickAsync("American Express ending in 8431");
        await ClickAsync("PIN services");
        await ClickAsync("Forgotten your PIN?");
        await ClickAsync("Request a new PIN by mail");
        await PassAsync("Send me a PIN");
        await Expect(Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Your PIN is in the mail.");
        await Page.GotoAsync(new Uri(Address, "bench").ToString());
        await Page.GetByLabel("Days to let pass").FillAsync("20");
        await PressAsync("Let them pass");
        await PressAsync("Open letter 1");
        string pin = await Page.Locator(".pin").InnerTextAsync();
        await GoToKioskAsync();
        await ClickToPinAsync(Amex);
        await ClickKeysAsync(AmexPin + "#");
        await ShowsAsync("INCORRECT PIN");
        await ClickKeysAsync(pin + "#");
        await ShowsAsync("APPROVED");
    }

    [TestMethod]
    public async Task APurchaseBetweenShowingAndSavingACardIsNotUndone()
    {
        IPage form = await Page.Context.NewPageAsync();
        await form.GotoAsync(new Uri(Address, "bench/cards").ToString());
        await form.GetByRole(AriaRole.Link, new() { Name = "American Express ending in 0005" }).ClickAsync();
        ILocator balance = form.GetByLabel("Available balance");
        ILocator save = form.GetByRole(AriaRole.Button, new() { Name = "Save" });
        await Expect(balance).ToHaveValueAsync("5.00");
        await PayAsync(Poor, PoorPin);
        await form.GetByLabel("Name of the holder").FillAsync("Anna Bergmann");
        await save.ClickAsync();
        await Expect(form.GetByRole(AriaRole.Status)).ToContainTextAsync("Saved.");
        await Expect(balance).ToHaveValueAsync("2.60");

        // Whoever changes the balance itself hears that it has moved.
        await ShowsAsync("ENTER MINUTES");
        await PayAsync(Poor, PoorPin);
        await balance.FillAsync("10.00");
        await save.ClickAsync();
        await Expect(form.GetByRole(AriaRole.Alert)).ToContainTextAsync("has become \"0.20\" in the meantime");
        await save.ClickAsync();
        await Expect(form.GetByRole(AriaRole.Status)).ToContainTextAsync("Saved.");
        await Expect(balance).ToHaveValueAsync("10.00");
    }

    [TestMethod]
    public async Task ByKeyboardAlone()
    {
        await Page.GotoAsync(new Uri(Address, "account").ToString());
        await Page.Keyboard.PressAsync("Tab");
        await Expect(Page.GetByText("Skip to the content")).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("Enter");
        await Page.Keyboard.PressAsync("Tab");
        await Page.Keyboard.TypeAsync("anna");
        await Page.Keyboard.PressAsync("Tab");
        await Page.Keyboard.TypeAsync("bench-anna");
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Your cards");
    }

    [TestMethod]
    [DataRow(1280)]
    [DataRow(Phone)]
    public async Task AFormOfAFormerSessionHasExpired(int width)
    {
        await Page.SetViewportSizeAsync(width, 800);
        await SignInAsync("account", "anna", "bench-anna");
        await ClickAsync("American Express ending in 8431");
        await ClickAsync("PIN services");
        await ClickAsync("Change the PIN");

        // In another tab they sign out, and in again.
        IPage other = await Page.Context.NewPageAsync();
        await other.GotoAsync(new Uri(Address, "account").ToString());
        await other.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await other.GetByLabel("User id").FillAsync("anna");
        await other.GetByLabel("Password").FillAsync("bench-anna");
        await other.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(other.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Your cards");

        await Page.GetByLabel("Current PIN").FillAsync(AmexPin);
        await Page.GetByLabel("New PIN", new() { Exact = true }).FillAsync("2580");
        await Page.GetByLabel("New PIN once more").FillAsync("2580");
        await PressAsync("Change the PIN");
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("This form has expired");
        await LookAsync("expired-form");
        await ClickAsync("Load the form again");
        await Page.GetByLabel("Current PIN").FillAsync(AmexPin);
        await Page.GetByLabel("New PIN", new() { Exact = true }).FillAsync("2580");
        await Page.GetByLabel("New PIN once more").FillAsync("2580");
        await PressAsync("Change the PIN");
        await Expect(Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Your PIN is changed.");
    }

    [TestMethod]
    [DataRow(1280)]
    [DataRow(Phone)]
    public async Task NoPageHasASeriousFaultOrScrollsSideways(int width)
    {
        await Page.SetViewportSizeAsync(width, 800);
        await SignInAsync("account", "anna", "bench-anna", look: true);
        await LookAsync("cards");
        await ClickAsync("American Express ending in 0852");
        await LookAsync("card");
        await ClickAsync("Activate this card");
        await LookAsync("activate");
        await PressAsync("Send a passcode");
        await LookAsync("activate-passcode");
        await PassAsync("Activate this card", "11/29");
        await LookAsync("activate-wrong");
        await PassAsync("Activate this card", "12/29");
        await LookAsync("activated");
        await ClickAsync("PIN services");
        await LookAsync("services");
        string services = Page.Url;
        await ClickAsync("Set a PIN");
        await LookAsync("set");
        await PressAsync("Send a passcode");
        await LookAsync("passcode");
        await Page.GetByLabel("Passcode").FillAsync("x");
        await PressAsync("Go on");
        await LookAsync("wrong-passcode");
        await Page.GotoAsync(services + "/mail");
        await LookAsync("mail");
        await PressAsync("Send a passcode");
        await LookAsync("mail-passcode");
        await PassAsync("Send me a PIN");
        foreach (string page in new[] { "change", "forgotten" })
        {
            await Page.GotoAsync($"{services}/{page}");
            await LookAsync(page);
        }

        await Page.GotoAsync(new Uri(Address, "bench").ToString());
        await LookAsync("bench");
        await Page.GetByLabel("Days to let pass").FillAsync("20");
        await PressAsync("Let them pass");
        await LookAsync("arrived");
        await PressAsync("Open letter 1");
        await LookAsync("letter");
        await Page.GotoAsync(new Uri(Address, "bench/programme").ToString());
        await LookAsync("programme");
        await OpenCardAsync("8431", look: true);
        await LookAsync("bench-card");
        await Page.GetByLabel("Expiry").FillAsync("13/29");
        await Page.GetByLabel("Available balance").FillAsync("much");
        await PressAsync("Save");
        await LookAsync("bench-card-refused");
        await Page.GetByLabel("Expiry").FillAsync("12/29");
        await Page.GetByLabel("Available balance").FillAsync("12.50");
        await PressAsync("Save");
        await LookAsync("bench-card-saved");
        await Page.GotoAsync(new Uri(Address, "bench/cards/new").ToString());
        await LookAsync("bench-card-new");
        await Page.GotoAsync(new Uri(Address, "bench/cards/none").ToString());
        await LookAsync("missing");
        await SignInAsync("service", "agent", "bench-agent", look: true);
        await LookAsync("find");
        await Page.GetByLabel("Card number").FillAsync(New);
        await PressAsync("Find the card");
        await LookAsync("identify");
        await Page.GetByLabel("first pet").FillAsync("Rex");
        await Page.GetByLabel("town").FillAsync("Potsdam");
        await PressAsync("Check the answers");
        await LookAsync("caller");
    }

    /// <summary>The agent knows the holder by the purchase that the kiosk has just made.</summary>
    private async Task IdentifyByPurchaseAsync()
    {
        await SignInAsync("service", "agent", "bench-agent");
        await Page.GetByLabel("Card number").FillAsync(New);
        await PressAsync("Find the card");
        await Page.GetByLabel("Day (UTC)").FillAsync(DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await Page.GetByLabel("Amount, as 2.40").FillAsync("2.40");
        await PressAsync("Check the transaction");
        await Expect(Page.GetByRole(AriaRole.Status)).ToContainTextAsync("The caller is identified.");
    }

    private async Task SignInAsync(string place, string userId, string password, bool look = false)
    {
        await Page.GotoAsync(new Uri(Address, place).ToString());
        if (look)
        {
            await LookAsync("sign-in-" + place);
        }

        await Page.GetByLabel("User id").FillAsync(userId);
        await Page.GetByLabel("Password").FillAsync(password);
        await PressAsync("Sign in");
    }

    /// <summary>Opens a card on the bench's list.</summary>
    private async Task OpenCardAsync(string ending, bool look = false)
    {
        await Page.GotoAsync(new Uri(Address, "bench/cards").ToString());
        if (look)
        {
            await LookAsync("bench-cards");
        }

        await ClickAsync("American Express ending in " + ending);
    }

    private Task ClickAsync(string link) => Page.Locator("main").GetByRole(AriaRole.Link, new() { Name = link }).ClickAsync();

    private Task PressAsync(string button) => Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    /// <summary>Has a passcode sent, or another one, reads it off the bench's phone and enters it.</summary>
    private async Task PassAsync(string button, string? expiry = null)
    {
        string page = Page.Url.Split('?')[0];
        await Page.Locator("main").GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Send a(nother)? passcode$") }).ClickAsync();
        await Page.GotoAsync(new Uri(Address, "bench").ToString());
        string message = await Page.Locator(".message").First.InnerTextAsync();
        await Page.GotoAsync(page);
        await Page.GetByLabel("Passcode").FillAsync(Regex.Match(message, @": (\d{6})\.").Groups[1].Value);
        if (expiry is not null)
        {
            await Page.GetByLabel("Expiry date on the card").FillAsync(expiry);
        }

        await PressAsync(button);
    }

    private async Task TypePinAsync(string pin)
    {
        await Page.GetByLabel("New PIN", new() { Exact = true }).FillAsync(pin);
        await Page.GetByLabel("New PIN once more").FillAsync(pin);
        await PressAsync("Set this PIN");
    }

    private async Task GoToKioskAsync()
    {
        await Page.Locator("footer").GetByRole(AriaRole.Link, new() { Name = "Kiosk" }).ClickAsync();
        await ShowsAsync("ENTER MINUTES");
    }

    private async Task PayAsync(string card, string pin)
    {
        await ClickToPinAsync(card);
        await ClickKeysAsync(pin + "#");
        await ShowsAsync("APPROVED");
        await NewestInLedgerAsync("approved", "2.40 EUR");
    }

    /// <summary>Axe finds nothing serious on the page that is open, and it fits the window; in KIOSK_SCREENSHOTS, if set, a picture of it is kept.</summary>
    private async Task LookAsync(string name)
    {
        int width = Page.ViewportSize!.Width;
        await Page.WaitForLoadStateAsync();
        if (Environment.GetEnvironmentVariable("KIOSK_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{width}-{name}.png"), FullPage = true });
        }

        AxeResult result = await Page.RunAxe();
        Assert.AreNotEqual(0, result.Passes.Length, "axe has looked at nothing");
        string faults = string.Join('\n', result.Violations
            .Where(fault => fault.Impact is "serious" or "critical")
            .Select(fault => $"{fault.Id}: {fault.Help}: {string.Join(", ", fault.Nodes.Select(node => node.Html))}"));
        Assert.AreEqual("", faults, name);
        Assert.AreEqual(width, await Page.EvaluateAsync<int>("document.documentElement.scrollWidth"), $"{name} scrolls sideways");
    }
}
