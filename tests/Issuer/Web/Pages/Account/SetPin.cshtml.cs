using Kiosk.Issuer.Crypto;
using Kiosk.Issuer.Pins;
using Microsoft.AspNetCore.Mvc;

namespace Kiosk.Issuer.Web.Pages.Account;

/// <summary>Sets a PIN: a passcode opens the page for some minutes, the PIN is typed twice.</summary>
internal sealed class SetPinModel(IssuerServices issuer, CardHandles handles) : PasscodePage(issuer, handles)
{
    /// <summary>Whether a right passcode was entered.</summary>
    public bool IsProven => Session.IsProven(Card.Pan, Now);

    /// <inheritdoc/>
    public override string Button => "Go on";

    /// <inheritdoc/>
    protected override string? Refusal =>
        Closed ?? (!Rules.PinMayBeChosen || (Card.Pvv is not null && !Rules.PinMayBeChanged) ? Words.Refusal(PinOutcome.NotAllowed, Rules) : null);

    /// <inheritdoc/>
    protected override string Purpose => $"set the PIN of your card ending in {Card.Pan[^4..]}";

    /// <inheritdoc/>
    protected override string Here => PinPath + "/set";

    /// <summary>Sets the PIN.</summary>
    public IActionResult OnPostPin()
    {
        if (!IsProven)
        {
            return Refuse("The time for this step is over. Begin with a passcode again.");
        }

        using ClearPin? pin = TypedPin.Read(Request.Form, TypedPin.New);
        using ClearPin? again = TypedPin.Read(Request.Form, TypedPin.Again);
        PinOutcome outcome = pin is null || again is null ? PinOutcome.WrongLength : Issuer.PinSetting.Set(Card.Pan, pin, again);
        if (outcome != PinOutcome.Done)
        {
            return Refuse(Words.Refusal(outcome, Rules), TypedPin.Wrong(outcome));
        }

        Session.EndProof();
        return Done(PinPath, "Your PIN is set, and counts at once.");
    }

    /// <inheritdoc/>
    protected override IActionResult GoOn()
    {
        Session.Prove(Card.Pan, Now);
        return Redirect(Here);
    }
}
