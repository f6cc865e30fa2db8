using Kiosk.Issuer.Accounts;
using Microsoft.AspNetCore.Mvc;

namespace Kiosk.Issuer.Web.Pages;

/// <summary>Signs in. It says the same of a user id that nobody has as of a wrong password.</summary>
internal abstract class SignInPage(IssuerServices issuer, Realm realm) : IssuerPage(issuer)
{
    /// <summary>What was typed as the user id.</summary>
    public string UserId { get; private set; } = "";

    /// <summary>Whoever is signed in goes on.</summary>
    public IActionResult OnGet() => Visitor is null ? Page() : Redirect(Home);

    /// <summary>Checks user id and password.</summary>
    public async Task<IActionResult> OnPostAsync(string? userId, string? password)
    {
        UserId = userId ?? "";
        SignInOutcome outcome = Issuer.SignIn.Check(realm, UserId, password ?? "");
        if (outcome == SignInOutcome.Right && Issuer.Accounts.Find(realm, UserId) is { } account)
        {
            await IssuerWeb.SignInAsync(HttpContext, account);
            return Redirect(Home);
        }

        return outcome == SignInOutcome.Locked
            ? Refuse($"Too many attempts with this user id. Try again in {Accounts.SignIn.LockTime.TotalMinutes:0} minutes.")
            : Refuse("User id or password is not right.", nameof(userId), nameof(password));
    }
}
