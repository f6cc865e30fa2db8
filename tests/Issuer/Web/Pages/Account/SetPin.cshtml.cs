using Kiosk.Issuer.Accounts;
using Kiosk.Issuer.Crypto;
using Kiosk.Issuer.Pins;
using Microsoft.AspNetCore.Mvc;

namespace Kiosk.Issuer.Web.Pages.Account;

/// <summary>Sets a PIN: a passcode is sent, the passcode is entered, the PIN is typed twice.</summary>
internal sealed class SetPinModel(IssuerServices issuer, CardHandles handles) : CardPage(issuer, handles)
{
    /// <summary>Why no PIN can be set, or null.</summary>
    public string? Shut =>
        Closed
        ?? (!Rules.PinMayBeChosen || (Card.Pvv is not null && !Rules.PinMayBeChanged) ? Words.Refusal(PinOutcome.NotAllowed, Rules)
            : Card.Phone is null ? $"We have no phone number of yours to send a passcode to. Call {Words.ServicePhone(Rules)}."
            : null);

    /// <summary>Whether a passcode is under way.</summary>
    public bool IsCodeSent => Session.CodeSentFor == Card.Pan;

    /// <summary>Whether a right passcode was entered.</summary>
    public bool IsProven => Session.IsProven(Card.Pan, Now);

    /// <summary>The phone, masked.</summary>
    public string Phone => Outbox.Masked(Card.Phone!);

    private string Purpose => $"set the PIN of your card ending in {Card.Pan[^4..]}";

    /// <summary>Sends a passcode.</summary>
    public IActionResult OnPostSend()
    {
        if (Shut is not null)
        {
            return Page();
        }

        if (!Issuer.Passcodes.Issue(Session.UserId, Card.Phone!, Purpose))
        {
            return Refuse("You have had too many passcodes. Try again in an hour.");
        }

        Session.CodeSentFor = Card.Pan;
        return Redirect(PinPath + "/set");
    }

    /// <summary>Checks the passcode.</summary>
    public IActionResult OnPostCode(string? code)
    {
        if (Shut is not null)
        {
            return Page();
        }

        switch (Issuer.Passcodes.Check(Session.UserId, Purpose, code ?? ""))
        {
            case PasscodeOutcome.Right:
                Session.Prove(Card.Pan, Now);
                return Redirect(PinPath + "/set");
            case PasscodeOutcome.Wrong:
                return Refuse("This passcode is not right.");
            default:
                Session.CodeSentFor = null;
                return Refuse("This passcode is no longer good. Have another one sent.");
        }
    }

    /// <summary>Sets the PIN.</summary>
    public IActionResult OnPostPin()
    {
        if (!IsProven)
        {
            return Refuse("The time for this step is over. Begin with a passcode again.");
        }

        using ClearPin? pin = TypedPin.Read(Request.Form, "pin");
        using ClearPin? again = TypedPin.Read(Request.Form, "again");
        PinOutcome outcome = pin is null || again is null ? PinOutcome.WrongLength : Issuer.PinSetting.Set(Card.Pan, pin, again);
        if (outcome != PinOutcome.Done)
        {
            return Refuse(Words.Refusal(outcome, Rules));
        }

        Session.EndProof();
        return Done(PinPath, "Your PIN is set, and counts at once.");
    }
}
