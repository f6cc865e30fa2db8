namespace Kiosk.Issuer.Web.Pages.Bench;

/// <summary>A page of the bench's desk: what a tester has around the issuer.</summary>
internal abstract class BenchPage(IssuerServices issuer) : IssuerPage(issuer)
{
    /// <inheritdoc/>
    public override string Place => "Bench desk";

    /// <inheritdoc/>
    public override string Home => IssuerWeb.BenchPath;
}
