using Kiosk.Issuer.Pins;
using Microsoft.AspNetCore.Mvc;

namespace Kiosk.Issuer.Web.Pages.Account;

/// <summary>Requests a PIN by mail, with a passcode: the PIN in force ends at once.</summary>
internal sealed class MailPinModel(IssuerServices issuer, CardHandles handles) : PasscodePage(issuer, handles)
{
    /// <inheritdoc/>
    public override string Button => "Send me a PIN";

    /// <inheritdoc/>
    protected override string? Refusal => Closed;

    /// <inheritdoc/>
    protected override string Purpose => $"have a PIN mailed for your card ending in {Card.Pan[^4..]}";

    /// <inheritdoc/>
    protected override string Here => PinPath + "/mail";

    /// <inheritdoc/>
    protected override IActionResult GoOn()
    {
        PinOutcome outcome = Issuer.PinMail.Request(Card.Pan);
        return outcome == PinOutcome.Done ? Done(PinPath, "Your PIN is in the mail.") : Refuse(Words.Refusal(outcome, Rules));
    }
}
