using Kiosk.Issuer.Crypto;
using Kiosk.Issuer.Pins;
using Microsoft.AspNetCore.Mvc;

namespace Kiosk.Issuer.Web.Pages.Account;

/// <summary>Changes a PIN: the current one once, the new one twice.</summary>
internal sealed class ChangePinModel(IssuerServices issuer, CardHandles handles) : CardPage(issuer, handles)
{
    /// <summary>Why the PIN cannot be changed, or null.</summary>
    public string? Shut =>
        Closed
        ?? (!Rules.PinMayBeChanged ? Words.Refusal(PinOutcome.NotAllowed, Rules)
            : Pin.State == PinState.None ? Words.Refusal(PinOutcome.NoPin, Rules)
            : Pin.LockedUntil is not null ? Words.Refusal(PinOutcome.Locked, Rules)
            : null);

    /// <summary>Changes it.</summary>
    public IActionResult OnPost()
    {
        using ClearPin? current = TypedPin.Read(Request.Form, TypedPin.Current);
        using ClearPin? pin = TypedPin.Read(Request.Form, TypedPin.New);
        using ClearPin? again = TypedPin.Read(Request.Form, TypedPin.Again);
        if (Shut is null && (current is null || current.Digits.Length < ClearPin.MinLength))
        {
            return Refuse($"The current PIN has {ClearPin.MinLength} to {ClearPin.MaxLength} digits, and digits alone. Nothing was changed, and no try is gone.", TypedPin.Current);
        }

        PinOutcome outcome = current is null || pin is null || again is null ? PinOutcome.WrongLength : Issuer.PinSetting.Change(Card.Pan, current, pin, again);
        return outcome == PinOutcome.Done ? Done(PinPath, "Your PIN is changed. The new one counts at once.") : Refuse(Words.Refusal(outcome, Rules), TypedPin.Wrong(outcome));
    }
}
