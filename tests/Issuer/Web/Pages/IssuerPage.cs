using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kiosk.Issuer.Web.Pages;

/// <summary>What every page has.</summary>
internal abstract class IssuerPage(IssuerServices issuer) : PageModel
{
    private string? _notice;

    /// <summary>Which part of the bench the page belongs to, for people.</summary>
    public abstract string Place { get; }

    /// <summary>Path where this part begins.</summary>
    public abstract string Home { get; }

    /// <summary>Who is signed in, or null.</summary>
    public WebSession? Visitor => IssuerWeb.SessionOf(HttpContext);

    /// <summary>What went wrong, or null.</summary>
    public string? Problem { get; protected set; }

    /// <summary>Names of the fields that were refused for it.</summary>
    public IReadOnlySet<string> Wrong { get; private set; } = new HashSet<string>();

    /// <summary>What has just been done, or null.</summary>
    public string? Notice => _notice ??= TakeNotice();

    /// <summary>The issuer.</summary>
    public IssuerServices Issuer => issuer;

    /// <summary>The issuer's time.</summary>
    public DateTimeOffset Now => issuer.Time.GetUtcNow();

    /// <summary>Who is signed in, on a page that asks for it.</summary>
    protected WebSession Session => Visitor ?? throw new InvalidOperationException("Nobody is signed in on this page.");

    /// <summary>The page again, with what went wrong.</summary>
    /// <param name="problem">What did.</param>
    /// <param name="wrong">Names of the fields that are to be filled in otherwise.</param>
    protected IActionResult Refuse(string problem, params IEnumerable<string> wrong)
    {
        Problem = problem;
        Wrong = wrong.ToHashSet();
        return Page();
    }

    /// <summary>What has just been done, which is gone then; or null.</summary>
    protected virtual string? TakeNotice() => Visitor?.TakeNotice();
}
