using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Kiosk.Bench.Web;

/// <summary>A web server that only this computer reaches.</summary>
internal static class PageHost
{
    private const int LargestRequest = 4096;
    private const int MostConnections = 64;
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(2);

    /// <summary>Starts one.</summary>
    /// <param name="port">Its TCP port; 0 for any free one.</param>
    /// <param name="add">Adds the services of its pages.</param>
    /// <param name="map">Maps its pages.</param>
    /// <returns>The server, and where its pages are.</returns>
    /// <exception cref="IOException">The port is taken or may not be used; the message says so.</exception>
    public static async Task<(WebApplication App, Uri Address)> StartAsync(int port, Action<IServiceCollection> add, Action<WebApplication> map)
    {
        if (port is < 0 or > IPEndPoint.MaxPort)
        {
            throw new IOException($"Port {port} cannot be used: ports go from 1 to {IPEndPoint.MaxPort}, and 0 is any free one.");
        }

        // The empty builder reads no configuration and logs nothing.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        builder.Services.AddRoutingCore();
        add(builder.Services);
        ListenOptions? listen = null;
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestRequest;
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
            if (port == 0)
            {
                kestrel.Listen(IPAddress.Loopback, 0, options => listen = options);
            }
            else
            {
                kestrel.ListenLocalhost(port);
            }
        });
        WebApplication app = builder.Build();
        map(app);
        try
        {
            await app.StartAsync();
            return (app, new Uri(listen is null ? $"http://localhost:{port}/" : $"http://127.0.0.1:{listen.IPEndPoint!.Port}/"));
        }
        catch (Exception e)
        {
            await app.DisposeAsync();
            throw e is IOException or System.Net.Sockets.SocketException ? new IOException(Why(port, e), e) : e;
        }
    }

    /// <summary>Stops one, whatever its visitors do.</summary>
    public static async Task StopAsync(WebApplication app)
    {
        using var limit = new CancellationTokenSource(StopTime);
        await app.StopAsync(limit.Token);
        await app.DisposeAsync();
    }

    private static string Why(int port, Exception e) =>
        e.InnerException is AddressInUseException
            ? $"Port {port} is taken: perhaps a bench runs already at http://localhost:{port}/. End it, or choose another port."
            : $"Port {port} cannot be used: {(e.InnerException ?? e).Message}";
}
