using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Kiosk.Issuer.Web.Pages;

/// <summary>Stands for a page that was not answered: its form has expired, it is not there, or it failed. Nothing has been done then. The status stays that of the answer.</summary>
[IgnoreAntiforgeryToken]
internal sealed class ProblemModel(IssuerServices issuer) : IssuerPage(issuer)
{
    /// <summary>Path of this page: nobody gets anything here who was not sent by a page.</summary>
    public const string PagePath = IssuerWeb.BenchPath + "/problem";

    /// <summary>Path of the page that was asked for.</summary>
    public string Path { get; private set; } = "";

    /// <inheritdoc/>
    public override string Place => IsIn(IssuerWeb.AccountPath) ? "Online account" : IsIn(IssuerWeb.ServicePath) ? "Customer service" : "Bench desk";

    /// <inheritdoc/>
    public override string Home => IsIn(IssuerWeb.AccountPath) ? IssuerWeb.AccountPath : IsIn(IssuerWeb.ServicePath) ? IssuerWeb.ServicePath : IssuerWeb.BenchPath;

    /// <summary>Whether a form was not taken.</summary>
    public bool IsForm => Response.StatusCode == StatusCodes.Status400BadRequest;

    /// <summary>What has happened.</summary>
    public string What => Response.StatusCode switch
    {
        StatusCodes.Status400BadRequest => "This form has expired",
        StatusCodes.Status404NotFound => "There is no such page",
        StatusCodes.Status500InternalServerError => "Something went wrong",
        _ => "This cannot be answered",
    };

    /// <summary>What that means.</summary>
    public string Why => Response.StatusCode switch
    {
        StatusCodes.Status400BadRequest => "Nothing was done. The form is older than your sign-in or than this bench, or it does not come from here.",
        StatusCodes.Status404NotFound => "The address may be mistyped, or what was there is not yours, or has gone.",
        StatusCodes.Status500InternalServerError => "The fault is ours. Look whether it was done before you try again.",
        _ => "Nothing was done.",
    };

    /// <inheritdoc/>
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        string? path = HttpContext.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath ?? HttpContext.Features.Get<IExceptionHandlerPathFeature>()?.Path;
        if (path is null)
        {
            context.Result = NotFound();
        }

        Path = path ?? "";
    }

    private bool IsIn(string part) => new PathString(Path).StartsWithSegments(part);
}
