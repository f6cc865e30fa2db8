using Kiosk.Issuer.Accounts;
using Microsoft.AspNetCore.Mvc;

namespace Kiosk.Issuer.Web.Pages.Account;

/// <summary>A page that asks for a one-time passcode before it does what it is there for: one is sent to the holder's phone, and entered.</summary>
internal abstract class PasscodePage(IssuerServices issuer, CardHandles handles) : CardPage(issuer, handles)
{
    /// <summary>Why there is nothing to be done here, or null.</summary>
    public string? Shut =>
        Refusal ?? (Card.Phone is null ? $"We have no phone number of yours to send a passcode to. Call {Words.ServicePhone(Rules)}." : null);

    /// <summary>Whether a passcode for this is under way.</summary>
    public bool IsCodeSent => Session.CodeSentFor == Key;

    /// <summary>The phone, masked.</summary>
    public string Phone => Outbox.Masked(Card.Phone!);

    /// <summary>What stands on the button beside the passcode.</summary>
    public abstract string Button { get; }

    /// <summary>Whether the expiry date on the card is asked for, too.</summary>
    public virtual bool AsksExpiry => false;

    /// <summary>Why the card does not get this, or null.</summary>
    protected abstract string? Refusal { get; }

    /// <summary>What the passcode is for, as its message says it.</summary>
    protected abstract string Purpose { get; }

    /// <summary>Path of this page.</summary>
    protected abstract string Here { get; }

    /// <summary>Two cards may end in the same digits.</summary>
    private string Key => $"{Purpose} {Card.Pan}";

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

        Session.CodeSentFor = Key;
        return Redirect(Here);
    }

    /// <summary>Checks the passcode, and goes on.</summary>
    public IActionResult OnPostCode(string? code, string? expiry)
    {
        if (Shut is not null)
        {
            return Page();
        }

        // A wrong date counts as a wrong passcode and is told like one, and a right passcode beside it is not used up: whoever has only one of the two learns nothing of it.
        bool isExpiryRight = !AsksExpiry || (expiry ?? "").Trim() == Words.Expiry(Card);
        PasscodeOutcome outcome = IsCodeSent ? Issuer.Passcodes.Check(Session.UserId, Purpose, isExpiryRight ? code ?? "" : "") : PasscodeOutcome.None;
        if (outcome == PasscodeOutcome.Wrong)
        {
            return AsksExpiry
                ? Refuse("The passcode or the expiry date is not right.", nameof(code), nameof(expiry))
                : Refuse("This passcode is not right.", nameof(code));
        }

        Session.CodeSentFor = null;
        return outcome == PasscodeOutcome.Right ? GoOn() : Refuse("This passcode is no longer good. Have another one sent.");
    }

    /// <summary>Does it, after a right passcode.</summary>
    protected abstract IActionResult GoOn();
}
