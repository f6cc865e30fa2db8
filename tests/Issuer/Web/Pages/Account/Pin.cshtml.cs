namespace Kiosk.Issuer.Web.Pages.Account;

/// <summary>The PIN services of a card.</summary>
internal sealed class PinModel(IssuerServices issuer, CardHandles handles) : CardPage(issuer, handles)
{
    /// <summary>Whether the holder may choose a PIN now.</summary>
    public bool MaySet => Rules.PinMayBeChosen && (Card.Pvv is null || Rules.PinMayBeChanged);
}
