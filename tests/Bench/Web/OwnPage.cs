using Microsoft.AspNetCore.Http;

namespace Kiosk.Bench.Web;

/// <summary>Keeps other sites' pages away from the bench: they could otherwise press its keys from any tab of the same browser.</summary>
internal static class OwnPage
{
    /// <summary>Lets only such requests through, and says to the browser what the page may do.</summary>
    public static async Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        Restrict(context.Response.Headers);
        if (!Sent(context))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync("Only the bench's own page may ask this.");
            return;
        }

        try
        {
            await next(context);
        }
        catch (OperationCanceledException)
        {
            // The page has gone, or the bench is ending.
        }
    }

    /// <summary>Whether a request comes from the bench's own page, or from a program that is no browser.</summary>
    private static bool Sent(HttpContext context)
    {
        // The host's name, too: a foreign name that resolves to this computer (DNS rebinding) is a foreign site.
        HttpRequest request = context.Request;
        bool isHost = request.Host.Host is "localhost" or "127.0.0.1" or "[::1]"
            && (request.Host.Port ?? 80) == context.Connection.LocalPort;
        string origin = request.Headers.Origin.ToString();
        string site = request.Headers["Sec-Fetch-Site"].ToString();
        return isHost
            && (origin.Length == 0 || origin == $"{request.Scheme}://{request.Host}")
            && (!request.Path.StartsWithSegments("/api") || site is "" or "same-origin" or "none");
    }

    /// <summary>What the browser is to allow the page.</summary>
    private static void Restrict(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
    }
}
