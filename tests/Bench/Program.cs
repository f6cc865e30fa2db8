using System.CommandLine;
using Kiosk.Bench.Boards;
using Kiosk.Bench.Costs;
using Kiosk.Bench.Fuzz;
using Kiosk.Bench.Load;
using Kiosk.Bench.Play;
using Kiosk.Bench.Rig;
using Kiosk.Bench.Soak;
using Kiosk.Bench.Tools;
using Kiosk.Bench.Web;
using Kiosk.Issuer.Programme;

// The bench: a kiosk and its issuer without any hardware. README.md says what each command does.
var data = new Option<string?>("--data") { HelpName = "DIR", Description = "Folder for the state of kiosk and issuer." };
var config = new Option<FileInfo>("--config") { HelpName = "FILE", Description = "The kiosk's nf.config (default: the repository's)." };
config.AcceptExistingOnly();
var port = new Option<int>("--port") { HelpName = "N", Description = "Port of the bench page on this machine.", DefaultValueFactory = _ => 5080 };
Option<string?> database = ToolOptions.Database("issuer.db in the data folder");
Option<string?> programme = ToolOptions.Programme();
var files = new Argument<string[]>("FILE") { Description = "Scenario files.", Arity = ArgumentArity.OneOrMore };

var root = new RootCommand("Runs the kiosk in a browser, its issuer beside it.") { data, config, port, database, programme };
root.SetAction((parse, cancellation) => WebBench.RunAsync(
    new WebBenchOptions
    {
        Port = parse.GetValue(port),
        DataDirectory = parse.GetValue(data) ?? DefaultData(),
        Config = Config(parse.GetValue(config)),
        Database = parse.GetValue(database),
        Programme = parse.GetValue(programme),
    },
    cancellation));

var play = new Command("play", "Plays scenario files without a browser, in simulated time. Ends 0 when all held, 1 when not, 2 when a file is malformed or the call is.") { files, data, config };
play.SetAction((parse, _) => PlayCommand.RunAsync(
    parse.GetValue(files)!, parse.GetValue(data), Config(parse.GetValue(config)), Console.Out, Console.Error));
root.Subcommands.Add(play);

var detail = new Option<bool>("--detail") { Description = "Print too which methods execute the instructions." };
var costs = new Command("costs", "Prints what a purchase costs: IL, AES blocks, flash, I2C, wire, memory.") { detail };
costs.SetAction(parse => CostReport.Run(Console.Out, parse.GetValue(detail)));
root.Subcommands.Add(costs);

root.Subcommands.Add(ProvisionCommand.Create(DefaultData));
root.Subcommands.Add(IssuerCommand.Create(DefaultData));
root.Subcommands.Add(FuzzCommand.Create());
root.Subcommands.Add(SoakCommand.Create());
root.Subcommands.Add(LoadCommand.Create());
root.Subcommands.Add(PinBlockCommand.Create());
root.Subcommands.Add(DukptCommand.Create());
root.Subcommands.Add(MacCommand.Create());
root.Subcommands.Add(KeyBlockCommand.Create());
root.Subcommands.Add(Iso8583Command.Create());

try
{
    ParseResult call = root.Parse(args);
    if (call.Errors.Count > 0)
    {
        // System.CommandLine would repeat what was typed, a key maybe, and end with 1, which is a refusal's. A misspelt tool is a bad call of the bench.
        return Tool.ReportBadCall(call, Console.Error);
    }

    return await call.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException or ProgrammeException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}

static string Config(FileInfo? file) => file is null ? ConfigFile.Default : File.ReadAllText(file.FullName);

static string DefaultData() =>
    Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "Kiosk", "bench");
