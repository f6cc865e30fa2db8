namespace Kiosk.Issuer.Web.Pages.Account;

/// <summary>A card: its state, its transactions, and where to go on.</summary>
internal sealed class CardModel(IssuerServices issuer, CardHandles handles) : CardPage(issuer, handles)
{
    /// <summary>How many transactions are shown.</summary>
    public const int MostRecent = 10;
}
