using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Kiosk.EndToEnd.Browser;

/// <summary>The issuer's pages in a browser, and the kiosk that takes the PIN they gave.</summary>
[TestClass]
public sealed class IssuerBrowserTests : IssuerBrowserTest
{
    private const string Poor = "378282246310005";
    private const string PoorPin = "7391";

    [TestMethod]
    public async Task APinThatWasJustSetPaysAtTheKiosk()
    {
        await SignInAsync("account", "anna", "bench-anna");
        await ClickAsync("American Express ending in 0852");
        await ClickAsync("Activate this card");
        await PassAsync("Activate this card", "11/29");
        await RefusedAsync("The passcode or the expiry date is not right.", "Passcode", "Expiry date on the card, MM/YY");
        await PassAsync("Activate this card", "12/29");
        await DoneAsync("Your card is activated");
        await ClickAsync("PIN services");
        await ClickAsync("Set a PIN");
        await PassAsync("Go on");
        await TypePinAsync("1234");
        await RefusedAsync("Digits in a row", "New PIN");
        await Expect(Page.GetByLabel("New PIN", new() { Exact = true })).ToHaveValueAsync("");
        await TypePinAsync("2580");
        await DoneAsync("Your PIN is set");
        Assert.IsFalse((await Page.ContentAsync()).Contains("2580", StringComparison.Ordinal));

        await GoToKioskAsync();
        await PayAsync(New, "2580");
    }

    [TestMethod]
    public async Task AMailedPinPaysAtTheKioskAndTheOldOneDoesNot()
    {
        await OpenServiceAsync("anna", Amex, "Forgotten your PIN?");
        await ClickAsync("Request a new PIN by mail");
        await PassAsync("Send me a PIN");
        await DoneAsync("Your PIN is in the mail.");
        await PassDaysAsync(20);
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
        await GoAsync("account");
        await Page.Keyboard.PressAsync("Tab");
        await Expect(Page.GetByText("Skip to the content")).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("Enter");
        await Page.Keyboard.PressAsync("Tab");
        await Page.Keyboard.TypeAsync("anna");
        await Page.Keyboard.PressAsync("Tab");
        await Page.Keyboard.TypeAsync("bench-anna");
        await Page.Keyboard.PressAsync("Enter");
        await TitleAsync("Your cards");
    }

    [TestMethod]
    [DataRow(Desk)]
    [DataRow(Phone)]
    public async Task AFormOfAFormerSessionHasExpired(int width)
    {
        await Page.SetViewportSizeAsync(width, 800);
        await OpenServiceAsync("anna", Amex, "Change the PIN");

        // In another tab they sign out, and in again.
        IPage other = await Page.Context.NewPageAsync();
        await other.GotoAsync(new Uri(Address, "account").ToString());
        await other.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await other.GetByLabel("User id").FillAsync("anna");
        await other.GetByLabel("Password").FillAsync("bench-anna");
        await other.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(other.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Your cards");

        await ChangePinAsync(AmexPin, "2580");
        await TitleAsync("This form has expired");
        await LookAsync("expired-form");
        await ClickAsync("Load the form again");
        await ChangePinAsync(AmexPin, "2580");
        await DoneAsync("Your PIN is changed.");
    }

    [TestMethod]
    [DataRow(Desk)]
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

        await GoAsync("bench");
        await LookAsync("bench");
        await Page.GetByLabel("Days to let pass").FillAsync("20");
        await PressAsync("Let them pass");
        await LookAsync("arrived");
        await PressAsync("Open letter 1");
        await LookAsync("letter");
        await GoAsync("bench/programme");
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
        await GoAsync("bench/cards/new");
        await LookAsync("bench-card-new");
        await GoAsync("bench/cards/none");
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

    /// <summary>Opens a card on the bench's list.</summary>
    private async Task OpenCardAsync(string ending, bool look = false)
    {
        await GoAsync("bench/cards");
        if (look)
        {
            await LookAsync("bench-cards");
        }

        await ClickAsync("American Express ending in " + ending);
    }
}
