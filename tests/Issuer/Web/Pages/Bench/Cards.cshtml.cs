using Kiosk.Issuer.Cards;

namespace Kiosk.Issuer.Web.Pages.Bench;

/// <summary>All cards on file.</summary>
internal sealed class CardsModel(IssuerServices issuer) : BenchPage(issuer)
{
    /// <summary>The cards.</summary>
    public List<Card> Cards => Issuer.Cards.All();
}
