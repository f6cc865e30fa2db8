using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
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
            int port = int.Parse(Regex.Match(introduction, @"\[issuer\] port +(\d+)").Groups[1].Value, CultureInfo.InvariantCulture);
            string ca = File.ReadAllText(Regex.Match(introduction, @"CA +(\S.*)").Groups[1].Value.Trim());
            string pin = Regex.Match(introduction, TestTerminal.Amex + @" +12/29 +(\d+)").Groups[1].Value;
            foreach (string host in new[] { "issuer.example", "127.0.0.1" })
            {
                await using TlsTerminal line = await TlsTerminal.ConnectAsync(port, ca, host);
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

    [TestMethod]
    public async Task WithDeviceOnlyAKioskWithItsCertificatePays()
    {
        string folder = Directory.CreateTempSubdirectory("issuer").FullName;
        using Process process = Start($"--listen 127.0.0.1:0 --device KIOSK001 --data \"{folder}\"");
        try
        {
            string introduction = await ReadUntilAsync(process, "Ctrl+C ends it.");
            int port = int.Parse(Regex.Match(introduction, @"\[issuer\] port +(\d+)").Groups[1].Value, CultureInfo.InvariantCulture);
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

    private static Process Start(string call) => Process.Start(
        new ProcessStartInfo("dotnet", $"\"{typeof(Tool).Assembly.Location}\" issuer {call}") { RedirectStandardOutput = true, RedirectStandardError = true })!;

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
