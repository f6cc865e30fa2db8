using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Kiosk.Bench.Tools;

namespace Kiosk.EndToEnd.Boards;

/// <summary>The command <c>provision</c>, with a nanoff that writes down how it is called. It is a shell script, so these tests do not run on Windows.</summary>
[TestClass]
[UnsupportedOSPlatform("windows")]
public sealed class ProvisionTests
{
    private const string Password = "correct horse 7";
    private const string Usual = "--board esp32-devkitc --port COM5 --wifi Kiosk --issuer 192.0.2.7:8600";

    private string _folder = null!;
    private string _path = null!;

    private string Out => Path.Combine(_folder, "bench", "provision");

    private string Calls => Path.Combine(_folder, "calls");

    [TestInitialize]
    public void Start()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("nanoff is played by a shell script");
        }

        _folder = Directory.CreateTempSubdirectory("provision").FullName;
        _path = Path.Combine(_folder, "bin");
        Directory.CreateDirectory(_path);
        File.WriteAllText(Path.Combine(_folder, "Kiosk.bin"), "image");
    }

    [TestCleanup]
    public void Stop() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    [DataRow("esp32-devkitc", "ESP32_REV3")]
    [DataRow("esp32-s3-devkitc", "ESP32_S3_QUAD")]
    [DataRow("esp32-c3-devkitm", "ESP32_C3")]
    public void WithoutRunItPrintsTheCallsAndWritesWhatTheyRead(string board, string target)
    {
        string output = Good($"--board {board} --port COM5 --wifi Kiosk --issuer 192.0.2.7:8600");
        string image = Path.Combine(_folder, "Kiosk.bin");
        CollectionAssert.AreEqual(
            new[]
            {
                $"nanoff --update --target {target} --serialport COM5",
                $"nanoff --filedeployment {Out}/files.json",
                $"nanoff --networkdeployment {Out}/net.json",
                $"nanoff --target {target} --serialport COM5 --deploy --image {image}",
            },
            CallsIn(output));
        StringAssert.Contains(output, "nanoff is not installed: dotnet tool install -g nanoff");
        string[] config = File.ReadAllLines(Path.Combine(Out, "nf.config"));
        Assert.IsTrue(config.Any(line => line.StartsWith("name            = " + board, StringComparison.Ordinal)));
        Assert.IsTrue(config.Any(line => line.StartsWith("host            = 192.0.2.7 ", StringComparison.Ordinal)));
        Assert.IsTrue(config.Any(line => line.StartsWith("port            = 8600", StringComparison.Ordinal)));
        using var files = JsonDocument.Parse(File.ReadAllText(Path.Combine(Out, "files.json")));
        Assert.AreEqual("COM5", files.RootElement.GetProperty("SerialPort").GetString(), "the calls do not name it");
        foreach (JsonElement file in files.RootElement.GetProperty("Files").EnumerateArray())
        {
            string source = file.GetProperty("SourceFilePath").GetString()!;
            Assert.AreEqual("I:\\" + Path.GetFileName(source), file.GetProperty("DestinationFilePath").GetString());
            Assert.IsTrue(File.Exists(source), source);
        }

        Assert.AreEqual(2, files.RootElement.GetProperty("Files").GetArrayLength());
        Assert.AreEqual(File.ReadAllText(Path.Combine(_folder, "bench", "issuer", "issuer-ca.pem")), File.ReadAllText(Path.Combine(Out, "issuer-ca.pem")));
    }

    [TestMethod]
    public void ThePasswordStandsWhereNanoffReadsItAndNowhereElse()
    {
        MakeNanoff("echo deployed");
        string output = Good(Usual);
        Assert.IsFalse(output.Contains(Password, StringComparison.Ordinal), output);
        using var network = JsonDocument.Parse(File.ReadAllText(Path.Combine(Out, "net.json")));
        JsonElement client = network.RootElement.GetProperty("WirelessClient");
        Assert.AreEqual("COM5", network.RootElement.GetProperty("SerialPort").GetString(), "the calls do not name it");
        Assert.AreEqual("Kiosk", client.GetProperty("Ssid").GetString());
        Assert.AreEqual(Password, client.GetProperty("Password").GetString());
        Assert.AreEqual("WPA2", client.GetProperty("Authentication").GetString());
        Assert.AreEqual("AutoConnect", client.GetProperty("ConfigurationOption").GetString());
        Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(Out, "net.json")));
        CollectionAssert.AreEqual(new[] { Path.Combine(Out, "net.json") }, FilesWith(Password));
    }

    [TestMethod]
    [DataRow("nanoff 2.5.125+1b35aa1b05", "<--update><--target><ESP32_REV3><--serialport><COM5><--masserase>")]
    [DataRow(".NET nanoFramework Firmware Flasher v3.0.0-preview.46+0123456789", "<flash><target><ESP32_REV3><serialport><COM5><masserase>")]
    public void RunMakesThePrintedCallsAndTakesThePasswordAwayAgain(string version, string first)
    {
        MakeNanoff("for file; do grep -qs Password \"$file\" && echo had-password >>\"$CALLS\"; done; echo deployed", version);
        string image = Write("it's an image.bin", "image");
        string[] places = ["--out", Path.Combine(_folder, "it's a folder"), "--image", image];
        string output = Good(Usual + " --erase --run", places);
        string[] made = Made();
        Assert.AreEqual(1, made.Count(line => line == "had-password"), "net.json is there while it is used");
        made = [.. made.Where(line => line != "had-password")];
        Assert.AreEqual(4, made.Length, output);
        Assert.AreEqual(first, made[0]);
        StringAssert.EndsWith(made[3], $"<{image}>");
        StringAssert.Contains(output, "retry counter, keys, journal and an owed reversal go");
        StringAssert.EndsWith(output.TrimEnd(), "done");
        CollectionAssert.AreEqual(Array.Empty<string>(), FilesWith(Password));

        // What is printed does the same when a shell runs it.
        foreach (string call in CallsIn(Good(Usual + " --erase", places)))
        {
            using Process shell = Process.Start(WithNanoff(new ProcessStartInfo("/bin/sh", ["-c", call]) { RedirectStandardOutput = true }))!;
            shell.WaitForExit();
        }

        CollectionAssert.AreEqual(made, Made().Where(line => line != "had-password").ToArray());
    }

    [TestMethod]
    public void ANanoffWithoutAVersionIsRefused()
    {
        MakeNanoff("echo deployed", "command not found");
        StringAssert.Contains(Refused(Usual + " --run"), "--version tells no version");
        Assert.IsFalse(Directory.Exists(Out));
    }

    [TestMethod]
    public void ARunThatIsStoppedTakesNanoffAndThePasswordWithIt()
    {
        MakeNanoff("case \"$1\" in --networkdeployment) echo \"as process $$\"; exec sleep 60;; esac");
        using Process process = Start(Usual + " --run");
        process.StandardInput.WriteLine(Password);
        string line;
        do
        {
            line = process.StandardOutput.ReadLine()!;
            Assert.IsNotNull(line);
        }
        while (!line.StartsWith("as process ", StringComparison.Ordinal));

        Assert.AreEqual(1, FilesWith(Password).Length);
        using Process nanoff = Process.GetProcessById(int.Parse(line["as process ".Length..], CultureInfo.InvariantCulture));
        using Process kill = Process.Start("/bin/sh", ["-c", $"kill -TERM {process.Id}"])!;
        process.WaitForExit();
        nanoff.WaitForExit();
        Assert.AreEqual(1, process.ExitCode);
        StringAssert.Contains(process.StandardError.ReadToEnd(), "stopped");
        CollectionAssert.AreEqual(Array.Empty<string>(), FilesWith(Password));
    }

    [TestMethod]
    public async Task ATerminalDoesNotShowThePassword()
    {
        if (!File.Exists("/usr/bin/script"))
        {
            Assert.Inconclusive("/usr/bin/script makes the terminal, and is not here");
        }

        ProcessStartInfo bench = Bench(Usual);
        string command = string.Join(' ', bench.ArgumentList.Prepend(bench.FileName).Select(argument => $"'{argument}'"));
        var start = new ProcessStartInfo("/usr/bin/script", ["-qe", "-E", "always", "-c", command, "/dev/null"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        using Process process = Process.Start(WithNanoff(start))!;
        var shown = new System.Text.StringBuilder();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        char[] one = new char[1];
        while (!shown.ToString().Contains("network): ", StringComparison.Ordinal))
        {
            Assert.AreEqual(1, await process.StandardOutput.ReadAsync(one.AsMemory(), limit.Token), shown.ToString());
            shown.Append(one[0]);
        }

        await process.StandardInput.WriteAsync(Password + "x\b\r");
        await process.StandardInput.FlushAsync(limit.Token);
        shown.Append(await process.StandardOutput.ReadToEndAsync(limit.Token));
        await process.WaitForExitAsync(limit.Token);
        Assert.AreEqual(0, process.ExitCode, shown.ToString());
        Assert.IsFalse(shown.ToString().Contains("horse", StringComparison.Ordinal), shown.ToString());
        Assert.AreEqual(1, FilesWith($"\"{Password}\"").Length, "with the key before the backspace taken back");
    }

    // The second is how nanoff fails with a file: it only says so.
    [TestMethod]
    [DataRow("case \"$1\" in --filedeployment) echo no device; exit 1;; esac")]
    [DataRow("case \"$1\" in --filedeployment) echo \"Error deploying content file nf.config\";; esac")]
    public void ACallThatFailsIsTheLast(string behaviour)
    {
        MakeNanoff(behaviour);
        (int code, string output, string error) = Run(Usual + " --run", Password);
        Assert.AreEqual(1, code, output + error);
        StringAssert.Contains(error, "this call failed, and those after it were not made: nanoff --filedeployment");
        Assert.AreEqual(2, Made().Length);
        CollectionAssert.AreEqual(Array.Empty<string>(), FilesWith(Password));
    }

    [TestMethod]
    public void WithoutNanoffRunTouchesNothing()
    {
        StringAssert.Contains(Refused(Usual + " --run"), "nanoff is not installed: dotnet tool install -g nanoff");
        Assert.IsFalse(Directory.Exists(Out));
    }

    [TestMethod]
    public void WithoutTheImageRunTouchesNothing()
    {
        MakeNanoff("echo deployed");
        File.Delete(Path.Combine(_folder, "Kiosk.bin"));
        StringAssert.Contains(Refused(Usual + " --run"), "Kiosk.bin is not there");
        Assert.IsFalse(Directory.Exists(Out));
        Assert.IsFalse(File.Exists(Calls));
    }

    [TestMethod]
    [DataRow("short")]
    [DataRow("0123456789012345678901234567890123456789012345678901234567890123")]
    [DataRow("pässwörter")]
    public void APasswordThatNoNetworkHasIsRefusedAndNotRepeated(string password)
    {
        (int code, string output, string error) = Run(Usual, password);
        Assert.AreEqual(1, code);
        StringAssert.Contains(error, "8 to 63 ASCII characters");
        Assert.IsFalse((output + error).Contains(password, StringComparison.Ordinal));
        CollectionAssert.AreEqual(Array.Empty<string>(), FilesWith(password));
    }

    [TestMethod]
    public void AnOpenNetworkHasNoPassword()
    {
        (int code, string output, string error) = Run(Usual, "");
        Assert.AreEqual(0, code, output + error);
        StringAssert.Contains(File.ReadAllText(Path.Combine(Out, "net.json")), "\"Authentication\": \"Open\"");
    }

    [TestMethod]
    public void SettingsThatTheKioskWouldRefuseAreRefusedHere()
    {
        string config = File.ReadAllText(Repository.At("nf.config")).Replace("# send          = 19", "send = 34", StringComparison.Ordinal);
        string file = Write("nf.config", config);
        int line = Array.IndexOf(config.Split('\n'), "send = 34") + 1;
        StringAssert.Contains(Refused($"{Usual} --config {file}"), $"nf.config line {line}: reader.send: GPIO 34 is an input only");
    }

    [TestMethod]
    public void TheCaIsChecked()
    {
        StringAssert.Contains(Refused($"{Usual} --ca {Path.Combine(_folder, "no.pem")}"), "no.pem is not there");
        StringAssert.Contains(Refused($"{Usual} --ca {Write("text.pem", "no certificate")}"), "is no certificate in PEM");
        StringAssert.Contains(Refused($"{Usual} --ca {Write("long.pem", new string('x', 9000))}"), "longer than the 8192 bytes");
        StringAssert.Contains(Refused($"{Usual} --ca {Write("leaf.pem", Pem(isCa: false, 0, 10).Certificate)}"), "is not the certificate of a CA");
        StringAssert.Contains(Refused($"{Usual} --ca {Write("old.pem", Pem(isCa: true, -10, -1).Certificate)}"), "was good until");
        StringAssert.Contains(Refused($"{Usual} --ca {Write("new.pem", Pem(isCa: true, 5, 10).Certificate)}"), "not yet");
        (string certificate, string key) = Pem(isCa: true, -1, 10);
        StringAssert.Contains(Refused($"{Usual} --ca {Write("both.pem", certificate + "\n" + key)}"), "a private key stands in it");
        Good($"{Usual} --ca {Write("good.pem", Pem(isCa: true, -1, 10).Certificate)}");
    }

    [TestMethod]
    public void ADeviceCertificateGoesWithItsKeyAndWithTheSettings()
    {
        (string certificate, string key) = Pem(isCa: false, -1, 10);
        string pair = $"--certificate {Write("device.crt", certificate)} --certificate-key {Write("device.key", key)}";
        StringAssert.Contains(Refused($"{Usual} {pair}"), "nf.config names no device certificate");
        string config = File.ReadAllText(Repository.At("nf.config"))
            .Replace("certificate     = none", "certificate     = device.pem", StringComparison.Ordinal)
            .Replace("certificate-key = none", "certificate-key = device.key", StringComparison.Ordinal);
        string with = $"{Usual} --config {Write("nf.config", config)}";
        StringAssert.Contains(Refused(with), "give it with --certificate and --certificate-key");
        string other = Write("other.key", Pem(isCa: false, -1, 10).Key);
        StringAssert.Contains(Refused($"{with} --certificate {Path.Combine(_folder, "device.crt")} --certificate-key {other}"), "are not a certificate and its private key");
        Good($"{with} {pair}");
        Assert.AreEqual(certificate, File.ReadAllText(Path.Combine(Out, "device.pem")));
        Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(Out, "device.key")));
        StringAssert.Contains(File.ReadAllText(Path.Combine(Out, "files.json")), "device.key");
        StringAssert.Contains(Good($"{with} {pair}"), $"then delete {Path.Combine(Out, "device.key")}: it is a copy of the device's key");
        MakeNanoff("echo deployed");
        Good($"{with} {pair} --run");
        Assert.IsFalse(File.Exists(Path.Combine(Out, "device.key")));
        Assert.AreEqual(key, File.ReadAllText(Path.Combine(_folder, "device.key")));
    }

    [TestMethod]
    public void WhatWasReadIsNotWrittenOver()
    {
        string config = Write("nf.config", File.ReadAllText(Repository.At("nf.config")));
        StringAssert.Contains(Refused($"{Usual} --config {config}", "--out", _folder), "nf.config would be written over");
        StringAssert.Contains(Refused(Usual, "--out", Path.Combine(_folder, "bench", "issuer")), "issuer-ca.pem would be written over");
        Assert.AreEqual(File.ReadAllText(Repository.At("nf.config")), File.ReadAllText(config));
    }

    [TestMethod]
    public void ItIsSaidWhetherAnOpenedCaseErasesTheKeys()
    {
        StringAssert.Contains(Good(Usual), "tamper.loop is GPIO 34: unless it is wired to ground");
        string config = File.ReadAllText(Repository.At("nf.config")).Replace("# loop          = 34", "loop            = none", StringComparison.Ordinal);
        StringAssert.Contains(Good($"{Usual} --config {Write("nf.config", config)}"), "tamper.loop = none: a case that is opened erases no keys");
    }

    [TestMethod]
    [DataRow("--board esp8266 --port COM5 --wifi Kiosk")]
    [DataRow("--board esp32-devkitc --port 5 --wifi Kiosk")]
    [DataRow("--board esp32-devkitc --port COM5")]
    [DataRow("--board esp32-devkitc --port COM5 --wifi Kiosk --password secret12")]
    [DataRow("--board esp32-devkitc --port COM5 --wifi Kiosk --issuer host:0")]
    [DataRow("--board esp32-devkitc --port COM5 --wifi Kiosk --issuer -x")]
    public void ABadCallEndsWith2(string call)
    {
        (int code, string output, string error) = Run(call, Password);
        Assert.AreEqual(Tool.BadCall, code, output + error);
        Assert.IsFalse(error.Contains("secret12", StringComparison.Ordinal));
    }

    [TestMethod]
    public void LocalhostIsThisComputerToTheBoard()
    {
        (int code, string output, string error) = Run("--board esp32-devkitc --port COM5 --wifi Kiosk", Password);
        string[] addresses = [.. Kiosk.Bench.Boards.Lan.Addresses()];
        Assert.AreEqual(addresses.Length == 1 ? 0 : 1, code, output + error);
        StringAssert.Contains(output + error, addresses.Length == 1 ? $"the issuer is {addresses[0]}, port 8583" : "name");
    }

    private static string[] CallsIn(string output) =>
        [.. output.Split(Environment.NewLine).Where(line => line.StartsWith("    nanoff", StringComparison.Ordinal)).Select(line => line.Trim())];

    private static (string Certificate, string Key) Pem(bool isCa, int fromDays, int toDays)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=test", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isCa, false, 0, true));
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(fromDays), DateTimeOffset.UtcNow.AddDays(toDays));
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    private string Write(string name, string text)
    {
        string file = Path.Combine(_folder, name);
        File.WriteAllText(file, text);
        return file;
    }

    private void MakeNanoff(string behaviour, string version = "nanoff 2.5.125+1b35aa1b05")
    {
        string file = Path.Combine(_path, "nanoff");
        File.WriteAllText(file, $"""
            #!/bin/sh
            if [ "$*" = --version ]; then echo "{version}"; exit; fi
            (printf '<%s>' "$@"; echo) >>"$CALLS"
            {behaviour}

            """);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>The calls that were made since this was asked last, each argument in brackets.</summary>
    private string[] Made()
    {
        string[] made = File.ReadAllLines(Calls);
        File.Delete(Calls);
        return made;
    }

    private string[] FilesWith(string secret) =>
        [.. Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Where(file => File.ReadAllText(file).Contains(secret, StringComparison.Ordinal))];

    private string Good(string call, params string[] more)
    {
        (int code, string output, string error) = Run(call, Password, more);
        Assert.AreEqual(0, code, output + error);
        return output;
    }

    private string Refused(string call, params string[] more)
    {
        (int code, string output, string error) = Run(call, Password, more);
        Assert.AreEqual(1, code, output + error);
        return error;
    }

    private (int Code, string Output, string Error) Run(string call, string password, params string[] more)
    {
        using Process process = Start(call, more);
        Task<string> error = process.StandardError.ReadToEndAsync();
        process.StandardInput.WriteLine(password);
        process.StandardInput.Close();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    private Process Start(string call, params string[] more)
    {
        ProcessStartInfo start = Bench(call, more);
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        return Process.Start(WithNanoff(start))!;
    }

    /// <summary>The command, with an image of its own unless the call names one.</summary>
    private ProcessStartInfo Bench(string call, params string[] more)
    {
        string[] image = more.Contains("--image") ? [] : ["--image", Path.Combine(_folder, "Kiosk.bin")];
        return new ProcessStartInfo(
            Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet",
            [typeof(Tool).Assembly.Location, "provision", .. call.Split(' '), .. more, "--data", Path.Combine(_folder, "bench"), .. image]);
    }

    private ProcessStartInfo WithNanoff(ProcessStartInfo start)
    {
        start.Environment["PATH"] = $"{_path}{Path.PathSeparator}/usr/bin{Path.PathSeparator}/bin";
        start.Environment["CALLS"] = Calls;
        return start;
    }
}
