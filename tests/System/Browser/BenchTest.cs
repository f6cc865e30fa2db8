using Kiosk.Bench.Rig;
using Kiosk.Bench.Web;
using Kiosk.EndToEnd.Secrets;

namespace Kiosk.EndToEnd.Browser;

/// <summary>A bench of its own for each test, on a free port.</summary>
public abstract class BenchTest
{
    /// <summary>How long anything may take that happens by itself; the longest is a result with a number to call, fifteen seconds.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private readonly string _folder = Directory.CreateTempSubdirectory("bench").FullName;
    private WebBench? _bench;

    public TestContext TestContext { get; set; } = null!;

    /// <summary>The kiosk's nf.config.</summary>
    protected virtual string Config => ConfigFile.Default;

    protected Uri Address => _bench!.Address;

    [TestInitialize]
    public async Task StartBenchAsync() => _bench = await WebBench.StartAsync(new WebBenchOptions { Port = 0, DataDirectory = _folder, Config = Config });

    [TestCleanup]
    public async Task EndBenchAsync()
    {
        if (_bench is not null)
        {
            await _bench.DisposeAsync();
        }

        Remains.Delete(_folder);
    }
}
