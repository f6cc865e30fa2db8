using Kiosk.Issuer.Accounts;

namespace Kiosk.Issuer.Web.Pages.Account;

/// <inheritdoc/>
internal sealed class SignOutModel(IssuerServices issuer) : SignOutPage(issuer, Realm.Holder)
{
    /// <inheritdoc/>
    public override string Place => "Online account";

    /// <inheritdoc/>
    public override string Home => IssuerWeb.AccountPath;
}
