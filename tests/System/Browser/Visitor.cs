using System.Net;
using System.Text.RegularExpressions;
using Kiosk.EndToEnd.Secrets;

namespace Kiosk.EndToEnd.Browser;

/// <summary>Somebody at the issuer's pages without a browser: keeps cookies, fills in forms, follows redirects, and remembers all that was sent to them.</summary>
internal sealed partial class Visitor : IDisposable
{
    private readonly HttpClientHandler _handler = new() { AllowAutoRedirect = false };
    private readonly HttpClient _client;

    public Visitor(Uri address)
    {
        _handler.CookieContainer = Cookies;
        _client = new HttpClient(_handler) { BaseAddress = address };
    }

    public CookieContainer Cookies { get; } = new();

    /// <summary>All that came, letters that were opened left out.</summary>
    public List<string> Seen { get; } = [];

    /// <summary>Status of the newest answer, before redirects were followed.</summary>
    public HttpStatusCode Status { get; private set; }

    /// <summary>Path of the page that is open.</summary>
    public string Path { get; private set; } = "";

    /// <summary>The page that is open, its entities decoded.</summary>
    public string Html { get; private set; } = "";

    /// <summary>The token of the forms on the page that is open, or nothing.</summary>
    public string Token => TokenPattern().Match(Html).Groups[1].Value;

    /// <summary>What the page says went wrong, or nothing.</summary>
    public string Problem => ProblemPattern().Match(Html).Groups[1].Value;

    public void Dispose()
    {
        _client.Dispose();
        _handler.Dispose();
    }

    /// <summary>Opens a page.</summary>
    public async Task<string> GoAsync(string path)
    {
        using HttpResponseMessage answer = await _client.GetAsync(new Uri(path, UriKind.Relative));
        Status = answer.StatusCode;
        await TakeAsync(answer, path);
        return Html;
    }

    /// <summary>Sends the form of a page that is opened for it.</summary>
    public async Task<string> SendAsync(string page, string handler, params (string Name, string Value)[] fields)
    {
        await GoAsync(page);
        return await PostAsync(page + handler, fields);
    }

    /// <summary>Sends a form with the token of the page that is open.</summary>
    public async Task<string> PostAsync(string path, params (string Name, string Value)[] fields) =>
        await PostAsync(path, Token, fields);

    /// <summary>Sends a form with this token, or with none.</summary>
    public async Task<string> PostAsync(string path, string? token, params (string Name, string Value)[] fields)
    {
        var form = fields.Select(field => KeyValuePair.Create(field.Name, field.Value)).ToList();
        if (token is not null)
        {
            form.Add(KeyValuePair.Create("form-token", token));
        }

        using var content = new FormUrlEncodedContent(form);
        using HttpResponseMessage answer = await _client.PostAsync(new Uri(path, UriKind.Relative), content);
        Status = answer.StatusCode;
        await TakeAsync(answer, path);
        if (Status == HttpStatusCode.Redirect && fields.FirstOrDefault(field => field.Name == "pin").Value is string pin)
        {
            // It was taken.
            Remains.Search.Know(pin);
        }

        return Html;
    }

    /// <summary>Signs in.</summary>
    public Task<string> SignInAsync(string userId, string password, string place = "/account") =>
        SendAsync(place + "/sign-in", "", ("userId", userId), ("password", password));

    /// <summary>The path of a card's page, found on the list of cards.</summary>
    public async Task<string> CardAsync(string number)
    {
        await GoAsync("/account");
        Match match = CardPattern().Matches(Html).Single(link => link.Groups[2].Value == number[^4..]);
        return match.Groups[1].Value;
    }

    /// <summary>The passcode in the newest text message.</summary>
    public async Task<string> PasscodeAsync()
    {
        await GoAsync("/bench");
        return PasscodePattern().Match(Html).Groups[1].Value;
    }

    /// <summary>Lets days pass on the bench.</summary>
    public Task<string> PassDaysAsync(int days) => SendAsync("/bench", "?handler=Pass", ("days", $"{days}"));

    /// <summary>Changes the PIN of a card.</summary>
    public Task<string> ChangePinAsync(string card, string current, string pin) =>
        SendAsync(card + "/pin/change", "", ("current", current), ("pin", pin), ("again", pin));

    /// <summary>Gets the page of a card open that takes a new PIN.</summary>
    public async Task ProveAsync(string card)
    {
        await PassAsync(card + "/pin/set");
        StringAssert.Contains(Html, "New PIN once more");
    }

    /// <summary>Has a passcode sent on a page that asks for one, and enters it.</summary>
    public async Task<string> PassAsync(string page, params (string Name, string Value)[] fields)
    {
        await SendAsync(page, "?handler=Send");
        string code = await PasscodeAsync();
        return await SendAsync(page, "?handler=Code", [("code", code), .. fields]);
    }

    /// <summary>Opens a letter and gives the PIN in it, or null.</summary>
    public async Task<string?> OpenLetterAsync(long number)
    {
        await SendAsync("/bench", $"/envelopes/{number}");
        Match match = PinPattern().Match(Html);
        if (match.Success)
        {
            // This one answer is the paper. Four digits at random may be anywhere by chance, so CardLifeTests searches for longer ones after all tests.
            Seen.Remove(Html);
        }
        else
        {
            Look();
        }

        return match.Success ? match.Groups[1].Value : null;
    }

    private async Task TakeAsync(HttpResponseMessage answer, string path)
    {
        if (answer.StatusCode == HttpStatusCode.Redirect)
        {
            string location = answer.Headers.Location!.ToString();
            using HttpResponseMessage next = await _client.GetAsync(new Uri(location, UriKind.RelativeOrAbsolute));
            await TakeAsync(next, location);
            return;
        }

        Path = path;
        Html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Seen.Add(Html);
        Seen.Add(answer.Headers.ToString());
        if (!path.Contains("/envelopes/", StringComparison.Ordinal))
        {
            Look();
        }
    }

    private void Look() => Remains.Search.Look($"page {Path}", Html);

    [GeneratedRegex("""name="form-token" type="hidden" value="([^"]+)""")]
    private static partial Regex TokenPattern();

    [GeneratedRegex("""id="problem"[^>]*>([^<]*)<""")]
    private static partial Regex ProblemPattern();

    [GeneratedRegex("""href="(/account/cards/[0-9a-f]+)">[^<]*(\d{4})</a>""")]
    private static partial Regex CardPattern();

    [GeneratedRegex("""Your passcode to [^:]*: (\d{6})\.""")]
    private static partial Regex PasscodePattern();

    [GeneratedRegex("""<p class="pin">(\d+)</p>""")]
    private static partial Regex PinPattern();
}
