using System.Globalization;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Kiosk.EndToEnd.Browser;

/// <summary>An agent at customer service's pages in a browser, and what the kiosk makes of it.</summary>
[TestClass]
public sealed class AgentBrowserTests : IssuerBrowserTest
{
    private const string Town = "In which town were you born?";
    private const string Pet = "What was the name of your first pet?";
    private const string NotRight = "That is not right. Say no more than that.";

    private static readonly string[] Actions = ["Unlock the card", "Send a new PIN", "Activate the card", "Block the card for good"];

    [TestMethod]
    public async Task WhoLockedACardAtTheKioskIsIdentifiedByAPurchaseAndItIsUnlocked()
    {
        await PayAsync(Amex, AmexPin);
        await ShowsAsync("ENTER MINUTES");
        await ClickToPinAsync(Amex);
        foreach (string shown in new[] { "INCORRECT PIN", "LAST TRY", "CARD LOCKED" })
        {
            await ClickKeysAsync("9999#");
            await ShowsAsync(shown);
        }

        await CallAsync("349999999999991");
        await RefusedAsync("There is no such card.", "Card number");
        await LookAtBothAsync("find-refused");
        await FindAsync(Amex);
        await HaveNoActionAsync();
        await IdentifyAsync("2.40 EUR");
        await RefusedAsync("Type the amount as 2.40, without a currency. Nothing was counted.", "Amount, as 2.40");
        await IdentifyAsync("2.50");
        await RefusedAsync(NotRight, "Day (UTC)", "Amount, as 2.40");
        await HaveNoActionAsync();
        await LookAtBothAsync("identify-refused");
        await IdentifyAsync("2.40");
        await DoneAsync("The caller is identified.");
        await SaysAsync("0 of 3");
        await LookAtBothAsync("caller-locked");
        await PressAsync("Unlock the card");
        await DoneAsync("The card is unlocked.");
        await SaysAsync("3 of 3");
        await GoToKioskAsync();
        await PayAsync(Amex, AmexPin);

        Task IdentifyAsync(string amount) => IdentifyByAsync(DateTime.UtcNow, amount);
    }

    [TestMethod]
    public async Task ACardIsActivatedGetsItsPinByMailPaysAndIsBlocked()
    {
        await CallAsync(New);
        await HaveNoActionAsync();
        await AnswerAsync("Berlin", "Rex");
        await RefusedAsync(NotRight, Town, Pet);
        await AnswerAsync("potsdam", "REX");
        await DoneAsync("The caller is identified.");
        await HasNoButtonAsync("Unlock the card");
        await HasNoButtonAsync("Send a new PIN");
        await LookAtBothAsync("caller-issued");
        await PressAsync("Activate the card");
        await DoneAsync("The card is activated.");
        await SaysAsync("This card has no PIN yet.");
        await PressAsync("Send a new PIN");
        await DoneAsync("A new PIN is in the mail.");
        await SaysAsync("A PIN is in the mail. It arrives by");
        await PassDaysAsync(20);
        await PressAsync("Open letter 1");
        string pin = await Page.Locator(".pin").InnerTextAsync();
        await GoToKioskAsync();
        await PayAsync(New, pin);

        await CallAsync(New);
        await AnswerAsync("Potsdam", "Rex");
        await DoneAsync("The caller is identified.");
        await PressAsync("Block the card for good");
        await DoneAsync("The card is blocked.");
        foreach (string action in Actions)
        {
            await HasNoButtonAsync(action);
        }

        await LookAtBothAsync("caller-blocked");
        await GoToKioskAsync();
        await ClickToPinAsync(New);
        await ClickKeysAsync(pin + "#");
        await ShowsAsync("CARD NOT PERMITTED");
        await SignInAsync("account", "anna", "bench-anna");
        await ClickAsync("ending in 0852");
        await SaysAsync("Blocked");
        await LookAtBothAsync("card-blocked");
    }

    [TestMethod]
    public async Task ATabOfAnotherCallDoesNothingAndWrongAnswersEndIt()
    {
        await CallAsync(Amex);
        await AnswerAsync("Potsdam", "Rex");
        await DoneAsync("The caller is identified.");
        IPage anna = await Page.Context.NewPageAsync();
        await anna.GotoAsync(Page.Url);
        await Expect(anna.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Anna Berg");

        await GoAsync("service");
        await FindAsync("4111111111111111");
        await AnswerAsync("Lugano", "Minka");
        await DoneAsync("The caller is identified.");
        await anna.GetByRole(AriaRole.Button, new() { Name = "Block the card for good" }).ClickAsync();
        await Expect(anna.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Who is calling?");
        await Expect(anna.GetByRole(AriaRole.Status)).ToContainTextAsync("Nothing was done");
        await Page.ReloadAsync();
        await Expect(Page.Locator(".state")).ToHaveTextAsync("Active");
        await GoAsync("service");
        await FindAsync(Amex);
        for (int i = 0; i < 3; i++)
        {
            await AnswerAsync("Berlin", "Fido");
            await RefusedAsync(NotRight, Town, Pet);
        }

        await AnswerAsync("Potsdam", "Rex");
        await RefusedAsync("Too many wrong answers for this card. Try again in 1 hour.");
        await HaveNoActionAsync();
    }

    private async Task CallAsync(string number)
    {
        await SignInAsync("service", "agent", "bench-agent");
        await TitleAsync("Who is calling?");
        await PressFindAsync(number);
    }

    /// <summary>Finds a card: the page asks who it is, and not more.</summary>
    private async Task FindAsync(string number)
    {
        await PressFindAsync(number);
        await TitleAsync("Is it the holder?");
    }

    private async Task PressFindAsync(string number)
    {
        await FillAsync("Card number", number);
        await PressAsync("Find the card");
    }

    private async Task AnswerAsync(string town, string pet)
    {
        await FillAsync(Town, town);
        await FillAsync(Pet, pet);
        await PressAsync("Check the answers");
    }

    private async Task IdentifyByAsync(DateTime day, string amount)
    {
        await FillAsync("Day (UTC)", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await FillAsync("Amount, as 2.40", amount);
        await PressAsync("Check the transaction");
    }

    private async Task HaveNoActionAsync()
    {
        await TitleAsync("Is it the holder?");
        foreach (string action in Actions)
        {
            await HasNoButtonAsync(action);
        }
    }
}
