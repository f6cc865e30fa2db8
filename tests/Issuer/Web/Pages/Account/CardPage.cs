using Kiosk.Issuer.Cards;
using Kiosk.Issuer.Pins;
using Kiosk.Issuer.Programme;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Kiosk.Issuer.Web.Pages.Account;

/// <summary>A page about one card of the holder. Another one's card is not found.</summary>
internal abstract class CardPage(IssuerServices issuer, CardHandles handles) : AccountPage(issuer)
{
    private Card? _card;

    /// <summary>The card, as it was when the request came.</summary>
    public Card Card => _card!;

    /// <summary>How its PIN stands now.</summary>
    public PinStatus Pin => Issuer.Pins.Of(Card.Pan)!;

    /// <summary>What its product and region allow.</summary>
    public CardRules Rules => Pin.Rules;

    /// <summary>Path of the card's page.</summary>
    public string CardPath => $"{Home}/cards/{handles.Of(Card)}";

    /// <summary>Path of its PIN services.</summary>
    public string PinPath => CardPath + "/pin";

    /// <summary>Why the card gets no PIN service at all, or null.</summary>
    public string? Closed =>
        PinDoor.Check(Card, Now) is var outcome && outcome != PinOutcome.Done ? Words.Refusal(outcome, Rules) : null;

    /// <inheritdoc/>
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        _card = handles.Find((string?)RouteData.Values["card"], Issuer.Cards.Of(Session.UserId));
        if (_card is null)
        {
            context.Result = NotFound();
        }
    }

    /// <summary>To another page, which says first what has been done.</summary>
    protected RedirectResult Done(string path, string notice)
    {
        Session.Notice = notice;
        return Redirect(path);
    }
}
