using Kiosk.Bench.Rig;
using Kiosk.Bench.Tools;
using Kiosk.Issuer;
using Kiosk.Issuer.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Kiosk.Bench.Web;

/// <summary>A kiosk and its issuer on a web page of this computer, in real time.</summary>
public sealed class WebBench : IAsyncDisposable
{
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
        var ready = new TaskCompletionSource<BenchPump>(TaskCreationOptions.RunContinuationsAsynchronously);
        var feed = new BenchFeed();
        (WebApplication app, Uri address) = await PageHost.StartAsync(
            options.Port,
            services =>
            {
                services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
                IssuerWeb.AddServices(services, IssuerAsync(ready.Task), new PumpBench(ready.Task));
            },
            app =>
            {
                IssuerWeb.UseProblemPage(app);
                BenchApi.Map(app, ready.Task, feed);
                IssuerWeb.Map(app);
            });
        var bench = new WebBench(app, ready, feed, address);
        try
        {
            // After the port: a second bench on the same data must fail before it touches them.
            bench._rig = await KioskRig.StartAsync(options.DataDirectory, options.Config, options.Database, options.Programme);
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
        await PageHost.StopAsync(_app);
        _pump?.Dispose();
        if (_rig is not null)
        {
            await _rig.DisposeAsync();
        }
    }

    private static async Task<IssuerServices> IssuerAsync(Task<BenchPump> pump) => (await pump).Issuer;
}
