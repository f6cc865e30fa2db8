using System.Web;
using Kiosk.EndToEnd.Secrets;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Kiosk.EndToEnd.Browser;

/// <summary>The page of a bench of its own in a real Chromium. Without one the test is skipped.</summary>
public abstract class BrowserTest : BenchTest
{
    protected const string Amex = "371449635398431";
    protected const string AmexPin = "4071";

    private static readonly string[] Arguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private static IPlaywright? _playwright;
    private static IBrowser? _browser;

    private readonly List<string> _errors = [];
    private readonly List<Task> _answers = [];
    private IBrowserContext? _context;

    protected IPage Page { get; private set; } = null!;

    /// <summary>Everything that the bench sends to pages.</summary>
    private protected EventLog Events { get; private set; } = null!;

    [ClassInitialize(InheritanceBehavior.BeforeEachDerivedClass)]
    public static async Task StartBrowserAsync(TestContext context)
    {
        if (Chromium.Path is { } path)
        {
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = path, Args = Arguments });
        }
        else
        {
            // dotnet test prints why a test failed, and not why it was skipped: this it prints.
            context.DisplayMessage(MessageLevel.Warning, Chromium.Missing);
        }
    }

    [ClassCleanup(InheritanceBehavior.BeforeEachDerivedClass)]
    public static async Task EndBrowserAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        _browser = null;
        _playwright = null;
    }

    [TestInitialize]
    public async Task OpenPageAsync()
    {
        if (_browser is null)
        {
            Assert.Inconclusive(Chromium.Missing);
        }

        Events = await EventLog.OpenAsync(Address);
        _context = await _browser.NewContextAsync();
        _context.Response += (_, response) => _answers.Add(LookAsync(response));
        Page = await _context.NewPageAsync();
        Page.SetDefaultTimeout((float)Patience.TotalMilliseconds);
        Page.PageError += (_, error) => _errors.Add(error);
        Page.Console += (_, message) => AddError(message);
        await Page.GotoAsync(Address.ToString());
        await ShowsAsync("ENTER MINUTES");
    }

    [TestCleanup]
    public async Task ClosePageAsync()
    {
        if (_context is not null)
        {
            await Task.WhenAll(_answers);
            await _context.DisposeAsync();
            Remains.Search.Look("events of the page", Events.Text);
            await Events.DisposeAsync();
            Assert.AreEqual("", string.Join('\n', _errors), "errors of the page");
        }
    }

    /// <summary>Waits until a text is on the kiosk's display.</summary>
    protected Task ShowsAsync(string text) => Expect(Page.Locator("#display-text")).ToContainTextAsync(text, new() { Timeout = (float)Patience.TotalMilliseconds });

    /// <summary>Waits until the kiosk's display is dark or empty.</summary>
    protected Task ShowsNothingAsync() => Expect(Page.Locator("#display-text")).ToBeEmptyAsync(new() { Timeout = (float)Patience.TotalMilliseconds });

    /// <summary>Clicks keys of the keypad, one after another, as fast as it goes.</summary>
    protected async Task ClickKeysAsync(string keys)
    {
        foreach (char key in keys)
        {
            await Page.Locator($"#keypad [data-key='{key}']").ClickAsync();
        }
    }

    /// <summary>Clicks a card of the tray.</summary>
    protected Task ClickCardAsync(string number) => Page.Locator($"#cards [data-card='{number}']").ClickAsync();

    /// <summary>From idle to the PIN: 60 minutes, ENTER, the card.</summary>
    protected async Task ClickToPinAsync(string card)
    {
        await ClickKeysAsync("60#");
        await ShowsAsync("INSERT CARD");
        await ClickCardAsync(card);
        await ShowsAsync("ENTER PIN");
    }

    /// <summary>Waits until the newest row of the ledger on the page says this.</summary>
    protected async Task NewestInLedgerAsync(string result, string amount)
    {
        ILocator row = Page.Locator("#ledger tbody tr").First;
        await Expect(row).ToContainTextAsync(result, new() { Timeout = (float)Patience.TotalMilliseconds });
        await Expect(row).ToContainTextAsync(amount);
    }

    /// <summary>The issuer's pages as they came, but the letter, which is the paper.</summary>
    private static async Task LookAsync(IResponse response)
    {
        const int Redirected = 302;
        if (response.Status == Redirected && HttpUtility.ParseQueryString(response.Request.PostData ?? "")["pin"] is string pin)
        {
            // It was taken.
            Remains.Search.Know(pin);
        }

        string path = new Uri(response.Url).AbsolutePath;
        bool isPage = path.StartsWith("/account", StringComparison.Ordinal) || path.StartsWith("/service", StringComparison.Ordinal)
            || (path.StartsWith("/bench", StringComparison.Ordinal) && !path.Contains("/envelopes/", StringComparison.Ordinal));
        if (isPage && response.Ok)
        {
            try
            {
                Remains.Search.Look($"page {path}", await response.TextAsync());
            }
            catch (PlaywrightException)
            {
                // The browser had gone on to the next page. Visitor sees all of them.
            }
        }
    }

    private void AddError(IConsoleMessage message)
    {
        // A refused request (4xx) is an error for the browser's console; the tests that provoke one look at what the page says.
        if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
        {
            _errors.Add(message.Text);
        }
    }
}
