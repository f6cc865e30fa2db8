using Kiosk.Issuer.Cards;

namespace Kiosk.Issuer.Web.Pages.Account;

/// <summary>The holder's cards.</summary>
internal sealed class IndexModel(IssuerServices issuer) : AccountPage(issuer)
{
    /// <summary>The cards.</summary>
    public List<Card> Cards => Issuer.Cards.Of(Session.UserId);
}
