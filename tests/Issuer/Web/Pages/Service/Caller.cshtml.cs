using Kiosk.Issuer.Accounts;
using Kiosk.Issuer.Cards;
using Kiosk.Issuer.Pins;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Kiosk.Issuer.Web.Pages.Service;

/// <summary>A caller: first identified, then helped. Whatever is done asks first whether the caller was identified in this session.</summary>
internal sealed class CallerModel(IssuerServices issuer) : ServicePage(issuer)
{
    /// <summary>How many transactions count as recent.</summary>
    public const int Recent = 5;

    /// <summary>The caller's card as it is now.</summary>
    public Card Card => CallersCard!;

    /// <summary>Whether the caller was identified.</summary>
    public bool IsKnown => Session.IsCallerKnown;

    /// <summary>The holder's security questions.</summary>
    public List<string> Questions => Card.UserId is string user ? Issuer.Questions.Of(user) : [];

    /// <inheritdoc/>
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        bool isStep = context.HandlerMethod?.Name is null or "Answers" or "Transaction";
        if (CallersCard is null || (!isStep && !IsKnown))
        {
            context.Result = Redirect(Home);
        }
    }

    /// <summary>Identifies by all security questions.</summary>
    public IActionResult OnPostAnswers(string[] answer)
    {
        List<string> questions = Questions;
        return Identify(() => questions.Count > 0 && answer.Length == questions.Count
            && questions.Zip(answer).All(pair => Issuer.Questions.Check(Card.UserId!, pair.First, pair.Second ?? "")));
    }

    /// <summary>Identifies by one of the newest approved transactions.</summary>
    public IActionResult OnPostTransaction(DateOnly? day, string? amount) => Identify(() =>
        day is not null
        && TypedMoney.Read(amount ?? "") is long money
        && Issuer.CardLife.Recent(Card.Pan, Recent).Any(transaction =>
            transaction.State == LedgerState.Approved
            && DateOnly.FromDateTime(transaction.Time.UtcDateTime) == day
            && transaction.Amount == money));

    /// <summary>Unlocks the card.</summary>
    public IActionResult OnPostUnlock() => Issuer.CardLife.Unlock(Card.Pan) ? Done("The card is unlocked.") : Refuse("The card cannot be unlocked.");

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

    private IActionResult Identify(Func<bool> isHolder)
    {
        if (!Issuer.Callers.Count(Card.Pan))
        {
            return Refuse($"Too many wrong answers for this card. Try again in {Callers.Pause.TotalHours:0} hour.");
        }

        if (!isHolder())
        {
            return Refuse("That is not right. Say no more than that.");
        }

        Issuer.Callers.Forget(Card.Pan);
        Session.IsCallerKnown = true;
        return Done("The caller is identified.");
    }

    private RedirectResult Done(string notice)
    {
        Session.Notice = notice;
        return Redirect(CallerPath);
    }
}
