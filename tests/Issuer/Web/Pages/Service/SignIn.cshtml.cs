using Kiosk.Issuer.Accounts;

namespace Kiosk.Issuer.Web.Pages.Service;

/// <inheritdoc/>
internal sealed class SignInModel(IssuerServices issuer) : SignInPage(issuer, Realm.Agent)
{
    /// <inheritdoc/>
    public override string Place => "Customer service";

    /// <inheritdoc/>
    public override string Home => IssuerWeb.ServicePath;
}
