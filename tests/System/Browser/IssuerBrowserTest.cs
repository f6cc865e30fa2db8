using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Kiosk.EndToEnd.Browser;

/// <summary>Somebody at the issuer's pages in a real browser, who may go to the kiosk, too.</summary>
public abstract class IssuerBrowserTest : BrowserTest
{
    protected const string New = "372349000000852";
    protected const int Desk = 1280;
    protected const int Phone = 360;

    private ILocator Alert => Page.GetByRole(AriaRole.Alert);

    protected Task GoAsync(string path) => Page.GotoAsync(new Uri(Address, path).ToString());

    protected async Task SignInAsync(string place, string userId, string password, bool look = false)
    {
        await GoAsync(place);
        if (look)
        {
            await LookAsync("sign-in-" + place);
        }

        await Page.GetByLabel("User id").FillAsync(userId);
        await Page.GetByLabel("Password").FillAsync(password);
        await PressAsync("Sign in");
    }

    /// <summary>Signs a holder in and opens the PIN services of a card, and one of them.</summary>
    protected async Task OpenServiceAsync(string userId, string card, string? service = null)
    {
        await SignInAsync("account", userId, "bench-" + userId);
        await ClickAsync("ending in " + card[^4..]);
        await ClickAsync("PIN services");
        if (service is not null)
        {
            await ClickAsync(service);
        }
    }

    protected Task ClickAsync(string link) => Page.Locator("main").GetByRole(AriaRole.Link, new() { Name = link }).ClickAsync();

    protected Task PressAsync(string button) => Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    protected Task FillAsync(string label, string text) => Page.GetByLabel(label, new() { Exact = true }).FillAsync(text);

    protected Task TitleAsync(string title) => Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(title);

    protected Task SaysAsync(string text) => Expect(Page.Locator("main")).ToContainTextAsync(text);

    /// <summary>Something was done, and the page says so.</summary>
    protected Task DoneAsync(string notice) => Expect(Page.GetByRole(AriaRole.Status)).ToContainTextAsync(notice);

    /// <summary>Something was refused: the page says why, where the next key goes from, and these fields, and no others, are marked and described by it.</summary>
    protected async Task RefusedAsync(string why, params string[] labels)
    {
        await Expect(Alert).ToContainTextAsync(why);
        await Expect(Alert).ToBeFocusedAsync();
        foreach (string label in labels)
        {
            ILocator field = Page.GetByLabel(label, new() { Exact = true });
            await Expect(field).ToHaveAttributeAsync("aria-invalid", "true");
            await Expect(field).ToHaveAccessibleDescriptionAsync(new Regex(Regex.Escape(why)));
        }

        await Expect(Page.Locator("[aria-invalid]")).ToHaveCountAsync(labels.Length);
    }

    protected Task HasNoButtonAsync(string button) => Expect(Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true })).ToHaveCountAsync(0);

    /// <summary>Lets days pass on the bench. Whoever was signed in is not any more.</summary>
    protected async Task PassDaysAsync(int days)
    {
        await GoAsync("bench");
        string before = await Page.Locator("main time").InnerTextAsync();
        await FillAsync("Days to let pass", $"{days}");
        await PressAsync("Let them pass");
        await Expect(Page.Locator("main time")).Not.ToHaveTextAsync(before);
    }

    /// <summary>The passcode in the newest message on the bench's phone, read in a tab of its own.</summary>
    protected async Task<string> PasscodeAsync()
    {
        IPage bench = await Page.Context.NewPageAsync();
        await bench.GotoAsync(new Uri(Address, "bench").ToString());
        string message = await bench.Locator(".message").First.InnerTextAsync();
        await bench.CloseAsync();
        return Regex.Match(message, @": (\d{6})\.").Groups[1].Value;
    }

    /// <summary>Has a passcode sent, or another one, and enters it.</summary>
    protected async Task PassAsync(string button, string? expiry = null)
    {
        await Page.Locator("main").GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Send a(nother)? passcode$") }).ClickAsync();
        await Expect(Alert).ToHaveCountAsync(0);
        await Page.GetByLabel("Passcode").FillAsync(await PasscodeAsync());
        if (expiry is not null)
        {
            await Page.GetByLabel("Expiry date on the card").FillAsync(expiry);
        }

        await PressAsync(button);
    }

    /// <summary>Types a new PIN twice.</summary>
    protected async Task TypePinAsync(string pin, string? again = null, string button = "Set this PIN")
    {
        await FillAsync("New PIN", pin);
        await FillAsync("New PIN once more", again ?? pin);
        await PressAsync(button);
    }

    protected async Task ChangePinAsync(string current, string pin)
    {
        await FillAsync("Current PIN", current);
        await TypePinAsync(pin, button: "Change the PIN");
    }

    protected async Task GoToKioskAsync()
    {
        await Page.Locator("footer").GetByRole(AriaRole.Link, new() { Name = "Kiosk" }).ClickAsync();
        await ShowsAsync("ENTER MINUTES");
    }

    protected async Task PayAsync(string card, string pin)
    {
        await ClickToPinAsync(card);
        await ClickKeysAsync(pin + "#");
        await ShowsAsync("APPROVED");
        await NewestInLedgerAsync("approved", "2.40 EUR");
    }

    /// <summary>The page that is open fits both windows, and axe finds nothing serious: once, as the page has the same column in both.</summary>
    protected async Task LookAtBothAsync(string name)
    {
        await Page.SetViewportSizeAsync(Desk, 800);
        await FitsAsync(name);
        await Page.SetViewportSizeAsync(Phone, 800);
        await LookAsync(name);
    }

    /// <summary>Axe finds nothing serious on the page that is open, and it fits the window.</summary>
    protected async Task LookAsync(string name)
    {
        await FitsAsync(name);
        AxeResult result = await Page.RunAxe();
        Assert.AreNotEqual(0, result.Passes.Length, "axe has looked at nothing");
        string faults = string.Join('\n', result.Violations
            .Where(fault => fault.Impact is "serious" or "critical")
            .Select(fault => $"{fault.Id}: {fault.Help}: {string.Join(", ", fault.Nodes.Select(node => node.Html))}"));
        Assert.AreEqual("", faults, name);
    }

    /// <summary>The page that is open does not scroll sideways; in KIOSK_SCREENSHOTS, if set, a picture of it is kept.</summary>
    private async Task FitsAsync(string name)
    {
        int width = Page.ViewportSize!.Width;
        await LoadedAsync();
        if (Environment.GetEnvironmentVariable("KIOSK_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{width}-{name}.png"), FullPage = true });
        }

        Assert.AreEqual(width, await Page.EvaluateAsync<int>("document.documentElement.scrollWidth"), $"{name} scrolls sideways");
    }

    /// <summary>The page has loaded, and says so itself: Playwright's own wait for it may miss the event (microsoft/playwright-dotnet, issue 3364).</summary>
    private Task LoadedAsync() => Page.EvaluateAsync("document.readyState === 'complete' || new Promise(done => addEventListener('load', () => done(true)))");
}
