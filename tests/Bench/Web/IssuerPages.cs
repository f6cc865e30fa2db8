using Kiosk.Issuer;
using Kiosk.Issuer.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Kiosk.Bench.Web;

/// <summary>The pages of an issuer that runs without a kiosk: account, customer service, and the bench's desk.</summary>
internal sealed class IssuerPages : IAsyncDisposable
{
    private readonly WebApplication _app;

    private IssuerPages(WebApplication app, Uri address)
    {
        _app = app;
        Address = address;
    }

    /// <summary>Where they are.</summary>
    public Uri Address { get; }

    /// <summary>Starts them.</summary>
    /// <param name="port">TCP port on this computer; 0 for any free one.</param>
    /// <param name="issuer">What they work with.</param>
    /// <param name="bench">What is around it.</param>
    /// <exception cref="IOException">The port is taken or may not be used; the message says so.</exception>
    public static async Task<IssuerPages> StartAsync(int port, IssuerServices issuer, IBench bench)
    {
        (WebApplication app, Uri address) = await PageHost.StartAsync(
            port,
            services => IssuerWeb.AddServices(services, Task.FromResult(issuer), bench),
            app =>
            {
                IssuerWeb.UseProblemPage(app);
                app.Use(OwnPage.GuardAsync);
                app.UseRouting();
                IssuerWeb.Map(app);
                app.MapGet("/", () => TypedResults.Redirect(IssuerWeb.BenchPath));
            });
        return new IssuerPages(app, address);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await PageHost.StopAsync(_app);
}
