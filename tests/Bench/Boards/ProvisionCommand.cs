using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.RegularExpressions;
using Kiosk.Bench.Rig;
using Kiosk.Bench.Tools;
using Kiosk.Issuer;
using static Kiosk.Bench.Tools.ToolOptions;

namespace Kiosk.Bench.Boards;

/// <summary>
/// <c>provision</c>: prepares and checks what nanoff puts on a board, and prints its calls, or makes them. Ends 0 when all is well, 1 when
/// something is refused or a call failed, 2 when the call is bad.
/// </summary>
public static partial class ProvisionCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="defaultData">The bench's folder when none is named: the bench issuer's CA is in it.</param>
    public static Command Create(Func<string> defaultData)
    {
        Option<string> board = Choice("--board", "The board.", [.. BoardTarget.All.Select(target => target.Name)]);
        Option<string> port = Text("--port", "Serial port that the board is connected to.", SerialPort().IsMatch, "a serial port: COM5, /dev/ttyUSB0");
        port.HelpName = "PORT";
        port.Required = true;
        var wifi = new Option<string>("--wifi") { HelpName = "SSID", Description = "Name of the Wi-Fi network. Its password is asked for.", Required = true };
        Option<string> issuer = Text("--issuer", "The issuer, in place of that in nf.config (default, when that is localhost: this computer).", text => Issuer(text) is not null, "a host, with a port behind a colon if need be");
        issuer.HelpName = "HOST[:PORT]";
        var config = new Option<FileInfo>("--config") { HelpName = "FILE", Description = "The kiosk's nf.config (default: the repository's)." };
        config.AcceptExistingOnly();
        var ca = new Option<string?>("--ca") { HelpName = "FILE", Description = "The issuer's CA, PEM (default: the bench issuer's)." };
        var certificate = new Option<string?>("--certificate") { HelpName = "FILE", Description = "The device's certificate, PEM, when nf.config names one." };
        var key = new Option<string?>("--certificate-key") { HelpName = "FILE", Description = "Its private key, PEM." };
        var image = new Option<string>("--image") { HelpName = "FILE", Description = "The firmware.", DefaultValueFactory = _ => "firmware/Device/bin/Release/Kiosk.Device.bin" };
        var data = new Option<string?>("--data") { HelpName = "DIR", Description = "The bench's folder, where its issuer's CA is." };
        var folder = new Option<string?>("--out") { HelpName = "DIR", Description = "Folder for what nanoff reads (default: provision in the bench's folder)." };
        var erase = new Option<bool>("--erase") { Description = "Erase the whole flash first: retry counter, keys and all." };
        var run = new Option<bool>("--run") { Description = "Run nanoff; without it its calls are printed." };
        var command = new Command("provision", "Prepares and checks what nanoff puts on a board, and prints its calls, or makes them. Ends 1 when something is refused or a call failed.")
        {
            board, port, wifi, issuer, config, ca, certificate, key, image, data, folder, erase, run,
        };
        command.SetAction((parse, cancellation) =>
        {
            string bench = Path.GetFullPath(parse.GetValue(data) ?? defaultData());
            (string Host, string? Port)? at = parse.GetValue(issuer) is string text ? Issuer(text) : null;
            var order = new ProvisionOrder
            {
                Board = BoardTarget.All.Single(target => target.Name == parse.GetValue(board)),
                Port = parse.GetValue(port)!,
                Ssid = parse.GetValue(wifi)!,
                Config = parse.GetValue(config) is FileInfo file ? File.ReadAllText(file.FullName) : ConfigFile.Default,
                ConfigFile = parse.GetValue(config)?.FullName,
                Host = at?.Host,
                HostPort = at?.Port,
                CaFile = parse.GetValue(ca) ?? BenchIssuer.PrepareCa(Path.Combine(bench, "issuer")),
                CertificateFile = parse.GetValue(certificate),
                KeyFile = parse.GetValue(key),
                Image = Path.GetFullPath(parse.GetValue(image)!),
                Folder = Path.GetFullPath(parse.GetValue(folder) ?? Path.Combine(bench, "provision")),
                Erase = parse.GetValue(erase),
            };
            return RunAsync(order, parse.GetValue(run), parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error, cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(ProvisionOrder order, bool run, TextWriter output, TextWriter errors, CancellationToken cancellation)
    {
        try
        {
            Provision provision = Provision.Check(order);
            Nanoff? nanoff = await Nanoff.FindAsync(cancellation);
            if (run)
            {
                Refuse(nanoff is null, Nanoff.Install);
                Refuse(!File.Exists(order.Image), $"{order.Image} is not there: build the solution configuration Device first");
            }

            foreach (string remark in provision.Remarks())
            {
                output.WriteLine("note: " + remark);
            }

            string password = WifiPassword.Ask(errors);
            using var end = new EndSignal(cancellation);
            bool isLeft = false;
            try
            {
                provision.Write(password);
                output.WriteLine("ready: " + order.Folder);
                if (run)
                {
                    await FlashAsync(provision, nanoff!, output, end.Token);
                    return 0;
                }

                Print(provision, nanoff, output);
                isLeft = true;
                return 0;
            }
            finally
            {
                if (!isLeft)
                {
                    provision.DeleteSecrets();
                }
            }
        }
        catch (ToolException refusal)
        {
            errors.WriteLine(refusal.Message);
            return Tool.Refused;
        }
        catch (OperationCanceledException)
        {
            errors.WriteLine("stopped: what was under way may be half on the board");
            return Tool.Refused;
        }
    }

    private static void Print(Provision provision, Nanoff? nanoff, TextWriter output)
    {
        foreach (string[] call in provision.Calls(nanoff?.TakesVerbs ?? false))
        {
            output.WriteLine("    " + Nanoff.Typed(call));
        }

        foreach ((string file, string why) in provision.Secrets)
        {
            output.WriteLine($"then delete {file}: {why}");
        }

        if (nanoff is null)
        {
            output.WriteLine(Nanoff.Install);
            output.WriteLine("These calls are for its version 2. When another one is installed, they are printed as that takes them.");
        }
    }

    private static async Task FlashAsync(Provision provision, Nanoff nanoff, TextWriter output, CancellationToken cancellation)
    {
        var text = TextWriter.Synchronized(output);
        foreach (string[] call in provision.Calls(nanoff.TakesVerbs))
        {
            text.WriteLine("    " + Nanoff.Typed(call));
            Refuse(!await nanoff.RunAsync(call, text, cancellation), "this call failed, and those after it were not made: " + Nanoff.Typed(call));
        }

        text.WriteLine("done");
    }

    private static void Refuse(bool when, string why)
    {
        if (when)
        {
            throw new ToolException(why);
        }
    }

    private static (string Host, string? Port)? Issuer(string text)
    {
        string[] parts = text.Split(':');
        bool good = parts.Length <= 2 && HostName().IsMatch(parts[0])
            && (parts.Length == 1 || (ushort.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out ushort number) && number > 0));
        return good ? (parts[0], parts.Length == 2 ? parts[1] : null) : null;
    }

    [GeneratedRegex(@"^(COM[1-9]\d{0,2}|/dev/[A-Za-z0-9._/-]+)$")]
    private static partial Regex SerialPort();

    [GeneratedRegex(@"^[A-Za-z0-9]([A-Za-z0-9.-]{0,62}[A-Za-z0-9])?$")]
    private static partial Regex HostName();
}
