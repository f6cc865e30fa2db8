using Kiosk.EndToEnd.Boards;
using Kiosk.EndToEnd.Issuer;
using Kiosk.EndToEnd.Secrets;
using Kiosk.Issuer;

namespace Kiosk.EndToEnd.TwoIssuers;

/// <summary>Two issuer processes, each with a data folder of its own, on one database, and a look into it.</summary>
internal sealed class ProcessPair : IAsyncDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("processes").FullName;
    private readonly string? _postgres;
    private readonly string _connection;
    private readonly IssuerProcess?[] _processes = new IssuerProcess?[2];
    private BenchIssuer? _eye;
    private int _terminals;

    private ProcessPair(string engine)
    {
        _postgres = engine == "postgres" ? PostgresServer.Create() : null;
        _connection = _postgres ?? $"Data Source={Path.Combine(_directory, "shared.db")}";
    }

    /// <summary>The card programme of both.</summary>
    public string Programme => Path.Combine(_directory, "programme.json");

    public IssuerProcess[] Processes => [_processes[0]!, _processes[1]!];

    /// <summary>What is in the database.</summary>
    public IssuerServices Services => _eye!.Services;

    /// <summary>Starts them at the same time on an empty database.</summary>
    /// <param name="engine">sqlite or postgres.</param>
    public static async Task<ProcessPair> StartAsync(string engine)
    {
        var pair = new ProcessPair(engine);
        try
        {
            await Task.WhenAll(pair.RestartAsync(0), pair.RestartAsync(1));
            pair._eye = BenchIssuer.Open(new IssuerOptions { DataDirectory = Path.Combine(pair._directory, "eye"), Database = pair._connection });
            return pair;
        }
        catch
        {
            await pair.DisposeAsync();
            throw;
        }
    }

    public void Kill(int issuer) => _processes[issuer]!.Kill();

    public async Task RestartAsync(int issuer)
    {
        if (_processes[issuer] is IssuerProcess old)
        {
            await old.DisposeAsync();
        }

        IssuerProcess process = await IssuerProcess.StartAsync(
            $"--listen 127.0.0.1:0 --pages 0 --database \"{_connection}\" --programme \"{Programme}\" --data \"{Path.Combine(_directory, $"{issuer}")}\"");
        _ = process.ReadToEndAsync();
        _processes[issuer] = process;
    }

    /// <summary>
    /// So many terminals at each process work at the same time. Each has a line to its own process first and to the other one second, and STANs that no other has.
    /// </summary>
    public Task AtOnceAsync(int terminals, Func<TestTerminal, TlsTerminal[], Task> work) => Task.WhenAll(
        from issuer in Enumerable.Range(0, 2)
        from _ in Enumerable.Range(0, terminals)
        select Task.Run(async () =>
        {
            TestTerminal terminal = TestTerminal.Today();
            terminal.Stan = Interlocked.Increment(ref _terminals) * 1_000;
            await using TlsTerminal own = await ConnectAsync(issuer);
            await using TlsTerminal other = await ConnectAsync(1 - issuer);
            await work(terminal, [own, other]);
        }));

    public async ValueTask DisposeAsync()
    {
        foreach (IssuerProcess process in _processes.OfType<IssuerProcess>())
        {
            await process.DisposeAsync();
        }

        if (_eye is not null)
        {
            await _eye.DisposeAsync();
        }

        if (_postgres is not null)
        {
            Remains.Drop(_postgres);
        }

        Remains.Delete(_directory);
    }

    private Task<TlsTerminal> ConnectAsync(int issuer) => TlsTerminal.ConnectAsync(Processes[issuer].Port, Processes[issuer].Ca, "localhost");
}
