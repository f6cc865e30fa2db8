using Kiosk.EndToEnd.Issuer;
using Kiosk.EndToEnd.Secrets;
using Kiosk.Issuer;
using Kiosk.Issuer.Messages;
using Microsoft.Extensions.Time.Testing;

namespace Kiosk.EndToEnd.TwoIssuers;

/// <summary>Two issuers, each with a data folder and a connection of its own, on one database.</summary>
internal sealed class IssuerPair : IAsyncDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("issuers").FullName;
    private readonly string? _postgres;
    private int _terminals;

    /// <summary>Opens them.</summary>
    /// <param name="engine">sqlite or postgres.</param>
    public IssuerPair(string engine)
    {
        _postgres = engine == "postgres" ? PostgresServer.Create() : null;
        Connection = _postgres ?? $"Data Source={Path.Combine(_directory, "shared.db")}";
        Both = [Open("a"), Open("b")];
    }

    public string Connection { get; }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 2, 10, 0, 0, TimeSpan.Zero));

    public BenchIssuer[] Both { get; }

    public IssuerServices Services => Both[0].Services;

    /// <summary>A terminal whose STANs no other one has.</summary>
    public TestTerminal Terminal() => new() { Stan = Interlocked.Increment(ref _terminals) * 1_000 };

    /// <summary>The answer of one of the issuers.</summary>
    public IsoMessage Send(int issuer, byte[] request)
    {
        byte[]? answer = Both[issuer].Answer(request);
        Assert.IsNotNull(answer);
        return IsoDecoder.Decode(answer, FieldTable.Aes).Message!;
    }

    /// <summary>Runs work at both at the same time: of each issuer so many threads.</summary>
    public static void AtOnce(int threads, Action<int, int> work)
    {
        using var start = new Barrier(2 * threads);
        Task[] tasks =
        [
            .. from issuer in Enumerable.Range(0, 2)
               from thread in Enumerable.Range(0, threads)
               select Task.Factory.StartNew(
                   () =>
                   {
                       start.SignalAndWait();
                       work(issuer, thread);
                   },
                   CancellationToken.None,
                   TaskCreationOptions.LongRunning,
                   TaskScheduler.Default),
        ];
        Task.WaitAll(tasks);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (BenchIssuer issuer in Both)
        {
            await issuer.DisposeAsync();
        }

        if (_postgres is not null)
        {
            Remains.Drop(_postgres);
        }

        Remains.Delete(_directory);
    }

    private BenchIssuer Open(string name) =>
        BenchIssuer.Open(new IssuerOptions { DataDirectory = Path.Combine(_directory, name), Database = Connection, Time = Time });
}
