using System.Collections.Concurrent;
using Kiosk.EndToEnd.Secrets;
using Kiosk.Issuer;
using Microsoft.Extensions.Time.Testing;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Kiosk.EndToEnd.Issuer;

/// <summary>A running issuer in simulated time, with a directory of its own and everything it traced.</summary>
internal sealed class IssuerFixture : IAsyncDisposable
{
    private IssuerFixture(MessageProfile profile, string directory, FakeTimeProvider time)
    {
        Profile = profile;
        DataDirectory = directory;
        Time = time;
    }

    /// <summary>The profile that the issuer is started in next.</summary>
    public MessageProfile Profile { get; set; }

    public string DataDirectory { get; }

    public FakeTimeProvider Time { get; }

    public BenchIssuer Issuer { get; private set; } = null!;

    public ConcurrentQueue<TraceEntry> Trace { get; } = [];

    public static async Task<IssuerFixture> StartAsync(MessageProfile profile = MessageProfile.Aes)
    {
        var fixture = new IssuerFixture(
            profile,
            Directory.CreateTempSubdirectory("issuer").FullName,
            new FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 10, 0, 0, TimeSpan.Zero)));
        await fixture.RestartAsync();
        return fixture;
    }

    public async Task RestartAsync(params string[] hostNames)
    {
        if (Issuer is not null)
        {
            await Issuer.DisposeAsync();
        }

        Issuer = await BenchIssuer.StartAsync(new IssuerOptions { Profile = Profile, DataDirectory = DataDirectory, Time = Time, HostNames = hostNames });
        Issuer.Traced += Trace.Enqueue;
        Issuer.Traced += Remains.Look;
    }

    /// <summary>Waits, in real time, until something is so.</summary>
    public static async Task UntilAsync(Func<bool> condition, string what)
    {
        DateTime end = DateTime.UtcNow + TlsTerminal.Patience;
        while (!condition())
        {
            Assert.IsTrue(DateTime.UtcNow < end, $"never: {what}");
            await Task.Delay(5);
        }
    }

    public Task UntilHoldingAsync(bool holding) => UntilAsync(() => Issuer.Holding == holding, $"Holding {holding}");

    public Task UntilRemarkAsync(string remark) =>
        UntilAsync(() => Trace.Any(entry => entry.Remark?.Contains(remark, StringComparison.Ordinal) == true), remark);

    public async ValueTask DisposeAsync()
    {
        await Issuer.DisposeAsync();
        Remains.Delete(DataDirectory);
    }
}
