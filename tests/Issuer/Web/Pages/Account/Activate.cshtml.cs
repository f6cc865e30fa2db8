using Kiosk.Issuer.Cards;
using Microsoft.AspNetCore.Mvc;

namespace Kiosk.Issuer.Web.Pages.Account;

/// <summary>Activates a card: a passcode shows that it is the holder, the expiry date that the card is there.</summary>
internal sealed class ActivateModel(IssuerServices issuer, CardHandles handles) : PasscodePage(issuer, handles)
{
    /// <inheritdoc/>
    public override string Button => "Activate this card";

    /// <inheritdoc/>
    public override bool AsksExpiry => true;

    /// <inheritdoc/>
    protected override string? Refusal => Card.StatusAt(Now) switch
    {
        CardStatus.Issued => null,
        CardStatus.Active => "This card is activated already.",
        _ => Closed,
    };

    /// <inheritdoc/>
    protected override string Purpose => $"activate your card ending in {Card.Pan[^4..]}";

    /// <inheritdoc/>
    protected override string Here => CardPath + "/activate";

    /// <inheritdoc/>
    protected override IActionResult GoOn() => Issuer.CardLife.Activate(Card.Pan)
        ? Done(CardPath, "Your card is activated. Now set or request its PIN, if it has none.")
        : Refuse($"This card cannot be activated. Call {Words.ServicePhone(Rules)}.");
}
