using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Kiosk.Bench.Rig;
using Kiosk.Bench.Tools;
using Kiosk.Core.Settings;

namespace Kiosk.Bench.Boards;

/// <summary>Checks what a board needs, and writes what nanoff reads.</summary>
internal sealed class Provision
{
    private const string SettingsFile = "nf.config";
    private const string FilesJson = "files.json";
    private const string NetworkJson = "net.json";
    private const string Root = "I:\\";
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    private readonly ProvisionOrder _order;
    private readonly string _config;
    private readonly KioskSettings _settings;
    private readonly List<(string Name, string Text)> _files = [];

    private Provision(ProvisionOrder order, string config, KioskSettings settings)
    {
        _order = order;
        _config = config;
        _settings = settings;
    }

    /// <summary>The files that are to go when they were used, each with why.</summary>
    public IReadOnlyList<(string File, string Why)> Secrets =>
    [
        (NetworkFile, "the Wi-Fi password stands in it"),
        .. _settings.DeviceKey is null ? Array.Empty<(string, string)>() : [(Path.Combine(_order.Folder, _settings.DeviceKey), "it is a copy of the device's key")],
    ];

    private string NetworkFile => Path.Combine(_order.Folder, NetworkJson);

    /// <summary>Checks everything but the password.</summary>
    /// <exception cref="ToolException">Something is refused; the message says what and why.</exception>
    public static Provision Check(ProvisionOrder order)
    {
        List<(string, string, string)> values = [("board", "name", order.Board.Name), ("issuer", "ca", ConfigFile.CaName)];
        values.AddRange(order.Host is null ? [] : [("issuer", "host", order.Host)]);
        values.AddRange(order.HostPort is null ? [] : [("issuer", "port", order.HostPort)]);
        string config = ConfigFile.With(order.Config, [.. values]);
        byte[] bytes = Encoding.UTF8.GetBytes(config);
        SettingsError? error = SettingsReader.Read(bytes, bytes.Length, out KioskSettings? settings);
        if (error is not null)
        {
            throw new ToolException(error.ToString());
        }

        Unless(settings!.Board == order.Board.Type, "nf.config: [board] name is not there to be set");
        if (IsLoopback(settings.IssuerHost))
        {
            return Check(order with { Host = ThisComputer(settings.IssuerHost) });
        }

        Unless(Encoding.UTF8.GetByteCount(order.Ssid) is >= 1 and <= 32, "--wifi is a network's name, 1 to 32 bytes");
        var provision = new Provision(order, config, settings);
        provision.TakeCertificates();
        provision.SpareSources();
        return provision;
    }

    /// <summary>
    /// nanoff's calls, in their order: runtime, files, Wi-Fi, and last the firmware, so that it finds all it needs when it starts. The port for files and
    /// Wi-Fi stands in what they read: with --serialport, too, nanoff 2.5 takes such a call for one to the boot loader, and the board then does not answer.
    /// </summary>
    /// <param name="verbs">As nanoff takes them from version 3 on.</param>
    public IReadOnlyList<string[]> Calls(bool verbs)
    {
        string target = _order.Board.Target;
        string files = Path.Combine(_order.Folder, FilesJson);
        return verbs
            ?
            [
                ["flash", "target", target, "serialport", _order.Port, .. _order.Erase ? ["masserase"] : Array.Empty<string>()],
                ["deploy", "file", files],
                ["deploy", "network", NetworkFile],
                ["deploy", "target", target, "serialport", _order.Port, "image", _order.Image],
            ]
            :
            [
                ["--update", "--target", target, "--serialport", _order.Port, .. _order.Erase ? ["--masserase"] : Array.Empty<string>()],
                ["--filedeployment", files],
                ["--networkdeployment", NetworkFile],
                ["--target", target, "--serialport", _order.Port, "--deploy", "--image", _order.Image],
            ];
    }

    /// <summary>What is as it should not be in the field.</summary>
    public IEnumerable<string> Remarks()
    {
        yield return $"the issuer is {_settings.IssuerHost}, port {_settings.IssuerPort}";
        if (_settings.BenchKeys)
        {
            yield return "keys.bench = yes: the published test keys are loaded, and the screen says BENCH KEYS";
        }

        if (_settings.ServiceCode == "480251")
        {
            yield return "service.code is the one that everybody can read in the repository";
        }

        yield return _settings.TamperLoop == KioskSettings.NoPin
            ? "tamper.loop = none: a case that is opened erases no keys"
            : $"tamper.loop is GPIO {_settings.TamperLoop}: unless it is wired to ground the keys are erased at the start; loop = none while there is none";

        if (!File.Exists(_order.Image))
        {
            yield return $"{_order.Image} is not there: build the solution configuration Device (tests/Unit/README.md says with what)";
        }

        if (_order.Erase)
        {
            yield return "--erase: retry counter, keys, journal and an owed reversal go with the rest of the flash";
        }
    }

    /// <summary>Writes what nanoff reads.</summary>
    public void Write(string password)
    {
        Directory.CreateDirectory(_order.Folder);
        DeleteSecrets();
        (string Name, string Text)[] files = [(SettingsFile, _config), .. _files];
        foreach ((string name, string text) in files)
        {
            WriteFile(name, text, isSecret: name == _settings.DeviceKey);
        }

        WriteFile(FilesJson, JsonSerializer.Serialize(
            new
            {
                SerialPort = _order.Port,
                Files = files.Select(file => new { DestinationFilePath = Root + file.Name, SourceFilePath = Path.Combine(_order.Folder, file.Name) }),
            },
            Json));
        WriteFile(NetworkJson, JsonSerializer.Serialize(
            new
            {
                SerialPort = _order.Port,
                WirelessClient = new
                {
                    _order.Ssid,
                    Password = password,
                    Authentication = password.Length == 0 ? "Open" : "WPA2",
                    Encryption = password.Length == 0 ? "None" : "WPA2",
                    ConfigurationOption = "AutoConnect",
                    DhcpEnabled = true,
                    AutomaticDNS = true,
                },
            },
            Json), isSecret: true);
    }

    /// <summary>Takes the secrets away again.</summary>
    public void DeleteSecrets()
    {
        foreach ((string file, _) in Secrets.Where(secret => File.Exists(secret.File)))
        {
            File.Delete(file);
        }
    }

    /// <summary>What a board calls this computer. To the board itself localhost is the board.</summary>
    private static string ThisComputer(string host)
    {
        IReadOnlyList<string> addresses = Lan.Addresses();
        Unless(addresses.Count > 0, $"issuer.host is {host}, which for the board is the board itself, and this computer has no address in a LAN: name the issuer with --issuer");
        Unless(addresses.Count == 1, $"issuer.host is {host}, which for the board is the board itself: name this computer with --issuer, one of {string.Join(", ", addresses)}");
        return addresses[0];
    }

    private static bool IsLoopback(string host) => host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host == "0.0.0.0" || host.StartsWith("127.", StringComparison.Ordinal);

    private static void Unless(bool holds, string refusal)
    {
        if (!holds)
        {
            throw new ToolException(refusal);
        }
    }

    private void TakeCertificates()
    {
        string pem = ReadCertificate(_order.CaFile, "the issuer's CA");
        using (X509Certificate2 ca = Certificate(_order.CaFile, pem))
        {
            Unless(ca.Extensions.OfType<X509BasicConstraintsExtension>().Any(basic => basic.CertificateAuthority), $"{_order.CaFile} is not the certificate of a CA");
            InDate(_order.CaFile, ca);
        }

        _files.Add((ConfigFile.CaName, pem));
        if (_settings.DeviceCertificate is null)
        {
            Unless(_order.CertificateFile is null && _order.KeyFile is null, "nf.config names no device certificate: set issuer.certificate and issuer.certificate-key");
            return;
        }

        Unless(_order.CertificateFile is not null && _order.KeyFile is not null, "nf.config names a device certificate: give it with --certificate and --certificate-key");
        string certificatePem = ReadCertificate(_order.CertificateFile!, "the device certificate");
        string keyPem = ReadPem(_order.KeyFile!, "its key");
        try
        {
            using var pair = X509Certificate2.CreateFromPem(certificatePem, keyPem);
            InDate(_order.CertificateFile!, pair);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new ToolException($"{_order.CertificateFile} and {_order.KeyFile} are not a certificate and its private key, PEM, not encrypted");
        }

        _files.Add((_settings.DeviceCertificate, certificatePem));
        _files.Add((_settings.DeviceKey!, keyPem));
    }

    private static string ReadPem(string file, string what)
    {
        Unless(File.Exists(file), $"{what}: {file} is not there");
        Unless(new FileInfo(file).Length is > 0 and <= SettingsReader.LongestFile, $"{file}: empty, or longer than the {SettingsReader.LongestFile} bytes that the kiosk reads");
        return File.ReadAllText(file);
    }

    private static string ReadCertificate(string file, string what)
    {
        string pem = ReadPem(file, what);
        Unless(!pem.Contains("PRIVATE KEY", StringComparison.Ordinal), $"{file}: a private key stands in it, too, which is no business of {what}");
        return pem;
    }

    /// <summary>What was read is not written over: the settings would be this board's, and the key gone after its use.</summary>
    private void SpareSources()
    {
        string[] written = [SettingsFile, FilesJson, NetworkJson, .. _files.Select(file => file.Name)];
        string[] sources = [.. new[] { _order.ConfigFile, _order.CaFile, _order.CertificateFile, _order.KeyFile, _order.Image }.OfType<string>().Select(Path.GetFullPath)];
        string? lost = written.Select(name => Path.Combine(_order.Folder, name)).FirstOrDefault(file => sources.Contains(file, StringComparer.OrdinalIgnoreCase));
        Unless(lost is null, $"{lost} would be written over: name another folder with --out");
    }

    private static X509Certificate2 Certificate(string file, string pem)
    {
        try
        {
            return X509Certificate2.CreateFromPem(pem);
        }
        catch (CryptographicException)
        {
            throw new ToolException($"{file} is no certificate in PEM");
        }
    }

    private static void InDate(string file, X509Certificate2 certificate)
    {
        DateTime now = DateTime.UtcNow;
        Unless(certificate.NotBefore.ToUniversalTime() <= now, $"{file} is good from {certificate.NotBefore:yyyy-MM-dd} on: not yet");
        Unless(certificate.NotAfter.ToUniversalTime() > now, $"{file} was good until {certificate.NotAfter:yyyy-MM-dd}");
    }

    private void WriteFile(string name, string text, bool isSecret = false)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (isSecret && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(Path.Combine(_order.Folder, name), options);
        writer.Write(text);
    }
}
