using Kiosk.EndToEnd.Issuer;
using Kiosk.Issuer.Accounts;
using Kiosk.Issuer.Web;
using Kiosk.Issuer.Web.Pages.Service;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;

namespace Kiosk.EndToEnd.Browser;

/// <summary>An agent's requests a step at a time, without a web server: those that overlap come in the order in which it goes wrong.</summary>
[TestClass]
public sealed class CallTests
{
    private const string Bruno = "4111111111111111";
    private readonly IssuerRig _rig = new();
    private readonly CardHandles _handles = new();
    private readonly WebSession _session = new Sessions().Begin(Realm.Agent, "agent", "Alex Agent", DateTimeOffset.UnixEpoch);

    [TestCleanup]
    public void Clean() => _rig.Dispose();

    [TestMethod]
    public void AnswersThatAreJudgedLateIdentifyNobodyInTheNextCall()
    {
        Find(TestTerminal.Amex);
        CallerModel answers = Begin(TestTerminal.Amex, "Answers", out IActionResult? refusal);
        Assert.IsNull(refusal);
        Find(Bruno);
        answers.OnPostAnswers(["Potsdam", "Rex"]);
        Assert.IsTrue(answers.IsKnown, "they were right");
        Begin(Bruno, "Block", out refusal);
        Assert.IsNotNull(refusal);
        CallerModel page = Begin(Bruno, null, out refusal);
        Assert.IsNull(refusal);
        Assert.IsFalse(page.IsKnown);
        Assert.IsNull(page.Notice, "what is said of the call before");

        // Nor does it count in a later call about the same card.
        Find(TestTerminal.Amex);
        Assert.IsFalse(Begin(TestTerminal.Amex, null, out _).IsKnown);
    }

    [TestMethod]
    public void AnActionIsForTheCardThatItsRequestCameFor()
    {
        Find(TestTerminal.Amex);
        Begin(TestTerminal.Amex, "Answers", out _).OnPostAnswers(["Potsdam", "Rex"]);
        CallerModel block = Begin(TestTerminal.Amex, "Block", out IActionResult? refusal);
        Assert.IsNull(refusal);
        Find(Bruno);
        block.OnPostBlock();
        Assert.AreEqual("104", _rig.Buy());
        Assert.AreEqual("000", _rig.Buy(Bruno, "8520"));
    }

    /// <summary>Whoever has locked a card is who has to be identified.</summary>
    [TestMethod]
    public void ATransactionIdentifiesAfterManyWrongPins()
    {
        Assert.AreEqual("000", _rig.Buy());
        for (int i = 0; i < CallerModel.Recent; i++)
        {
            Assert.AreNotEqual("000", _rig.Buy(pin: "0000"));
        }

        Find(TestTerminal.Amex);
        CallerModel call = Begin(TestTerminal.Amex, "Transaction", out _);
        call.OnPostTransaction(DateOnly.FromDateTime(_rig.Time.GetUtcNow().UtcDateTime), "2.40");
        Assert.IsTrue(call.IsKnown);
    }

    private void Find(string number) => Assert.IsInstanceOfType<RedirectResult>(new IndexModel(_rig.Services, _handles) { PageContext = Request(number) }.OnPost(number));

    /// <summary>A request to the page of a caller up to its handler.</summary>
    private CallerModel Begin(string number, string? handler, out IActionResult? refusal)
    {
        var model = new CallerModel(_rig.Services, _handles) { PageContext = Request(number) };
        var context = new PageHandlerExecutingContext(model.PageContext, [], new HandlerMethodDescriptor { Name = handler }, new Dictionary<string, object?>(), model);
        model.OnPageHandlerExecuting(context);
        refusal = context.Result;
        return model;
    }

    private PageContext Request(string number)
    {
        var http = new DefaultHttpContext();
        http.Features.Set(_session);
        var context = new PageContext { HttpContext = http, RouteData = new(), ActionDescriptor = new() };
        context.RouteData.Values["card"] = _handles.Of(_rig.Cards.Find(number)!);
        return context;
    }
}
