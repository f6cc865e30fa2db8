using Kiosk.Issuer.Cards;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Kiosk.Issuer.Web.Pages.Bench;

/// <summary>Shows and changes what is on file about a card. Of its PIN it knows what the holder's pages say, and no verification value.</summary>
internal sealed class CardModel(IssuerServices issuer, CardHandles handles) : CardFormPage(issuer)
{
    private Card? _card;

    /// <summary>The card, as it was when the request came.</summary>
    public Card Card => _card!;

    /// <summary>Whether the request comes from having saved.</summary>
    [BindProperty(SupportsGet = true, Name = "saved")]
    public bool IsSaved { get; set; }

    /// <inheritdoc/>
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        _card = handles.Find((string?)RouteData.Values["card"], Issuer.Cards.All());
        if (_card is null)
        {
            context.Result = NotFound();
        }
    }

    /// <summary>Shows it.</summary>
    public void OnGet() => Form = OnFile = CardForm.Of(Card);

    /// <summary>Saves what was changed.</summary>
    public IActionResult OnPost()
    {
        var typed = CardForm.Read(Request.Form);
        var shown = CardForm.Read(Request.Form, CardForm.ShownPrefix);
        List<CardFault> faults = Issuer.Registry.Change(Card.Pan, (current, found) =>
        {
            OnFile = CardForm.Of(current);
            Form = typed.Onto(shown, OnFile, found);
            return Form.ToEntry(current.Pan, found);
        });
        if (faults.Count == 0)
        {
            return Redirect($"{CardsPath}/{handles.Of(Card)}?saved=true");
        }

        return Refuse(faults);
    }
}
