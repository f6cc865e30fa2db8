using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Kiosk.Bench.Rig;
using Kiosk.Bench.Tools;
using Kiosk.EndToEnd.Issuer;
using Kiosk.EndToEnd.Secrets;

namespace Kiosk.EndToEnd.Boards;

/// <summary>The command <c>issuer</c>: a process of its own, reached by what it prints alone.</summary>
[TestClass]
public sealed class IssuerCommandTests
{
    [TestMethod]
    public async Task ATerminalPaysByWhatItPrints()
    {
        string folder = Directory.CreateTempSubdirectory("issuer").FullName;
        try
        {
            await using IssuerProcess issuer = await IssuerProcess.StartAsync($"--listen 127.0.0.1:0 --name issuer.example --data \"{folder}\"");
            string pin = issuer.Find(TestTerminal.Amex + @" +12/29 +(\d+)");
            foreach (string host in new[] { "issuer.example", "127.0.0.1" })
            {
                await using TlsTerminal line = await TlsTerminal.ConnectAsync(issuer.Port, issuer.Ca, host);
                var names = line.Certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single();
                CollectionAssert.Contains(names.EnumerateDnsNames().ToArray(), host, "an address is a name, too, for Mbed TLS before 3.5");
                TestTerminal terminal = TestTerminal.Today();
                terminal.Stan = host.Length;
                Assert.AreEqual("000", (await line.ExchangeAsync(terminal.Purchase(pin: pin))).Text(39), host);
            }

            string trace = await issuer.ReadUntilAsync("39 000");
            Assert.IsFalse(trace.Contains(TestTerminal.Amex, StringComparison.Ordinal), trace);
        }
        finally
        {
            Remains.Delete(folder);
        }
    }

    /// <summary>As the README says: a board is given what <c>provision</c> wrote, and pays. Here it is the virtual board, which calls the issuer localhost.</summary>
    [TestMethod]
    public async Task AKioskWithWhatProvisionWrotePaysAndAgainWhenTheIssuerWasRestarted()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("Ctrl+C is sent by a shell's kill");
        }

        string folder = Directory.CreateTempSubdirectory("issuer").FullName;
        try
        {
            await using KioskRig rig = await KioskRig.StartAsync(null, ConfigFile.Default);
            string ca = await RunAsync(port =>
            {
                using Process provision = IssuerProcess.Bench($"provision --board esp32-devkitc --port COM5 --wifi Kiosk --issuer 192.0.2.7:{port} --data \"{folder}\"");
                provision.StandardInput.Close();
                Assert.IsTrue(provision.WaitForExit(IssuerProcess.Patience));
                Assert.AreEqual(0, provision.ExitCode);
                rig.PowerOff();
                rig.World.Flash.Store(ConfigFile.CaName, File.ReadAllBytes(Path.Combine(folder, "provision", ConfigFile.CaName)));
                Pay(rig, port);
            });
            string same = await RunAsync(port =>
            {
                rig.PowerOff();
                Pay(rig, port);
            });
            Assert.AreEqual(ca, same, "boards keep the CA for long");
            Assert.AreEqual(0, rig.Issuer.Ledger.Count, "not the issuer of the rig");
        }
        finally
        {
            Remains.Delete(folder);
        }

        void Pay(KioskRig rig, int port)
        {
            string config = File.ReadAllText(Path.Combine(folder, "provision", "nf.config"));
            rig.World.Flash.Store("nf.config", ConfigFile.ForIssuer(config, port));
            rig.PowerOn();
            rig.Advance(3000);
            StringAssert.Contains(rig.Text, "PARKING");
            rig.Press("60#");
            rig.GiveCard(TestTerminal.Amex, "2912");
            rig.Advance(200);
            rig.Press("4071#");
            rig.Advance(1000);
            StringAssert.Contains(rig.Text, "APPROVED");

            // Until the customer has seen it: otherwise a restart shows it again.
            rig.Advance(10000);
        }

        // Ends with 0 at Ctrl+C; what it printed of the CA.
        async Task<string> RunAsync(Action<int> use)
        {
            await using IssuerProcess issuer = await IssuerProcess.StartAsync($"--listen 127.0.0.1:0 --data \"{folder}\"");
            use(issuer.Port);
            StringAssert.Contains(await issuer.ReadUntilAsync("39 000"), "<- 1100");
            issuer.Interrupt();
            return issuer.Find("SHA-256 ([0-9A-F]{64})");
        }
    }

    [TestMethod]
    [DataRow("192.0.2.1:0", "192.0.2.1:0 cannot be listened on")]
    [DataRow("127.0.0.1:TAKEN", "address already in use")]
    public async Task AnAddressThatCannotBeListenedOnEndsWith1(string address, string why)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;
        string folder = Directory.CreateTempSubdirectory("issuer").FullName;
        (int code, string error) = await IssuerProcess.FailAsync($"--listen {address.Replace("TAKEN", $"{port}", StringComparison.Ordinal)} --data \"{folder}\"");
        Remains.Delete(folder);
        Assert.AreEqual(Tool.Refused, code, error);
        StringAssert.Contains(error, why, StringComparison.OrdinalIgnoreCase);
        Assert.AreEqual(1, error.TrimEnd().Split('\n').Length, error);
    }

    [TestMethod]
    public async Task WithDeviceOnlyAKioskWithItsCertificatePays()
    {
        string folder = Directory.CreateTempSubdirectory("issuer").FullName;
        try
        {
            await using IssuerProcess issuer = await IssuerProcess.StartAsync($"--listen 127.0.0.1:0 --device KIOSK001 --data \"{folder}\"");
            string ca = File.ReadAllText(Path.Combine(folder, "issuer", "issuer-ca.pem"));
            Match files = Regex.Match(issuer.Introduction, @"provision --certificate (\S+) --certificate-key (\S+)");
            TestTerminal terminal = TestTerminal.Today();
            await using (TlsTerminal without = await TlsTerminal.ConnectAsync(issuer.Port, ca, "localhost"))
            {
                await without.SendAsync(TestTerminal.Seal(terminal.Purchase()));
                Assert.IsNull(await without.ReceiveAsync());
            }

            using X509Certificate2 own = X509Certificate2.CreateFromPemFile(files.Groups[1].Value, files.Groups[2].Value);
            await using TlsTerminal with = await TlsTerminal.ConnectAsync(issuer.Port, ca, "localhost", own: own);
            Assert.AreEqual("000", (await with.ExchangeAsync(terminal.Purchase())).Text(39));
        }
        finally
        {
            Remains.Delete(folder);
        }
    }

    /// <summary>Whoever tests with a board has the issuer's pages too, and lets days pass on them: the next run goes on from there.</summary>
    [TestMethod]
    public async Task WithPagesItServesThemAndKeepsItsTime()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("Ctrl+C is sent by a shell's kill");
        }

        string folder = Directory.CreateTempSubdirectory("issuer").FullName;
        DateTime later;
        try
        {
            await using (IssuerProcess issuer = await IssuerProcess.StartAsync($"--listen 127.0.0.1:0 --pages 0 --data \"{folder}\""))
            {
                using var visitor = new HttpClient { BaseAddress = issuer.Pages };
                StringAssert.Contains(await visitor.GetStringAsync("account"), "Sign in");
                string desk = await visitor.GetStringAsync("");
                DateTime first = BenchDay(desk);
                Assert.IsFalse(desk.Contains(">Kiosk<", StringComparison.Ordinal), "there is none");
                foreach (Match file in Regex.Matches(desk, "<link [^>]*href=\"([^\"]+)\""))
                {
                    Assert.AreNotEqual("", await visitor.GetStringAsync(file.Groups[1].Value));
                }

                using HttpResponseMessage answer = await visitor.PostAsync("bench?handler=Pass", new FormUrlEncodedContent(
                [
                    new("days", "10"),
                    new("form-token", Regex.Match(desk, "name=\"form-token\"[^>]* value=\"([^\"]+)\"").Groups[1].Value),
                ]));
                later = BenchDay(await answer.Content.ReadAsStringAsync());
                Assert.IsTrue(later >= first.AddDays(10), $"{first} {later}");
                issuer.Interrupt();
            }

            await using IssuerProcess again = await IssuerProcess.StartAsync($"--listen 127.0.0.1:0 --pages 0 --data \"{folder}\"");
            using var next = new HttpClient { BaseAddress = again.Pages };
            Assert.IsTrue(BenchDay(await next.GetStringAsync("")) >= later);
            using var foreign = new HttpRequestMessage(HttpMethod.Get, "account");
            foreign.Headers.Host = "issuer.example";
            using HttpResponseMessage refusal = await next.SendAsync(foreign);
            Assert.AreEqual(HttpStatusCode.Forbidden, refusal.StatusCode, "a name that was made to point here");
        }
        finally
        {
            Remains.Delete(folder);
        }

        static DateTime BenchDay(string page) =>
            DateTime.ParseExact(Regex.Match(page, @"<time>(\d+ \w{3} \d{4}),").Groups[1].Value, "d MMM yyyy", CultureInfo.InvariantCulture);
    }

    [TestMethod]
    [DataRow("--listen 10.0.0")]
    [DataRow("--listen localhost")]
    [DataRow("--listen ::1")]
    [DataRow("--listen 127.0.0.1:70000")]
    [DataRow("--listen 127.0.0.1:0 --pages many")]
    [DataRow("--listen 127.0.0.1:0 --database nonsense")]
    [DataRow("")]
    public async Task ABadAddressEndsWith2(string call)
    {
        (int code, string error) = await IssuerProcess.FailAsync(call);
        Assert.AreEqual(Tool.BadCall, code, error);
    }
}
