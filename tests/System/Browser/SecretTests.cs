namespace Kiosk.EndToEnd.Browser;

[TestClass]
public sealed class SecretTests : BrowserTest
{
    // Long enough not to be met by chance among times, MACs and audit numbers.
    private const string WrongPin = "862915047733";
    private const string Mastercard = "5555555555554444";
    private const string MastercardPin = "931607";

    [TestMethod]
    public async Task ATypedPinComesBackNowhere()
    {
        await ClickToPinAsync(Mastercard);
        await ClickKeysAsync(WrongPin);
        await ShowsAsync("************");
        await HoldsNoneAsync(WrongPin, WrongPin[..6], WrongPin[6..]);
        await ClickKeysAsync("#");
        await ShowsAsync("INCORRECT PIN");
        await HoldsNoneAsync(WrongPin, WrongPin[..6], WrongPin[6..]);

        await Page.Keyboard.TypeAsync(MastercardPin);
        await ShowsAsync("******");
        await HoldsNoneAsync(MastercardPin);
        await Page.Keyboard.PressAsync("Enter");
        await ShowsAsync("APPROVED");
        await NewestInLedgerAsync("approved", "2.40 EUR");
        await Events.SentAsync("\"APPROVED\"");
        await HoldsNoneAsync(WrongPin, WrongPin[..6], WrongPin[6..], MastercardPin, Mastercard);
    }

    /// <summary>Neither the page (beside the tray, where the test cards say their PIN), nor what it keeps, nor what it was ever sent.</summary>
    private async Task HoldsNoneAsync(params string[] secrets)
    {
        string page = await Page.EvaluateAsync<string>(
            """
            () => {
              const page = document.documentElement.cloneNode(true);
              page.querySelector('#cards').remove();
              return [page.outerHTML, page.textContent, JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }), document.cookie, location.href].join('\n');
            }
            """);
        string sent = Events.Text;
        foreach (string secret in secrets)
        {
            Assert.IsFalse(page.Contains(secret, StringComparison.Ordinal), "A secret is on the page.");
            Assert.IsFalse(sent.Contains(secret, StringComparison.Ordinal), "A secret was sent to the page.");
        }
    }
}
