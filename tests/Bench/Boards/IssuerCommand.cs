using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Kiosk.Bench.Tools;
using Kiosk.Issuer;

namespace Kiosk.Bench.Boards;

/// <summary><c>issuer --listen ADDRESS</c>: the bench issuer alone, for boards on the LAN. Its keys are published: it is for a desk, and not for the Internet.</summary>
public static class IssuerCommand
{
    /// <summary>TCP port when none is said, as in nf.config.</summary>
    public const int UsualPort = 8583;

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
        command.SetAction(async (parse, cancellation) =>
        {
            var run = new IssuerRun
            {
                Listen = parse.GetValue(listen)!,
                Names = parse.GetValue(names) ?? [],
                Data = parse.GetValue(data) ?? defaultData(),
                Profile = parse.GetValue(profile) == "tdes" ? MessageProfile.Tdes : MessageProfile.Aes,
                Device = parse.GetValue(device),
                Database = parse.GetValue(database),
                Programme = parse.GetValue(programme),
                Pages = parse.GetValue(pages),
            };
            await run.RunAsync(parse.InvocationConfiguration.Output, cancellation);
            return 0;
        });
        return command;
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
