using System.Data.Common;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kiosk.Bench.Rig;
using Kiosk.Bench.Tools;
using Kiosk.Bench.Web;
using Kiosk.Issuer;
using Kiosk.Issuer.Cards;

namespace Kiosk.Bench.Boards;

/// <summary>The bench issuer alone, for boards on the LAN, as <see cref="IssuerCommand"/> was asked for it.</summary>
internal sealed class IssuerRun
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>Address and port that boards reach.</summary>
    public required IPEndPoint Listen { get; init; }

    /// <summary>Names by which boards call this computer.</summary>
    public required string[] Names { get; init; }

    /// <summary>Folder for the state.</summary>
    public required string Data { get; init; }

    /// <summary>Which messages it takes.</summary>
    public MessageProfile Profile { get; init; }

    /// <summary>Terminal that gets a device certificate, which then every kiosk needs; or null.</summary>
    public string? Device { get; init; }

    /// <inheritdoc cref="IssuerOptions.Database"/>
    public string? Database { get; init; }

    /// <inheritdoc cref="IssuerOptions.ProgrammeFile"/>
    public string? Programme { get; init; }

    /// <summary>Port of the issuer's pages on this computer; null for none.</summary>
    public int? Pages { get; init; }

    /// <summary>Runs it until it is cancelled or Ctrl+C comes, and prints what a technician needs, and each message.</summary>
    /// <exception cref="IOException">An address, a port or a file cannot be used.</exception>
    public async Task RunAsync(TextWriter output, CancellationToken cancellation)
    {
        using var end = new EndSignal(cancellation);
        using RigData data = RigData.Open(Data);
        var clock = new MovableClock(data.Clock);
        string[] addresses = Listen.Address.Equals(IPAddress.Any) ? [.. Lan.Addresses()] : [Listen.Address.ToString()];
        await using BenchIssuer issuer = await BenchIssuer.StartAsync(new IssuerOptions
        {
            DataDirectory = data.IssuerDirectory,
            Database = Database,
            ProgrammeFile = Programme,
            Time = clock,
            ListenAddress = Listen.Address,
            Port = Listen.Port,
            HostNames = [.. Names, .. addresses],
            Profile = Profile,
            AsksForDeviceCertificate = Device is not null,
            BeforeListening = clock.Share,
        });
        var text = TextWriter.Synchronized(output);
        Introduce(text, issuer, [.. Names, .. addresses]);
        if (Device is not null)
        {
            MakeDevice(text, issuer, data.IssuerDirectory, Device);
        }

        await using var follow = new Timer(_ => Follow(clock), null, Second, Second);
        await using IssuerPages? desk = Pages is int port ? await IssuerPages.StartAsync(port, issuer.Services, clock) : null;
        if (desk is not null)
        {
            text.WriteLine();
            text.WriteLine($"Pages       {desk.Address}bench, {desk.Address}account, {desk.Address}service");
        }

        text.WriteLine();
        text.WriteLine("Ctrl+C ends it.");
        issuer.Traced += entry => text.WriteLine(Line(entry));
        await end.WaitAsync();
        data.Clock = clock.GetUtcNow();
    }

    private static void Follow(MovableClock clock)
    {
        try
        {
            clock.Follow();
        }
        catch (DbException)
        {
            // Then the next second. Requests say in the trace what is wrong.
        }
    }

    private void Introduce(TextWriter output, BenchIssuer issuer, string[] hosts)
    {
        using X509Certificate2 ca = X509Certificate2.CreateFromPem(issuer.CaPem);
        output.WriteLine("The bench issuer, alone. Its keys and cards are published: let nothing but boards on your desk reach it, and never the Internet.");
        output.WriteLine();
        output.WriteLine("nf.config   [issuer] host     " + (hosts.Length > 0 ? string.Join(" or ", hosts) : "(this computer has no address in a LAN)"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"            [issuer] port     {issuer.Port}"));
        output.WriteLine("            [issuer] profile  " + (Profile == MessageProfile.Tdes ? "tdes" : "aes"));
        output.WriteLine("CA          " + issuer.CaPemPath);
        output.WriteLine("            SHA-256 " + ca.GetCertHashString(HashAlgorithmName.SHA256));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"            good until {ca.NotAfter.ToUniversalTime():yyyy-MM-dd}"));
        output.WriteLine();
        output.WriteLine("Test cards  number            expiry  PIN");
        foreach (TestCard card in BenchIssuer.TestCards)
        {
            output.WriteLine($"            {card.Pan,-16}  {ExpiryDate.Printed(card.Expiry)}   {card.Pin ?? "-",-6}  {card.Brand}: {card.Description}");
        }
    }

    /// <summary>Makes a kiosk's certificate and key, and says where they are.</summary>
    private static void MakeDevice(TextWriter output, BenchIssuer issuer, string directory, string terminal)
    {
        (string certificate, string key) = issuer.MakeDeviceCertificate(terminal);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        string certificateFile = Path.Combine(directory, "device.pem");
        string keyFile = Path.Combine(directory, "device.key");
        File.Delete(keyFile);
        File.WriteAllText(certificateFile, certificate);
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var writer = new StreamWriter(keyFile, options))
        {
            writer.Write(key);
        }

        output.WriteLine();
        output.WriteLine($"Kiosks need a device certificate. One for {terminal}, nf.config [issuer] certificate = device.pem, certificate-key = device.key:");
        output.WriteLine($"            provision --certificate {certificateFile} --certificate-key {keyFile}");
    }

    /// <summary>A message or event on one line; secrets are masked in the trace already.</summary>
    private static string Line(TraceEntry entry)
    {
        string arrow = entry.Direction switch
        {
            TraceDirection.Received => "<-",
            TraceDirection.Sent => "->",
            _ => "  ",
        };
        IEnumerable<string> fields = entry.Fields.Where(field => field.Number is 2 or 3 or 4 or 11 or 39 or 41).Select(field => $"DE {field.Number} {field.Value.Trim()}");
        string[] parts = [entry.Time.ToString("HH:mm:ss", CultureInfo.InvariantCulture), arrow, entry.Type, .. fields, entry.Remark is null ? "" : $"({entry.Remark})"];
        return string.Join(' ', parts.Where(part => part.Length > 0));
    }
}
