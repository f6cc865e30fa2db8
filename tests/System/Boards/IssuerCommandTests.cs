using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Kiosk.Bench.Rig;
using Kiosk.Bench.Tools;
using Kiosk.EndToEnd.Issuer;

namespace Kiosk.EndToEnd.Boards;

/// <summary>The command <c>issuer</c>: a process of its own, reached by what it prints alone.</summary>
[TestClass]
public sealed class IssuerCommandTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [TestMethod]
    public async Task ATerminalPaysByWhatItPrints()
    {
        string folder = Directory.CreateTempSubdirectory("issuer").FullName;
        using Process process = Start($"--listen 127.0.0.1:0 --name issuer.example --data \"{folder}\"");
        try
        {
            string introduction = await ReadUntilAsync(process, "Ctrl+C ends it.");
            int port = PortIn(introduction);
            string ca = File.ReadAllText(Regex.Match(introduction, @"CA +(\S.*)").Groups[1].Value.Trim());
            string pin = Regex.Match(introduction, TestTerminal.Amex + @" +12/29 +(\d+)").Groups[1].Value;
            foreach (string host in new[] { "issuer.example", "127.0.0.1" })
            {
                await using TlsTerminal line = await TlsTerminal.ConnectAsync(port, ca, host);
                var names = line.Certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single();
                CollectionAssert.Contains(names.EnumerateDnsNames().ToArray(), host, "an address is a name, too, for Mbed TLS before 3.5");
                var terminal = new TestTerminal { LocalTime = DateTime.Now.ToString("yyMMddHHmmss", CultureInfo.InvariantCulture) };
                terminal.Stan = host.Length;
                Assert.AreEqual("000", (await line.ExchangeAsync(terminal.Purchase(pin: pin))).Text(39), host);
            }

            string trace = await ReadUntilAsync(process, "39 000");
            Assert.IsFalse(trace.Contains(TestTerminal.Amex, StringComparison.Ordinal), trace);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
            Directory.Delete(folder, recursive: true);
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
                using Process provision = Process.Start(Bench(
                    $"provision --board esp32-devkitc --port COM5 --wifi Kiosk --issuer 192.0.2.7:{port} --data \"{folder}\"", redirectInput: true))!;
                provision.StandardInput.Close();
                Assert.IsTrue(provision.WaitForExit(Patience));
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
            Directory.Delete(folder, recursive: true);
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
            using Process issuer = Start($"--listen 127.0.0.1:0 --data \"{folder}\"");
            try
            {
                string introduction = await ReadUntilAsync(issuer, "Ctrl+C ends it.");
                use(PortIn(introduction));
                StringAssert.Contains(await ReadUntilAsync(issuer, "39 000"), "<- 1100");
                using Process interrupt = Process.Start("/bin/sh", ["-c", $"kill -INT {issuer.Id}"])!;
                Assert.IsTrue(issuer.WaitForExit(Patience));
                Assert.AreEqual(0, issuer.ExitCode);
                return Regex.Match(introduction, "SHA-256 ([0-9A-F]{64})").Value;
            }
            finally
            {
                // Nothing when it has ended.
                issuer.Kill();
            }
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
        using Process process = Start($"--listen {address.Replace("TAKEN", $"{port}", StringComparison.Ordinal)} --data \"{folder}\"");
        string error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Directory.Delete(folder, recursive: true);
        Assert.AreEqual(Tool.Refused, process.ExitCode, error);
        StringAssert.Contains(error, why, StringComparison.OrdinalIgnoreCase);
        Assert.AreEqual(1, error.TrimEnd().Split('\n').Length, error);
    }

    [TestMethod]
    public async Task WithDeviceOnlyAKioskWithItsCertificatePays()
    {
        string folder = Directory.CreateTempSubdirectory("issuer").FullName;
        using Process process = Start($"--listen 127.0.0.1:0 --device KIOSK001 --data \"{folder}\"");
        try
        {
            string introduction = await ReadUntilAsync(process, "Ctrl+C ends it.");
            int port = PortIn(introduction);
            string ca = File.ReadAllText(Path.Combine(folder, "issuer", "issuer-ca.pem"));
            Match files = Regex.Match(introduction, @"provision --certificate (\S+) --certificate-key (\S+)");
            var terminal = new TestTerminal { LocalTime = DateTime.Now.ToString("yyMMddHHmmss", CultureInfo.InvariantCulture) };
            await using (TlsTerminal without = await TlsTerminal.ConnectAsync(port, ca, "localhost"))
            {
                await without.SendAsync(TestTerminal.Seal(terminal.Purchase()));
                Assert.IsNull(await without.ReceiveAsync());
            }

            using X509Certificate2 own = X509Certificate2.CreateFromPemFile(files.Groups[1].Value, files.Groups[2].Value);
            await using TlsTerminal with = await TlsTerminal.ConnectAsync(port, ca, "localhost", own: own);
            Assert.AreEqual("000", (await with.ExchangeAsync(terminal.Purchase())).Text(39));
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestMethod]
    [DataRow("--listen 10.0.0")]
    [DataRow("--listen localhost")]
    [DataRow("--listen ::1")]
    [DataRow("--listen 127.0.0.1:70000")]
    [DataRow("")]
    public async Task ABadAddressEndsWith2(string call)
    {
        using Process process = Start(call);
        string error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.AreEqual(Tool.BadCall, process.ExitCode, error);
    }

    private static int PortIn(string introduction) => int.Parse(Regex.Match(introduction, @"\[issuer\] port +(\d+)").Groups[1].Value, CultureInfo.InvariantCulture);

    private static Process Start(string call) => Process.Start(Bench("issuer " + call))!;

    private static ProcessStartInfo Bench(string call, bool redirectInput = false) => new("dotnet", $"\"{typeof(Tool).Assembly.Location}\" {call}")
    {
        RedirectStandardInput = redirectInput,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };

    private static async Task<string> ReadUntilAsync(Process process, string end)
    {
        using var limit = new CancellationTokenSource(Patience);
        string text = "";
        while (!text.Contains(end, StringComparison.Ordinal))
        {
            string? line = await process.StandardOutput.ReadLineAsync(limit.Token);
            Assert.IsNotNull(line, text);
            text += line + "\n";
        }

        return text;
    }
}
