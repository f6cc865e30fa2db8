using Kiosk.Issuer.Cards;
using Microsoft.AspNetCore.Mvc;

namespace Kiosk.Issuer.Web.Pages.Service;

/// <summary>Finds the card of a caller.</summary>
internal sealed class IndexModel(IssuerServices issuer, CardHandles handles) : ServicePage(issuer)
{
    /// <summary>Finds it. The call before is over, whatever comes of this.</summary>
    public IActionResult OnPost(string? number)
    {
        Session.Call = null;
        string pan = string.Concat((number ?? "").Where(char.IsAsciiDigit));
        if (Issuer.Cards.Find(pan) is not Card card)
        {
            return Refuse("There is no such card.", nameof(number));
        }

        Session.Call = new Call(pan);
        return Redirect(CallerModel.PathOf(handles, card));
    }
}
