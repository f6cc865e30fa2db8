using Microsoft.AspNetCore.Mvc;

namespace Kiosk.Issuer.Web.Pages.Service;

/// <summary>Finds the card of a caller.</summary>
internal sealed class IndexModel(IssuerServices issuer) : ServicePage(issuer)
{
    /// <summary>Finds it.</summary>
    public IActionResult OnPost(string? number)
    {
        string pan = string.Concat((number ?? "").Where(char.IsAsciiDigit));
        if (Issuer.Cards.Find(pan) is null)
        {
            return Refuse("There is no such card.");
        }

        Session.CallersCard = pan;
        Session.IsCallerKnown = false;
        return Redirect(CallerPath);
    }
}
