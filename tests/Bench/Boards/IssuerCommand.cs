using System.CommandLine;
using System.CommandLine.Parsing;
using System.Data.Common;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kiosk.Bench.Rig;
using Kiosk.Bench.Tools;
using Kiosk.Bench.Web;
using Kiosk.Issuer;

namespace Kiosk.Bench.Boards;

/// <summary><c>issuer --listen ADDRESS</c>: the bench issuer alone, for boards on the LAN. Its keys are published: it is for a desk, and not for the Internet.</summary>
public static class IssuerCommand
{
    /// <summary>TCP port when none is said, as in nf.config.</summary>
    public const int UsualPort = 8583;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>Makes the command.</summary>
    /// <param name="defaultData">The folder for the state when none is named.</param>
    public static Command Create(Func<string> defaultData)
    {
        var listen = new Option<IPEndPoint>("--listen")
        {
            HelpName = "ADDRESS[:PORT]",
            Description = $"IPv4 address of this computer that boards reach, or 0.0.0.0 for all of them. The port is {UsualPort} unless said; 0 takes any free one.",
            Required = true,
            CustomParser = Parse,
        };
        var names = new Option<string[]>("--name") { HelpName = "HOST", Description = "A name by which boards call this computer, for the certificate. May be given several times." };
        var data = new Option<string?>("--data") { HelpName = "DIR", Description = "Folder for the state of the issuer; the bench page has the same." };
        Option<string> profile = ToolOptions.ChoiceOrFirst("--profile", "Message profile, as in nf.config.", "aes", "tdes");
        var device = new Option<string?>("--device") { HelpName = "TERMINAL", Description = "Ask kiosks for a device certificate, and make one for this terminal." };
        Option<string?> database = ToolOptions.Database("issuer.db in the data folder");
        Option<string?> programme = ToolOptions.Programme();
        Option<int?> pages = new("--pages") { HelpName = "PORT", Description = "Serve the issuer's pages on this port of this computer alone; 0 takes any free one." };
        var command = new Command("issuer", "Runs the bench issuer alone, for boards on the LAN, and prints CA, address, test cards and each message.") { listen, names, data, profile, device, database, programme, pages };
        command.SetAction((parse, cancellation) => RunAsync(
            parse.GetValue(listen)!,
            parse.GetValue(names) ?? [],
            parse.GetValue(data) ?? defaultData(),
            parse.GetValue(profile) == "tdes" ? MessageProfile.Tdes : MessageProfile.Aes,
            parse.GetValue(device),
            parse.GetValue(database),
            parse.GetValue(programme),
            parse.GetValue(pages),
            parse.InvocationConfiguration.Output,
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        IPEndPoint listen,
        string[] names,
        string directory,
        MessageProfile profile,
        string? device,
        string? database,
        string? programme,
        int? pages,
        TextWriter output,
        CancellationToken cancellation)
    {
        using var end = new EndSignal(cancellation);
        using RigData data = RigData.Open(directory);
        var clock = new MovableClock(data.Clock);
        string[] addresses = listen.Address.Equals(IPAddress.Any) ? [.. Lan.Addresses()] : [listen.Address.ToString()];
        await using BenchIssuer issuer = await BenchIssuer.StartAsync(new IssuerOptions
        {
            DataDirectory = data.IssuerDirectory,
            Database = database,
            ProgrammeFile = programme,
            Time = clock,
            ListenAddress = listen.Address,
            Port = listen.Port,
            HostNames = [.. names, .. addresses],
            Profile = profile,
            AsksForDeviceCertificate = device is not null,
        });
        var text = TextWriter.Synchronized(output);
        Introduce(text, issuer, [.. names, .. addresses], profile);
        if (device is not null)
        {
            MakeDevice(text, issuer, data.IssuerDirectory, device);
        }

        clock.Share(issuer.Services.BenchTime);
        await using var follow = new Timer(_ => Follow(clock), null, Second, Second);
        await using IssuerPages? desk = pages is int port ? await IssuerPages.StartAsync(port, issuer.Services, clock) : null;
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
        return 0;
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

    private static void Introduce(TextWriter output, BenchIssuer issuer, string[] hosts, MessageProfile profile)
    {
        using X509Certificate2 ca = X509Certificate2.CreateFromPem(issuer.CaPem);
        output.WriteLine("The bench issuer, alone. Its keys and cards are published: let nothing but boards on your desk reach it, and never the Internet.");
        output.WriteLine();
        output.WriteLine("nf.config   [issuer] host     " + (hosts.Length > 0 ? string.Join(" or ", hosts) : "(this computer has no address in a LAN)"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"            [issuer] port     {issuer.Port}"));
        output.WriteLine("            [issuer] profile  " + (profile == MessageProfile.Tdes ? "tdes" : "aes"));
        output.WriteLine("CA          " + issuer.CaPemPath);
        output.WriteLine("            SHA-256 " + ca.GetCertHashString(HashAlgorithmName.SHA256));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"            good until {ca.NotAfter.ToUniversalTime():yyyy-MM-dd}"));
        output.WriteLine();
        output.WriteLine("Test cards  number            expiry  PIN");
        foreach (TestCard card in BenchIssuer.TestCards)
        {
            output.WriteLine($"            {card.Pan,-16}  {card.Expiry[2..]}/{card.Expiry[..2]}   {card.Pin ?? "-",-6}  {card.Brand}: {card.Description}");
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

    private static IPEndPoint? Parse(ArgumentResult result)
    {
        string text = result.Tokens is [Token { Value: var value }] ? value : "";
        string withPort = text.Contains(':', StringComparison.Ordinal) ? text : string.Create(CultureInfo.InvariantCulture, $"{text}:{UsualPort}");
        if (IPEndPoint.TryParse(withPort, out IPEndPoint? end) && end.AddressFamily == AddressFamily.InterNetwork && text.Count(c => c == '.') == 3)
        {
            return end;
        }

        result.AddError("--listen is an IPv4 address, with a port behind a colon if it is to be another one: 192.168.1.20:8583.");
        return null;
    }
}
