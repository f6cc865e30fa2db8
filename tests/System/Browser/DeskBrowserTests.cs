using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Kiosk.EndToEnd.Browser;

/// <summary>Signing in and out, and the bench's own pages, in a browser: what they refuse, and what the kiosk makes of a change.</summary>
[TestClass]
public sealed class DeskBrowserTests : IssuerBrowserTest
{
    [TestMethod]
    public async Task WrongPasswordsLockAUserIdAndADayUnlocksIt()
    {
        foreach ((string place, string userId, string title) in new[] { ("account", "anna", "Your cards"), ("service", "agent", "Who is calling?") })
        {
            for (int i = 0; i < 5; i++)
            {
                await SignInAsync(place, userId, "guess");
                await RefusedAsync("User id or password is not right.", "User id", "Password");
            }

            await LookAtBothAsync($"sign-in-{place}-refused");
            await SignInAsync(place, userId, "bench-" + userId);
            await RefusedAsync("Too many attempts with this user id. Try again in 15 minutes.");
            await LookAtBothAsync($"sign-in-{place}-locked");
            await PassDaysAsync(1);
            await SignInAsync(place, userId, "bench-" + userId);
            await TitleAsync(title);
        }
    }

    [TestMethod]
    public async Task AfterSigningOutAndAfterADayNothingIsShown()
    {
        await OpenServiceAsync("anna", Amex, "Change the PIN");
        string form = Page.Url;
        await PressAsync("Sign out");
        await TitleAsync("Sign in");
        await Page.GoBackAsync();
        await TitleAsync("Sign in");
        await Page.GotoAsync(form);
        await TitleAsync("Sign in");

        await OpenServiceAsync("anna", Amex, "Change the PIN");
        IPage bench = await Page.Context.NewPageAsync();
        await bench.GotoAsync(new Uri(Address, "bench").ToString());
        string before = await bench.Locator("main time").InnerTextAsync();
        await bench.GetByRole(AriaRole.Button, new() { Name = "Let them pass" }).ClickAsync();
        await Expect(bench.Locator("main time")).Not.ToHaveTextAsync(before);
        await ChangePinAsync(AmexPin, "2580");
        await TitleAsync("Sign in");

        // The form was sent and did nothing: the PIN is what it was.
        await OpenServiceAsync("anna", Amex, "Change the PIN");
        await ChangePinAsync(AmexPin, "2580");
        await DoneAsync("Your PIN is changed.");
    }

    [TestMethod]
    public async Task AProgrammeThatIsRefusedAndOneThatCountsAtTheKiosk()
    {
        const string Field = "Products and regions with their rules";
        await GoAsync("bench/programme");
        string json = await Page.GetByLabel(Field).InputValueAsync();
        await FillAsync(Field, json.Replace("\"pinTries\": 3", "\"pinTries\": 10", StringComparison.Ordinal));
        await PressAsync("Save");
        await RefusedAsync("Nothing was saved. $.products[0].pinTries: is 10, 1 to 9 are allowed", Field);
        await LookAtBothAsync("programme-refused");
        await FillAsync(Field, json.Replace("\"pinMayBeChanged\": true", "\"pinMayBeChanged\": false", StringComparison.Ordinal).Replace("\"pinTries\": 3", "\"pinTries\": 2", StringComparison.Ordinal));
        await PressAsync("Save");
        await DoneAsync("Saved. The rules hold from now on.");

        await GoToKioskAsync();
        await ClickKeysAsync("A");
        await ShowsAsync("1 CHANGE PIN");
        await ClickKeysAsync("1");
        await ShowsAsync("INSERT CARD");
        await ClickCardAsync(Amex);
        await ShowsAsync("ENTER PIN");
        await ClickKeysAsync(AmexPin + "#");
        await ShowsAsync("NEW PIN");
        await ClickKeysAsync("2580#");
        await ShowsAsync("NEW PIN AGAIN");
        await ClickKeysAsync("2580#");
        await ShowsAsync("PIN NOT CHANGED");
        await ShowsAsync("CARD NOT PERMITTED");
        await OpenServiceAsync("anna", Amex);
        await SaysAsync("The PIN of this card cannot be changed once it has one.");
        await GoToKioskAsync();
        await PayAsync(Amex, AmexPin);
    }

    [TestMethod]
    public async Task ACardThatIsPutOnFileAndOneThatIsBlockedOnTheBench()
    {
        await GoAsync("bench/cards");
        await ClickAsync("Put a card on file");
        await FillAsync("Card number", "376449047333006");
        await FillAsync("Expiry, as 12/29", "12/29");
        await FillAsync("Name of the holder", "Anna Berg");
        await FillAsync("Daily number of purchases", "0");
        await PressAsync("Put it on file");
        await RefusedAsync("Card number: has a last digit that is not the check digit", "Card number", "Daily number of purchases");
        await LookAtBothAsync("bench-card-new-refused");
        await FillAsync("Card number", "3764 4904 7333 005");
        await FillAsync("Daily number of purchases", "");
        await PressAsync("Put it on file");
        await DoneAsync("Saved.");
        await TitleAsync("American Express ending in 3005");
        await ClickAsync("Cards");
        await ClickAsync("ending in 8431");
        await Page.GetByLabel("Status").SelectOptionAsync("Blocked");
        await PressAsync("Save");
        await DoneAsync("Saved.");
        await GoToKioskAsync();
        await ClickToPinAsync(Amex);
        await ClickKeysAsync(AmexPin + "#");
        await ShowsAsync("CARD NOT PERMITTED");
    }
}
