using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Kiosk.EndToEnd.Browser;

/// <summary>PIN services in a browser: everything that is refused, and what the kiosk takes afterwards.</summary>
[TestClass]
public sealed class PinBrowserTests : IssuerBrowserTest
{
    private const string NotTheSame = "The two new PINs are not the same.";
    private const string Length = "A PIN of this card has 4 digits, and digits alone.";

    [TestMethod]
    public async Task APinThatIsNotTakenWhenItIsSet()
    {
        await OpenServiceAsync("anna", Amex, "Set a PIN");
        await PassAsync("Go on");
        await SaysAsync("New PIN once more");
        await LookAtBothAsync("set-pin");
        foreach ((string pin, string again, string why, string[] fields) in new (string, string, string, string[])[]
        {
            ("1234", "1234", "Digits in a row", ["New PIN"]),
            ("9876", "9876", "Digits in a row", ["New PIN"]),
            ("1111", "1111", "One digit again and again", ["New PIN"]),
            ("2703", "2703", "made of your date of birth", ["New PIN"]),
            ("8427", "8427", "made of your date of birth", ["New PIN"]),
            ("4496", "4496", "a part of your card number", ["New PIN"]),
            ("2580", "2581", NotTheSame, ["New PIN", "New PIN once more"]),
            ("258", "258", Length, ["New PIN", "New PIN once more"]),
            ("25809", "25809", Length, ["New PIN", "New PIN once more"]),
            ("25a0", "25a0", Length, ["New PIN", "New PIN once more"]),
        })
        {
            await TypePinAsync(pin, again);
            await RefusedAsync(why, fields);
            await Expect(Page.GetByLabel("New PIN", new() { Exact = true })).ToHaveValueAsync("");
        }

        await LookAtBothAsync("set-pin-refused");
        await TypePinAsync("2580");
        await DoneAsync("Your PIN is set, and counts at once.");
        await GoToKioskAsync();
        await PayAsync(Amex, "2580");
    }

    [TestMethod]
    public async Task APasscodeThatIsWrongUsedOrOld()
    {
        await OpenServiceAsync("anna", Amex, "Set a PIN");
        await PressAsync("Send a passcode");
        await SaysAsync("We have sent a passcode to");
        string code = await PasscodeAsync();
        await EnterAsync(Other(code));
        await RefusedAsync("This passcode is not right.", "Passcode");

        // Used: in another tab, which has the form still.
        IPage first = Page;
        IPage second = await Page.Context.NewPageAsync();
        await second.GotoAsync(first.Url.Split('?')[0]);
        await second.GetByLabel("Passcode").FillAsync(code);
        await EnterAsync(code);
        await SaysAsync("New PIN once more");
        await TypePinAsync("2580");
        await DoneAsync("Your PIN is set");
        await second.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await Expect(second.GetByRole(AriaRole.Alert)).ToHaveTextAsync("This passcode is no longer good. Have another one sent.");
        await second.CloseAsync();

        // Five wrong ones end one, and so do ten minutes: a day ends the session, too.
        await ClickAsync("Set a PIN");
        await PressAsync("Send a passcode");
        await SaysAsync("We have sent a passcode to");
        code = await PasscodeAsync();
        for (int i = 0; i < 5; i++)
        {
            await EnterAsync(Other(code));
            await RefusedAsync("This passcode is not right.", "Passcode");
        }

        await EnterAsync(code);
        await RefusedAsync("This passcode is no longer good. Have another one sent.");
        await LookAtBothAsync("passcode-over");
        await PressAsync("Send a passcode");
        await SaysAsync("We have sent a passcode to");
        code = await PasscodeAsync();
        await PassDaysAsync(1);
        await OpenServiceAsync("anna", Amex, "Set a PIN");
        await SaysAsync("First we send a passcode");
        await PressAsync("Send a passcode");
        await SaysAsync("We have sent a passcode to");
        await EnterAsync(await PasscodeAsync() == code ? Other(code) : code);
        await RefusedAsync("This passcode is not right.", "Passcode");
    }

    [TestMethod]
    public async Task WhereAPinMayNotBeChosenOrChangedThePagesSaySo()
    {
        const string ByMail = "The PIN of this card cannot be chosen: it only comes by mail.";
        const string Stays = "The PIN of this card cannot be changed.";
        await SignInAsync("account", "carla", "bench-carla");
        await TitleAsync("Your cards");
        await LookAtServicesAsync("378734493671000", ByMail, "Set a PIN", "Change the PIN");
        await LookAtServicesAsync("374245455400126", "The PIN of this card cannot be changed once it has one.", "Set a PIN", "Change the PIN");
        await SignOutAsync();
        await SignInAsync("account", "bruno", "bench-bruno");
        await TitleAsync("Your cards");
        await LookAtServicesAsync("4012888888881881", "The PIN of this card cannot be changed once it has one.", "Set a PIN", "Change the PIN");
        await LookAtServicesAsync("376680816376961", "This card has expired.", "Set a PIN", "Change the PIN", "Request a PIN by mail");
        await LookAtServicesAsync("343434343434343", "This card is blocked. Call the number on the back of your card", "Set a PIN", "Change the PIN", "Request a PIN by mail");
        await SignOutAsync();
        await SignInAsync("account", "anna", "bench-anna");
        await TitleAsync("Your cards");
        await LookAtServicesAsync(New, "This card is not activated yet.", "Set a PIN", "Change the PIN", "Request a PIN by mail");

        async Task LookAtServicesAsync(string card, string why, params string[] missing)
        {
            await ClickAsync("ending in " + card[^4..]);
            await ClickAsync("PIN services");
            await SaysAsync(why);
            foreach (string service in missing)
            {
                await Expect(Page.GetByRole(AriaRole.Link, new() { Name = service })).ToHaveCountAsync(0);
            }

            await LookAtBothAsync("services-" + card[^4..]);
            string services = Page.Url;

            // Whoever knows the addresses finds no form there.
            foreach (string page in missing.Select(name => name switch { "Set a PIN" => "set", "Change the PIN" => "change", _ => "mail" }))
            {
                await Page.GotoAsync($"{services}/{page}");
                await Expect(Page.Locator("main .busy")).ToContainTextAsync(why.StartsWith(Stays[..^1], StringComparison.Ordinal) ? Stays : why);
                await Expect(Page.Locator("main form")).ToHaveCountAsync(0);
            }

            await GoAsync("account");
        }
    }

    [TestMethod]
    public async Task AChangedPinPaysAndWrongCurrentOnesLockTheCard()
    {
        await OpenServiceAsync("anna", Amex, "Change the PIN");
        await ChangePinAsync("407", "2580");
        await RefusedAsync("The current PIN has 4 to 12 digits, and digits alone.", "Current PIN");
        await ChangePinAsync("9999", "1984");
        await RefusedAsync("made of your date of birth", "New PIN");
        await SaysAsync("Tries left: 3.");
        await ChangePinAsync("9999", "2580");
        await RefusedAsync("The current PIN is not right. Nothing was changed, and a try is gone.", "Current PIN");
        await SaysAsync("Tries left: 2.");
        await LookAtBothAsync("change-refused");
        await ChangePinAsync(AmexPin, "2580");
        await DoneAsync("Your PIN is changed. The new one counts at once.");
        await GoToKioskAsync();
        await PayAsync(Amex, "2580");

        await GoAsync("account");
        await ClickAsync("ending in 8431");
        await ClickAsync("PIN services");
        await ClickAsync("Change the PIN");
        for (int left = 2; left > 0; left--)
        {
            await ChangePinAsync(AmexPin, "2582");
            await SaysAsync($"Tries left: {left}.");
        }

        await ChangePinAsync(AmexPin, "2582");
        await RefusedAsync("This card is locked after too many wrong PINs. Wait, or call the number on the back of your card, +44 20 7946 0321.");
        await Expect(Page.GetByText("This card is locked after too many wrong PINs.")).ToHaveCountAsync(1);
        await LookAtBothAsync("change-locked");
        await ClickAsync("PIN services");
        await SaysAsync("The card is locked until");
        await LookAtBothAsync("services-locked");
        await ClickAsync("Forgotten your PIN?");
        await SaysAsync("A new PIN does not unlock it");
        await ClickAsync("PIN services");
        await ClickAsync("ending in 8431");
        await SaysAsync("Locked until");
        await LookAtBothAsync("card-locked");
        await GoToKioskAsync();
        await ClickToPinAsync(Amex);
        await ClickKeysAsync("2580#");
        await ShowsAsync("CARD LOCKED");
    }

    private static string Other(string code) => (code[0] == '0' ? '1' : '0') + code[1..];

    private async Task EnterAsync(string code)
    {
        await FillAsync("Passcode", code);
        await PressAsync("Go on");
    }

    private async Task SignOutAsync()
    {
        await PressAsync("Sign out");
        await TitleAsync("Sign in");
    }
}
