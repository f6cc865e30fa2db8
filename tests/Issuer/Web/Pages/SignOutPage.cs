using Kiosk.Issuer.Accounts;
using Microsoft.AspNetCore.Mvc;

namespace Kiosk.Issuer.Web.Pages;

/// <summary>Signs out.</summary>
internal abstract class SignOutPage(IssuerServices issuer, Realm realm) : IssuerPage(issuer)
{
    /// <summary>An address that somebody has typed does nothing.</summary>
    public IActionResult OnGet() => Redirect(Home);

    /// <summary>Ends the session.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        await IssuerWeb.SignOutAsync(HttpContext, realm);
        return Redirect(Home + "/sign-in");
    }
}
