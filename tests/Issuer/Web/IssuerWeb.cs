using System.Security.Claims;
using Kiosk.Issuer.Accounts;
using Kiosk.Issuer.Web.Pages;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Kiosk.Issuer.Web;

/// <summary>The issuer's pages: the holders' online account, customer service, and the bench's desk with its phone and mail room.</summary>
internal static class IssuerWeb
{
    /// <summary>The holders' pages.</summary>
    public const string AccountPath = "/account";

    /// <summary>The agents' pages.</summary>
    public const string ServicePath = "/service";

    /// <summary>The bench's desk.</summary>
    public const string BenchPath = "/bench";

    /// <summary>Name of the form field with the antiforgery token.</summary>
    public const string TokenField = "form-token";

    // Scripts are not needed, so none are allowed. With no-referrer a browser would send its own forms with the origin "null".
    private const string Policy = "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    private const string Referrer = "same-origin";

    /// <summary>Adds what the pages need.</summary>
    /// <param name="services">The web server's services.</param>
    /// <param name="issuer">The issuer, once it has started: requests wait for it.</param>
    /// <param name="bench">What is around the issuer.</param>
    public static void AddServices(IServiceCollection services, Task<IssuerServices> issuer, IBench bench)
    {
        services.AddSingleton(issuer);

        // Map's first step has waited for it.
        services.AddTransient(_ => issuer.GetAwaiter().GetResult());
        services.AddSingleton(bench);
        services.AddSingleton<Sessions>();
        services.AddSingleton<CardHandles>();
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.FormFieldName = TokenField;
            antiforgery.HeaderName = null;
            antiforgery.Cookie.Name = "issuer-form";
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
            antiforgery.SuppressXFrameOptionsHeader = true;
        });
        AuthenticationBuilder authentication = services.AddAuthentication();
        AddRealm(authentication, Realm.Holder, AccountPath);
        AddRealm(authentication, Realm.Agent, ServicePath);
        services.AddAuthorizationBuilder()
            .AddPolicy(nameof(Realm.Holder), policy => policy.AddAuthenticationSchemes(nameof(Realm.Holder)).RequireAuthenticatedUser())
            .AddPolicy(nameof(Realm.Agent), policy => policy.AddAuthenticationSchemes(nameof(Realm.Agent)).RequireAuthenticatedUser());
        services.AddRazorPages(pages =>
        {
            pages.RootDirectory = "/Web/Pages";
            pages.Conventions.AuthorizeFolder("/Account", nameof(Realm.Holder));
            pages.Conventions.AllowAnonymousToPage("/Account/SignIn");
            pages.Conventions.AuthorizeFolder("/Service", nameof(Realm.Agent));
            pages.Conventions.AllowAnonymousToPage("/Service/SignIn");
        }).ConfigureApplicationPartManager(parts => parts.ApplicationParts.Clear()).AddApplicationPart(typeof(IssuerWeb).Assembly);
    }

    /// <summary>Has a page stand for pages that cannot be answered. It is asked for like any other, so this stands before routing.</summary>
    public static void UseProblemPage(WebApplication app) => app.UseWhen(
        context => IsPage(context.Request.Path),
        pages => pages.UseExceptionHandler(ProblemModel.PagePath).UseStatusCodePagesWithReExecute(ProblemModel.PagePath));

    /// <summary>Maps the pages. Routing stands before.</summary>
    public static void Map(WebApplication app)
    {
        app.Use(async (context, next) =>
        {
            if (IsPage(context.Request.Path))
            {
                context.Response.Headers.ContentSecurityPolicy = Policy;
                context.Response.Headers["Referrer-Policy"] = Referrer;
                context.Response.Headers.XContentTypeOptions = "nosniff";
                context.Response.Headers.CacheControl = "no-store";
                await context.RequestServices.GetRequiredService<Task<IssuerServices>>().WaitAsync(context.RequestAborted);
            }

            await next();
        });
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapRazorPages();
        MapFile(app, "palette.css", "text/css; charset=utf-8");
        MapFile(app, "issuer.css", "text/css; charset=utf-8");
        MapFile(app, "favicon.svg", "image/svg+xml");
    }

    /// <summary>Signs somebody in: a new session, whatever there was before.</summary>
    public static async Task SignInAsync(HttpContext context, Account account)
    {
        End(context);
        IssuerServices issuer = context.RequestServices.GetRequiredService<IssuerServices>();
        WebSession session = context.RequestServices.GetRequiredService<Sessions>().Begin(account.Realm, account.UserId, account.Name, issuer.Time.GetUtcNow());
        string scheme = account.Realm.ToString();

        // The antiforgery tokens are of this id, too: a form of one session is not a form of the next.
        await context.SignInAsync(scheme, new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, session.Id)], scheme)));
    }

    /// <summary>Signs out.</summary>
    public static async Task SignOutAsync(HttpContext context, Realm realm)
    {
        End(context);
        await context.SignOutAsync(realm.ToString());
    }

    /// <summary>The session of a request, or null.</summary>
    public static WebSession? SessionOf(HttpContext context) => context.Features.Get<WebSession>();

    private static void MapFile(WebApplication app, string name, string type) =>
        app.MapGet("/" + name, () => TypedResults.Stream(typeof(IssuerWeb).Assembly.GetManifestResourceStream(name)!, type));

    private static bool IsPage(PathString path) =>
        path.StartsWithSegments(AccountPath) || path.StartsWithSegments(ServicePath) || path.StartsWithSegments(BenchPath);

    private static void End(HttpContext context)
    {
        if (SessionOf(context) is WebSession session)
        {
            context.RequestServices.GetRequiredService<Sessions>().End(session.Id);
        }
    }

    private static void AddRealm(AuthenticationBuilder authentication, Realm realm, string path) => authentication.AddCookie(realm.ToString(), cookie =>
    {
        // The session says, in the issuer's time, how long it is good; the cookie goes with the browser.
        cookie.Cookie.Name = "issuer-" + path[1..];
        cookie.Cookie.Path = path;
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Strict;
        cookie.Events.OnRedirectToLogin = context =>
        {
            context.Response.Redirect(path + "/sign-in");
            return Task.CompletedTask;
        };
        cookie.Events.OnValidatePrincipal = context =>
        {
            IServiceProvider services = context.HttpContext.RequestServices;
            string? id = context.Principal?.FindFirstValue(ClaimTypes.NameIdentifier);
            DateTimeOffset now = services.GetRequiredService<IssuerServices>().Time.GetUtcNow();
            if (services.GetRequiredService<Sessions>().Use(id, realm, now) is WebSession session)
            {
                context.HttpContext.Features.Set(session);
            }
            else
            {
                context.RejectPrincipal();
            }

            return Task.CompletedTask;
        };
    });
}
