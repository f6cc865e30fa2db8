using Kiosk.Bench.Load;
using Kiosk.EndToEnd.Tools;
using Kiosk.EndToEnd.TwoIssuers;
using Kiosk.Issuer;

namespace Kiosk.EndToEnd.Load;

/// <summary>The load command, in small: each purchase of each kiosk is approved, on either database.</summary>
[TestClass]
public sealed class LoadTests : ToolTest
{
    [TestMethod]
    [DataRow("sqlite")]
    [DataRow("postgres")]
    public async Task EveryPurchaseIsApproved(string engine)
    {
        string directory = Directory.CreateTempSubdirectory("load").FullName;
        string? database = engine == "postgres" ? PostgresServer.Create() : null;
        try
        {
            LoadReport report = await LoadRun.RunAsync(5, TimeSpan.FromSeconds(2), database);
            Assert.AreEqual("", string.Join(", ", report.Errors.Keys));
            Assert.IsTrue(report.Times.Length >= 5, "each at least once");
            Assert.IsTrue(report.Percentile(50) <= report.Percentile(99));
            Assert.AreEqual(engine == "postgres" ? "PostgreSQL" : "SQLite", report.Database);
            if (database is not null)
            {
                await using BenchIssuer issuer = BenchIssuer.Open(new IssuerOptions { DataDirectory = directory, Database = database });
                Assert.AreEqual(report.Times.Length, issuer.Ledger.Count, "the ledger has each");
            }
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
            if (database is not null)
            {
                PostgresServer.Drop(database);
            }
        }
    }

    [TestMethod]
    public void TheCommandPrintsTheFigures() =>
        StringAssert.Matches(Print("load --kiosks 2 --minutes 0.01"), new("authorizations +[1-9][0-9]*, [0-9]+ a second\r?\nanswer time +p50 .*\r?\nerrors +none"));

    [TestMethod]
    [DataRow("load --kiosks 0")]
    [DataRow("load --kiosks 1001")]
    [DataRow("load --minutes 0")]
    [DataRow("load --minutes 61")]
    [DataRow("load --minutes soon")]
    [DataRow("load --database hush")]
    [DataRow("load --database Hots=hush")]
    public void ABadCallEndsWithTwo(string call) => Assert.IsFalse(Fails(2, call).Contains("hush", StringComparison.Ordinal));
}
