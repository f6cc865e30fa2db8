using Kiosk.Issuer.Pins;
using Microsoft.AspNetCore.Mvc;

namespace Kiosk.Issuer.Web.Pages.Account;

/// <summary>Requests a PIN by mail.</summary>
internal sealed class MailPinModel(IssuerServices issuer, CardHandles handles) : CardPage(issuer, handles)
{
    /// <summary>Sends it.</summary>
    public IActionResult OnPost()
    {
        PinOutcome outcome = Issuer.PinMail.Request(Card.Pan);
        return outcome == PinOutcome.Done ? Done(PinPath, "Your PIN is in the mail.") : Refuse(Words.Refusal(outcome, Rules));
    }
}
