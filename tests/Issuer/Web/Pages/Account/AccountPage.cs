namespace Kiosk.Issuer.Web.Pages.Account;

/// <summary>A page of the online account.</summary>
internal abstract class AccountPage(IssuerServices issuer) : IssuerPage(issuer)
{
    /// <inheritdoc/>
    public override string Place => "Online account";

    /// <inheritdoc/>
    public override string Home => IssuerWeb.AccountPath;
}
