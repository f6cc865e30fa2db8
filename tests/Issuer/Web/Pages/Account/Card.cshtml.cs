using Kiosk.Issuer.Cards;
using Microsoft.AspNetCore.Mvc;

namespace Kiosk.Issuer.Web.Pages.Account;

/// <summary>A card: its state, its transactions, and where to go on. It is activated here.</summary>
internal sealed class CardModel(IssuerServices issuer, CardHandles handles) : CardPage(issuer, handles)
{
    /// <summary>How many transactions are shown.</summary>
    public const int MostRecent = 10;

    /// <summary>Activates the card.</summary>
    public IActionResult OnPost() => Issuer.CardLife.Activate(Card.Pan)
        ? Done(CardPath, "Your card is activated. Now set or request its PIN, if it has none.")
        : Refuse(Card.StatusAt(Now) == CardStatus.Active ? "This card is activated already." : $"This card cannot be activated. Call {Words.ServicePhone(Rules)}.");
}
