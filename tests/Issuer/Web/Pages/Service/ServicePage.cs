using Kiosk.Issuer.Cards;
using Microsoft.AspNetCore.Mvc;

namespace Kiosk.Issuer.Web.Pages.Service;

/// <summary>A page of customer service. It shows no PIN, and has no field for one.</summary>
internal abstract class ServicePage(IssuerServices issuer) : IssuerPage(issuer)
{
    /// <inheritdoc/>
    public override string Place => "Customer service";

    /// <inheritdoc/>
    public override string Home => IssuerWeb.ServicePath;

    /// <summary>Path of the page of the caller.</summary>
    protected const string CallerPath = IssuerWeb.ServicePath + "/caller";

    /// <summary>The caller's card as it is now, or null when nobody is on the line.</summary>
    protected Card? CallersCard => Session.CallersCard is string pan ? Issuer.Cards.Find(pan) : null;

    /// <summary>The page again, with what went wrong.</summary>
    protected IActionResult Refuse(string problem)
    {
        Problem = problem;
        return Page();
    }
}
