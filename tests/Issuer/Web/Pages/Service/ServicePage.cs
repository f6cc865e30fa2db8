namespace Kiosk.Issuer.Web.Pages.Service;

/// <summary>A page of customer service. It shows no PIN, and has no field for one.</summary>
internal abstract class ServicePage(IssuerServices issuer) : IssuerPage(issuer)
{
    /// <inheritdoc/>
    public override string Place => "Customer service";

    /// <inheritdoc/>
    public override string Home => IssuerWeb.ServicePath;
}
