using System.Net;

namespace Kiosk.EndToEnd.Browser;

/// <summary>Customer service: an agent identifies a caller, and only then helps. The card programme is there, too.</summary>
[TestClass]
public sealed class ServicePageTests : BenchTest
{
    private const string Amex = "371449635398431";
    private const string New = "372349000000852";
    private const string Bruno = "4111111111111111";
    private Visitor? _agent;

    private Visitor Agent => _agent ??= new Visitor(Address);

    [TestCleanup]
    public void Leave() => _agent?.Dispose();

    [TestMethod]
    public async Task AgentsAndHoldersHaveSignInsOfTheirOwn()
    {
        await Agent.SignInAsync("anna", "bench-anna", "/service");
        Assert.AreEqual("User id or password is not right.", Agent.Problem);
        await Agent.SignInAsync("anna", "bench-anna");
        await Agent.GoAsync("/service");
        Assert.AreEqual("/service/sign-in", Agent.Path, "a holder's session opens nothing here");
        await Agent.GoAsync("/service/callers/0123456789ab");
        Assert.AreEqual("/service/sign-in", Agent.Path);
        await Agent.SignInAsync("agent", "bench-agent", "/service");
        Assert.AreEqual("/service", Agent.Path);
        await Agent.PostAsync("/service/sign-out");
        await Agent.GoAsync("/service");
        Assert.AreEqual("/service/sign-in", Agent.Path);
        await Agent.GoAsync("/account");
        Assert.AreEqual("/account", Agent.Path, "the holder is signed in still");
    }

    [TestMethod]
    [DataRow("Unlock")]
    [DataRow("Mail")]
    [DataRow("Activate")]
    [DataRow("Block")]
    public async Task NothingIsDoneForACallerWhoIsNotIdentified(string action)
    {
        await FindAsync(Amex);
        Assert.IsFalse(Agent.Html.Contains("Anna", StringComparison.Ordinal), "the name is the caller's to say");
        StringAssert.Contains(Agent.Html, "This line is +44 20 7946 0321, the number on its back.");
        string anna = Agent.Path;
        await Agent.PostAsync($"{anna}?handler={action}");
        Assert.AreEqual("/service", Agent.Path);
        StringAssert.Contains(Agent.Html, "Nothing was done:");
        await Agent.GoAsync(anna);
        await AnswerAsync("rex", "potsdam");
        StringAssert.Contains(Agent.Html, "<span class=\"state\">Active</span>");
        StringAssert.Contains(Agent.Html, "This card has a PIN.");

        // The next caller is not the one before.
        await Agent.SendAsync("/service", "", ("number", New));
        StringAssert.Contains(Agent.Html, "Is it the holder?");
        string next = Agent.Path;
        await Agent.PostAsync($"{next}?handler={action}");
        Assert.AreEqual("/service", Agent.Path);

        // Nor does the tab with the caller before do anything, to either card.
        await Agent.PostAsync($"{anna}?handler={action}");
        Assert.AreEqual("/service", Agent.Path);
        StringAssert.Contains(Agent.Html, "Nothing was done:");
        StringAssert.Contains(await Agent.GoAsync("/bench"), "No letter.");
        await FindAsync(New);
        await AnswerAsync("rex", "potsdam");
        StringAssert.Contains(Agent.Html, "<span class=\"state\">Not activated</span>");
        await FindAsync(Amex);
        await AnswerAsync("rex", "potsdam");
        StringAssert.Contains(Agent.Html, "<span class=\"state\">Active</span>");
    }

    [TestMethod]
    public async Task AnActionInTheTabOfOneCallerIsNotForTheCardOfAnother()
    {
        await FindAsync(Amex);
        string anna = Agent.Path;
        await AnswerAsync("rex", "potsdam");
        await FindAsync(Bruno);
        string bruno = Agent.Path;
        await AnswerAsync("minka", "lugano");
        StringAssert.Contains(Agent.Html, "The caller is identified.");
        await Agent.PostAsync(anna + "?handler=Block");
        Assert.AreEqual("/service", Agent.Path);
        StringAssert.Contains(await Agent.GoAsync(bruno), "<span class=\"state\">Active</span>");
        await FindAsync(Amex);
        await AnswerAsync("rex", "potsdam");
        StringAssert.Contains(Agent.Html, "<span class=\"state\">Active</span>");
    }

    [TestMethod]
    public async Task ASearchEndsTheCallEvenIfItFindsNothing()
    {
        await FindAsync(Amex);
        string anna = Agent.Path;
        await AnswerAsync("rex", "potsdam");
        await Agent.SendAsync("/service", "", ("number", "349999999999991"));
        Assert.AreEqual("There is no such card.", Agent.Problem);
        await Agent.PostAsync(anna + "?handler=Block");
        Assert.AreEqual("/service", Agent.Path);
        await Agent.GoAsync(anna);
        Assert.AreEqual("/service", Agent.Path);
        await FindAsync(Amex);
        StringAssert.Contains(Agent.Html, "Is it the holder?");
        await AnswerAsync("rex", "potsdam");
        StringAssert.Contains(Agent.Html, "<span class=\"state\">Active</span>");
    }

    [TestMethod]
    public async Task AFormWithoutItsTokenIsRefused()
    {
        await FindAsync(Amex);
        string caller = Agent.Path;
        await AnswerAsync("rex", "potsdam");
        foreach (string path in new[] { "/service", "/service/sign-out", "/bench/programme", caller + "?handler=Unlock", caller + "?handler=Mail", caller + "?handler=Block" })
        {
            await Agent.PostAsync(path, null, ("number", Amex));
            Assert.AreEqual(HttpStatusCode.BadRequest, Agent.Status, path);
        }

        StringAssert.Contains(await Agent.GoAsync(caller), "<span class=\"state\">Active</span>");
    }

    [TestMethod]
    public async Task AnUnknownCardIsNotFound()
    {
        await FindAsync("349999999999991");
        Assert.AreEqual("There is no such card.", Agent.Problem);
        Assert.AreEqual("/service", Agent.Path);
    }

    [TestMethod]
    public async Task ThreeWrongAnswersEndTheCallForAnHour()
    {
        await FindAsync(Amex);
        await AnswerAsync("Rex", "Berlin");
        StringAssert.Contains(Agent.Problem, "not right");
        await AnswerAsync("Fido", "Potsdam");
        StringAssert.Contains(Agent.Problem, "not right");
        await ActAsync("Transaction", ("day", "2026-01-01"), ("amount", "2.40"));
        StringAssert.Contains(Agent.Problem, "not right");

        // Nor does calling again help, or another way to be identified.
        await FindAsync(Amex);
        await AnswerAsync("Rex", "Potsdam");
        StringAssert.Contains(Agent.Problem, "Too many wrong answers");
        await Agent.PassDaysAsync(1);
        await FindAsync(Amex);
        await AnswerAsync("Rex", "Potsdam");
        StringAssert.Contains(Agent.Html, "The caller is identified.");
    }

    [TestMethod]
    public async Task WhatCannotBeReadIsNoWrongAnswer()
    {
        await FindAsync(Amex);
        foreach ((string day, string amount, string why) in new[]
        {
            ("", "2.40", "Choose the day"), ("31.12.2025", "2.40", "Choose the day"), ("2026-01-01", "", "Type the amount as 2.40"),
            ("2026-01-01", "2.40 EUR", "Type the amount as 2.40"), ("2026-01-01", "two", "Type the amount as 2.40"),
        })
        {
            await ActAsync("Transaction", ("day", day), ("amount", amount));
            StringAssert.StartsWith(Agent.Problem, why);
            StringAssert.EndsWith(Agent.Problem, "Nothing was counted.");
        }

        foreach (string[] answers in new[] { [], ["Potsdam"], ["Potsdam", ""], ["", " "], new[] { "Potsdam", "Rex", "Rex" } })
        {
            await ActAsync("Answers", [.. answers.Select(answer => ("answer", answer))]);
            StringAssert.StartsWith(Agent.Problem, "Ask every question");
        }

        await AnswerAsync("Rex", "Potsdam");
        StringAssert.Contains(Agent.Html, "The caller is identified.");
    }

    [TestMethod]
    public async Task ALockedCardIsUnlocked()
    {
        await Agent.SignInAsync("anna", "bench-anna");
        string card = await Agent.CardAsync(Amex);
        for (int i = 0; i < 3; i++)
        {
            await Agent.SendAsync(card + "/pin/change", "", ("current", "9999"), ("pin", "2580"), ("again", "2580"));
        }

        await FindAsync(Amex);
        await AnswerAsync("Rex", "Potsdam");
        StringAssert.Contains(Agent.Html, "Locked until");
        StringAssert.Contains(Agent.Html, "0 of 3");
        await ActAsync("Unlock");
        StringAssert.Contains(Agent.Html, "The card is unlocked.");
        StringAssert.Contains(Agent.Html, "3 of 3");
        Assert.IsFalse((await Agent.GoAsync(card)).Contains("Locked until", StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task ACardIsActivatedGetsAPinByMailAndIsBlocked()
    {
        await FindAsync(New);
        await AnswerAsync("REX", " Potsdam ");
        await ActAsync("Mail");
        StringAssert.Contains(Agent.Problem, "not activated yet");
        await ActAsync("Activate");
        StringAssert.Contains(Agent.Html, "The card is activated.");
        await ActAsync("Activate");
        StringAssert.Contains(Agent.Problem, "cannot be activated");
        await ActAsync("Mail");
        StringAssert.Contains(Agent.Html, "A new PIN is in the mail.");
        StringAssert.Contains(Agent.Html, "A PIN is in the mail. It arrives by");
        await ActAsync("Block");
        StringAssert.Contains(Agent.Html, "<span class=\"state\">Blocked</span>");
        await ActAsync("Block");
        StringAssert.Contains(Agent.Problem, "blocked already");
        Assert.IsFalse(Agent.Html.Contains("handler=Unlock", StringComparison.Ordinal) || Agent.Html.Contains("handler=Mail", StringComparison.Ordinal), "what it cannot have");
        await ActAsync("Unlock");
        Assert.AreEqual("The card cannot be unlocked: it is not active.", Agent.Problem);

        // The agent has seen no PIN, not even the one that the holder reads.
        await Agent.PassDaysAsync(20);
        string? pin = await Agent.OpenLetterAsync(1);
        Assert.IsNotNull(pin);
        Assert.IsFalse(Agent.Seen.Any(text => System.Text.RegularExpressions.Regex.IsMatch(text, $@"(?<![0-9A-Za-z_\-]){pin}(?![0-9A-Za-z_\-])")));
    }

    [TestMethod]
    [DataRow("\"pinLength\": 4", "\"pinLength\": 13", "$.products[0].pinLength: is 13, 4 to 12 are allowed")]
    [DataRow("\"pinLength\": 4", "\"pinLength\": \"four\"", "is not a value of this kind")]
    [DataRow("\"pinLength\": 4", "\"pinSize\": 4", "there is no such setting")]
    [DataRow("\"pinLength\": 4,", "\"pinLength\": 4,,", "Nothing was saved")]
    public async Task ABadProgrammeIsRefusedAndTheFieldKeepsIt(string text, string by, string why)
    {
        string json = Field(await Agent.GoAsync("/bench/programme"));
        int at = json.IndexOf(text, StringComparison.Ordinal);
        string bad = json[..at] + by + json[(at + text.Length)..];
        await Agent.PostAsync("/bench/programme", ("json", bad));
        StringAssert.Contains(WebUtility.HtmlDecode(Agent.Problem), why);
        StringAssert.Contains(Field(Agent.Html), by);
        Assert.AreEqual(json, Field(await Agent.GoAsync("/bench/programme")));
    }

    [TestMethod]
    public async Task AChangedProgrammeHoldsAtOnce()
    {
        string json = Field(await Agent.GoAsync("/bench/programme"));
        await Agent.PostAsync("/bench/programme", ("json", json.Replace("\"pinMayBeChanged\": true", "\"pinMayBeChanged\": false", StringComparison.Ordinal)));
        StringAssert.Contains(Agent.Html, "Saved.");
        await Agent.SignInAsync("anna", "bench-anna");
        StringAssert.Contains(await Agent.GoAsync(await Agent.CardAsync(Amex) + "/pin/change"), "cannot be changed");
    }

    private static string Field(string html)
    {
        string rest = html[html.IndexOf("<textarea", StringComparison.Ordinal)..];
        return rest[(rest.IndexOf('>', StringComparison.Ordinal) + 1)..rest.IndexOf("</textarea>", StringComparison.Ordinal)];
    }

    /// <summary>Begins a call, in the session that there is.</summary>
    private async Task FindAsync(string number)
    {
        await Agent.GoAsync("/service");
        if (Agent.Path != "/service")
        {
            await Agent.SignInAsync("agent", "bench-agent", "/service");
        }

        await Agent.PostAsync("/service", ("number", number));
    }

    /// <summary>Sends a form of the page that is open.</summary>
    private Task<string> ActAsync(string handler, params (string Name, string Value)[] fields) => Agent.PostAsync($"{Agent.Path.Split('?')[0]}?handler={handler}", fields);

    /// <summary>The questions stand in alphabetical order: town, pet.</summary>
    private Task<string> AnswerAsync(string pet, string town) => ActAsync("Answers", ("answer", town), ("answer", pet));
}
