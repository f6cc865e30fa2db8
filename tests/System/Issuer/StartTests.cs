using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Kiosk.Issuer;
using Kiosk.Issuer.Messages;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Kiosk.EndToEnd.Issuer;

/// <summary>Starting, stopping, and what is kept in between.</summary>
[TestClass]
public sealed class StartTests
{
    private readonly TestTerminal _terminal = new();
    private IssuerFixture _fixture = null!;

    private BenchIssuer Issuer => _fixture.Issuer;

    [TestInitialize]
    public async Task Start() => _fixture = await IssuerFixture.StartAsync();

    [TestCleanup]
    public async Task Stop() => await _fixture.DisposeAsync();

    [TestMethod]
    public async Task CardsLedgerAndCertificatesAreKept()
    {
        string ca = Issuer.CaPem;
        byte[] server = File.ReadAllBytes(Path.Combine(_fixture.DataDirectory, "issuer-server.pem"));
        Assert.AreEqual("000", await BuyAsync("378282246310005", "7391", 500));
        for (int i = 0; i < 3; i++)
        {
            await BuyAsync(TestTerminal.Amex, "0000", 100);
        }

        await _fixture.RestartAsync();
        Assert.AreEqual(ca, Issuer.CaPem);
        CollectionAssert.AreEqual(server, File.ReadAllBytes(Path.Combine(_fixture.DataDirectory, "issuer-server.pem")));
        Assert.AreEqual(4, Issuer.Ledger.Count);
        Assert.AreEqual("106", Issuer.Newest!.ActionCode);
        Assert.AreEqual("116", await BuyAsync("378282246310005", "7391", 1));
        Assert.AreEqual("106", await BuyAsync(TestTerminal.Amex, "4071", 100));
        Assert.IsTrue(Issuer.Unlock(TestTerminal.Amex));
        Assert.AreEqual("000", await BuyAsync(TestTerminal.Amex, "4071", 100));
        Assert.IsFalse(Issuer.Unlock("349999999999991"));
    }

    /// <summary>A lock that has ended in bench time has ended for the first message, too.</summary>
    [TestMethod]
    public async Task NoKioskReachesItBeforeItKnowsTheBenchTime()
    {
        int port = Issuer.Port;
        Issuer.Services.BenchTime.Reach(TimeSpan.FromDays(30));
        await Issuer.DisposeAsync();
        SocketError reached = SocketError.Success;
        TimeSpan ahead = TimeSpan.Zero;
        var options = new IssuerOptions
        {
            DataDirectory = _fixture.DataDirectory,
            Port = port,
            BeforeListening = time =>
            {
                using var line = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                reached = Assert.ThrowsException<SocketException>(() => line.Connect(IPAddress.Loopback, port)).SocketErrorCode;
                ahead = time.Ahead;
            },
        };
        await using BenchIssuer again = await BenchIssuer.StartAsync(options);
        Assert.AreEqual(SocketError.ConnectionRefused, reached);
        Assert.AreEqual(30, ahead.TotalDays);
        using var kiosk = new TcpClient();
        await kiosk.ConnectAsync(IPAddress.Loopback, port);
    }

    [TestMethod]
    public async Task TwoIssuersAreTwo()
    {
        await using IssuerFixture other = await IssuerFixture.StartAsync();
        Assert.AreNotEqual(Issuer.Port, other.Issuer.Port);
        Assert.AreNotEqual(Issuer.CaPem, other.Issuer.CaPem);
        Assert.AreEqual("000", await BuyAsync(TestTerminal.Amex, "4071", 100));
        Assert.IsNull(other.Issuer.Newest);
    }

    [TestMethod]
    public async Task MoreNamesMakeANewServerCertificateOfTheSameCa()
    {
        string ca = Issuer.CaPem;
        await _fixture.RestartAsync("issuer.example", "192.0.2.7");
        Assert.AreEqual(ca, Issuer.CaPem);
        foreach (string name in new[] { "issuer.example", "192.0.2.7", "localhost" })
        {
            await using TlsTerminal line = await TlsTerminal.ConnectAsync(Issuer, name);
            Assert.AreEqual("800", (await line.ExchangeAsync(_terminal.Echo())).Text(39));
        }
    }

    [TestMethod]
    public async Task DamagedCertificateFilesAreMadeAnew()
    {
        File.WriteAllText(Path.Combine(_fixture.DataDirectory, "issuer-server.key"), "no key");
        await _fixture.RestartAsync();
        Assert.AreEqual("000", await BuyAsync(TestTerminal.Amex, "4071", 100));
        File.Delete(Issuer.CaPemPath);
        await _fixture.RestartAsync();
        Assert.AreEqual("000", await BuyAsync(TestTerminal.Amex, "4071", 100));
    }

    [TestMethod]
    public void CertificatesCoverSimulatedTime()
    {
        Assert.AreEqual(Path.Combine(_fixture.DataDirectory, "issuer-ca.pem"), Issuer.CaPemPath);
        using var ca = X509Certificate2.CreateFromPem(File.ReadAllText(Issuer.CaPemPath));
        using var server = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(_fixture.DataDirectory, "issuer-server.pem"));
        DateTime now = DateTime.Now;
        foreach (X509Certificate2 certificate in new[] { ca, server })
        {
            Assert.IsTrue(certificate.NotBefore <= now.AddHours(-23), "a day early");
            Assert.IsTrue(certificate.NotAfter >= now.AddDays(799));
        }

        Assert.IsTrue(ca.NotAfter >= now.AddYears(10).AddDays(-1));
        Assert.AreEqual("1.2.840.10045.2.1", server.PublicKey.Oid.Value, "an EC key");
    }

    [TestMethod]
    public void KeysAreTheirOwnersOnly()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        foreach (string name in new[] { "issuer-ca.key", "issuer-server.key" })
        {
            Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_fixture.DataDirectory, name)));
        }
    }

    [TestMethod]
    public async Task PortThatIsTakenIsSaid()
    {
        string directory = Directory.CreateTempSubdirectory("issuer").FullName;
        var options = new IssuerOptions { DataDirectory = directory, Port = Issuer.Port };
        await Assert.ThrowsExceptionAsync<IOException>(() => BenchIssuer.StartAsync(options));
        await using (BenchIssuer other = await BenchIssuer.StartAsync(new IssuerOptions { DataDirectory = directory }))
        {
            Assert.AreNotEqual(0, other.Port);
        }

        Directory.Delete(directory, recursive: true);
    }

    [TestMethod]
    [DataRow(MessageProfile.Aes, "FEDC", "The BDK must be 32 hex digits (AES-128).")]
    [DataRow(MessageProfile.Aes, "FEDCBA9876543210F1F1F1F1F1F1F1FX", "The BDK must be 32 hex digits (AES-128).")]
    [DataRow(MessageProfile.Tdes, "0123456789ABCDEF", "The BDK must be 32 hex digits (two-key TDES).")]
    public async Task BdkThatIsNoneIsRefusedAndNotQuoted(MessageProfile profile, string bdk, string message)
    {
        var options = new IssuerOptions { Profile = profile, DataDirectory = _fixture.DataDirectory, Bdk = bdk };
        ArgumentException e = await Assert.ThrowsExceptionAsync<ArgumentException>(() => BenchIssuer.StartAsync(options));
        StringAssert.StartsWith(e.Message, message);
        Assert.IsFalse(e.ToString().Contains(bdk, StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task ProfileThatIsNoneIsRefused()
    {
        var options = new IssuerOptions { Profile = (MessageProfile)2, DataDirectory = _fixture.DataDirectory };
        await Assert.ThrowsExceptionAsync<ArgumentOutOfRangeException>(() => BenchIssuer.StartAsync(options));
    }

    [TestMethod]
    [DataRow(MessageProfile.Aes)]
    [DataRow(MessageProfile.Tdes)]
    public async Task AnotherBdkHasOtherKeys(MessageProfile profile)
    {
        string directory = Directory.CreateTempSubdirectory("issuer").FullName;
        var options = new IssuerOptions { Profile = profile, DataDirectory = directory, Bdk = new string('A', 32), ListenAddress = IPAddress.Loopback };
        await using (BenchIssuer other = await BenchIssuer.StartAsync(options))
        {
            await using TlsTerminal line = await TlsTerminal.ConnectAsync(other);
            byte[] answer = await line.ExchangeAsync(TestTerminal.Seal(new TestTerminal(profile).Purchase()));
            Assert.AreEqual("904", IsoDecoder.Decode(answer, TestTerminal.FieldsOf(profile)).Message!.Text(39));
            Assert.IsNull(other.Newest);
        }

        Directory.Delete(directory, recursive: true);
    }

    [TestMethod]
    public async Task DataOfAnotherVersionIsRefused()
    {
        await Issuer.DisposeAsync();
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(_fixture.DataDirectory, "issuer.db")};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 99";
            command.ExecuteNonQuery();
        }

        var options = new IssuerOptions { DataDirectory = _fixture.DataDirectory };
        await Assert.ThrowsExceptionAsync<InvalidOperationException>(() => BenchIssuer.StartAsync(options));
    }

    [TestMethod]
    public async Task TheDatabaseHoldsNoPin()
    {
        Assert.AreEqual("000", await BuyAsync("5555555555554444", "931607", 100));
        await Issuer.DisposeAsync();
        string all = Encoding.Latin1.GetString(File.ReadAllBytes(Path.Combine(_fixture.DataDirectory, "issuer.db")));
        StringAssert.Contains(all, "5555555555554444", "the card is on file");
        Assert.IsFalse(all.Contains("931607", StringComparison.Ordinal));
    }

    [TestMethod]
    public void TestCardsAreThePublishedTable()
    {
        Assert.AreEqual(16, BenchIssuer.TestCards.Count);
        Assert.AreEqual(("371449635398431", "2912", "4071"), (BenchIssuer.TestCards[0].Pan, BenchIssuer.TestCards[0].Expiry, BenchIssuer.TestCards[0].Pin));
        CollectionAssert.AreEqual(new[] { "349999999999991", "372349000000852" }, BenchIssuer.TestCards.Where(card => card.Pin is null).Select(card => card.Pan).ToArray());
    }

    private async Task<string> BuyAsync(string pan, string pin, long amount)
    {
        await using TlsTerminal line = await TlsTerminal.ConnectAsync(Issuer);
        return (await line.ExchangeAsync(_terminal.Purchase(pan, pin, amount))).Text(39);
    }
}
