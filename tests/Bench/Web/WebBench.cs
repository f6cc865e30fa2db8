using System.Net;
using Kiosk.Bench.Rig;
using Kiosk.Bench.Tools;
using Kiosk.Issuer;
using Kiosk.Issuer.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Kiosk.Bench.Web;

/// <summary>A kiosk and its issuer on a web page of this computer, in real time.</summary>
public sealed class WebBench : IAsyncDisposable
{
    private const int LargestRequest = 4096;
    private const int MostConnections = 64;
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(2);

    private readonly WebApplication _app;
    private readonly TaskCompletionSource<BenchPump> _ready;
    private readonly BenchFeed _feed;
    private KioskRig? _rig;
    private BenchPump? _pump;
    private bool _disposed;

    private WebBench(WebApplication app, TaskCompletionSource<BenchPump> ready, BenchFeed feed, Uri address)
    {
        _app = app;
        _ready = ready;
        _feed = feed;
        Address = address;
    }

    /// <summary>Where the page is.</summary>
    public Uri Address { get; }

    /// <summary>Runs a bench until it is cancelled or Ctrl+C (SIGINT, SIGTERM) comes, and says on the console where it is.</summary>
    /// <exception cref="IOException">The port is taken or may not be used; the message says so.</exception>
    public static async Task RunAsync(WebBenchOptions options, CancellationToken cancellation)
    {
        using var end = new EndSignal(cancellation);
        await using WebBench bench = await StartAsync(options);
        Console.WriteLine($"The kiosk is at {bench.Address}");
        Console.WriteLine("Ctrl+C ends it.");
        await end.WaitAsync();
    }

    /// <summary>Starts a bench.</summary>
    /// <exception cref="IOException">The port is taken or may not be used; the message says so.</exception>
    public static async Task<WebBench> StartAsync(WebBenchOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Port is < 0 or > IPEndPoint.MaxPort)
        {
            throw new IOException($"Port {options.Port} cannot be used: ports go from 1 to {IPEndPoint.MaxPort}, and 0 is any free one.");
        }

        var ready = new TaskCompletionSource<BenchPump>(TaskCreationOptions.RunContinuationsAsynchronously);
        var feed = new BenchFeed();
        (WebApplication app, int port) = await ListenAsync(options.Port, ready.Task, feed);
        string host = options.Port == 0 ? "127.0.0.1" : "localhost";
        var bench = new WebBench(app, ready, feed, new Uri($"http://{host}:{port}/"));
        try
        {
            // After the port: a second bench on the same data must fail before it touches them.
            bench._rig = await KioskRig.StartAsync(options.DataDirectory, options.Config);
            bench._pump = BenchPump.Start(bench._rig, feed);
            ready.SetResult(bench._pump);
            return bench;
        }
        catch
        {
            await bench.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the page, then kiosk and issuer, whose state is kept.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _ready.TrySetCanceled();
        _feed.Close();
        using var limit = new CancellationTokenSource(StopTime);
        await _app.StopAsync(limit.Token);
        await _app.DisposeAsync();
        _pump?.Dispose();
        if (_rig is not null)
        {
            await _rig.DisposeAsync();
        }
    }

    private static async Task<(WebApplication App, int Port)> ListenAsync(int port, Task<BenchPump> pump, BenchFeed feed)
    {
        // The empty builder reads no configuration and logs nothing.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        builder.Services.AddRoutingCore();
        builder.Services.Configure<Microsoft.AspNetCore.Routing.RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        IssuerWeb.AddServices(builder.Services, IssuerAsync(pump), new PumpTime(pump));
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
        IssuerWeb.UseProblemPage(app);
        BenchApi.Map(app, pump, feed);
        IssuerWeb.Map(app);
        try
        {
            await app.StartAsync();
            return (app, listen?.IPEndPoint!.Port ?? port);
        }
        catch (Exception e)
        {
            await app.DisposeAsync();
            throw e is IOException or System.Net.Sockets.SocketException ? new IOException(Why(port, e), e) : e;
        }
    }

    private static async Task<IssuerServices> IssuerAsync(Task<BenchPump> pump) => (await pump).Issuer;

    private static string Why(int port, Exception e) =>
        e.InnerException is AddressInUseException
            ? $"Port {port} is taken: perhaps a bench runs already at http://localhost:{port}/. End it, or choose another port."
            : $"Port {port} cannot be used: {(e.InnerException ?? e).Message}";
}
