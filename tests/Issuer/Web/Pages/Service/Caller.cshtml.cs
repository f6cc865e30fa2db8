using Kiosk.Issuer.Accounts;
using Kiosk.Issuer.Cards;
using Kiosk.Issuer.Pins;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Kiosk.Issuer.Web.Pages.Service;

/// <summary>
/// A caller: first identified, then helped. The address says which card a form is for, and the session which call is on: where they differ, or the caller of this
/// call was not identified, nothing is done.
/// </summary>
internal sealed class CallerModel(IssuerServices issuer, CardHandles handles) : ServicePage(issuer)
{
    /// <summary>How many approved transactions count as recent.</summary>
    public const int Recent = 5;

    private Call? _call;
    private Card? _card;

    /// <summary>The caller's card, as it was when the request came.</summary>
    public Card Card => _card!;

    /// <summary>Whether the caller was identified.</summary>
    public bool IsKnown => _call!.IsIdentified;

    /// <summary>The holder's security questions.</summary>
    public List<string> Questions => Card.UserId is string user ? Issuer.Questions.Of(user) : [];

    /// <inheritdoc/>
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        _call = Session.Call;
        _card = _call is null ? null : Issuer.Cards.Find(_call.Pan);
        bool isStep = context.HandlerMethod?.Name is null or "Answers" or "Transaction";
        if (_card is null || handles.Of(_card) != (string?)RouteData.Values["card"] || (!isStep && !IsKnown))
        {
            if (HttpMethods.IsPost(Request.Method))
            {
                Session.Notice = "Nothing was done: that call is over, or its caller is not identified.";
            }

            context.Result = Redirect(Home);
        }
    }

    /// <summary>Path of the page of a caller.</summary>
    public static string PathOf(CardHandles handles, Card card) => $"{IssuerWeb.ServicePath}/callers/{handles.Of(card)}";

    /// <summary>Identifies by all security questions. What is not filled in is no answer, and does not count as a wrong one.</summary>
    public IActionResult OnPostAnswers(string?[] answer)
    {
        int count = Questions.Count;
        return count == 0 || answer.Length != count || answer.Any(string.IsNullOrWhiteSpace)
            ? Refuse("Ask every question, and type each answer. Nothing was counted.", nameof(answer))
            : Identify(() => Issuer.Questions.CheckAll(Card.UserId!, answer!), nameof(answer));
    }

    /// <summary>Identifies by one of the newest approved transactions. A day or an amount that cannot be read does not count as a wrong one.</summary>
    public IActionResult OnPostTransaction(DateOnly? day, string? amount)
    {
        if (day is null)
        {
            return Refuse("Choose the day of the transaction. Nothing was counted.", nameof(day));
        }

        return TypedMoney.Read(amount ?? "") is not long money
            ? Refuse("Type the amount as 2.40, without a currency. Nothing was counted.", nameof(amount))
            : Identify(
                () => Issuer.CardLife.RecentApproved(Card.Pan, Recent).Any(transaction =>
                    DateOnly.FromDateTime(transaction.Time.UtcDateTime) == day && transaction.Amount == money),
                nameof(day),
                nameof(amount));
    }

    /// <summary>Unlocks the card.</summary>
    public IActionResult OnPostUnlock() => Issuer.CardLife.Unlock(Card.Pan) ? Done("The card is unlocked.") : Refuse("The card cannot be unlocked: it is not active.");

    /// <summary>Sends a new PIN.</summary>
    public IActionResult OnPostMail()
    {
        PinOutcome outcome = Issuer.PinMail.Request(Card.Pan);
        return outcome == PinOutcome.Done ? Done("A new PIN is in the mail.") : Refuse(Words.Refusal(outcome, Issuer.Programme.Current.RulesFor(Card)));
    }

    /// <summary>Activates the card.</summary>
    public IActionResult OnPostActivate() => Issuer.CardLife.Activate(Card.Pan) ? Done("The card is activated.") : Refuse("The card cannot be activated: it is, or it is blocked or expired.");

    /// <summary>Blocks the card.</summary>
    public IActionResult OnPostBlock() => Issuer.CardLife.Block(Card.Pan) ? Done("The card is blocked.") : Refuse("The card is blocked already.");

    /// <inheritdoc/>
    protected override string? TakeNotice()
    {
        string? notice = _call!.Notice;
        _call.Notice = null;
        return notice;
    }

    private IActionResult Identify(Func<bool> isHolder, params string[] fields)
    {
        if (!Issuer.Callers.Count(Card.Pan))
        {
            return Refuse($"Too many wrong answers for this card. Try again in {Callers.Pause.TotalHours:0} hour.");
        }

        if (!isHolder())
        {
            return Refuse("That is not right. Say no more than that.", fields);
        }

        Issuer.Callers.Forget(Card.Pan);
        _call!.IsIdentified = true;
        return Done("The caller is identified.");
    }

    private RedirectResult Done(string notice)
    {
        _call!.Notice = notice;
        return Redirect(PathOf(handles, Card));
    }
}
