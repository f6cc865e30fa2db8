using Kiosk.Issuer.Accounts;

namespace Kiosk.Issuer.Web.Pages.Account;

/// <inheritdoc/>
internal sealed class SignInModel(IssuerServices issuer) : SignInPage(issuer, Realm.Holder)
{
    /// <inheritdoc/>
    public override string Place => "Online account";

    /// <inheritdoc/>
    public override string Home => IssuerWeb.AccountPath;
}
