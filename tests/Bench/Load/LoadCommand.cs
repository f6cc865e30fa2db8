using System.CommandLine;
using System.Globalization;
using Kiosk.Bench.Tools;

namespace Kiosk.Bench.Load;

/// <summary>
/// <c>load</c>: many kiosks against the issuer over TLS. Ends 0 when every purchase was approved, 1 when not or the database cannot be used, and 2 when the call is bad.
/// </summary>
public static class LoadCommand
{
    private const int MostKiosks = 1000;
    private const double MostMinutes = 60;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var kiosks = new Option<int>("--kiosks") { HelpName = "N", Description = "How many kiosks (1 to 1000).", DefaultValueFactory = _ => 200 };
        kiosks.Validators.Add(result =>
        {
            bool isNumber = int.TryParse(result.Tokens.FirstOrDefault()?.Value, CultureInfo.InvariantCulture, out int value);
            if (isNumber && value is < 1 or > MostKiosks)
            {
                result.AddError($"--kiosks is 1 to {MostKiosks}.");
            }
        });
        var minutes = new Option<double>("--minutes") { HelpName = "N", Description = "How long they buy (up to 60).", DefaultValueFactory = _ => 1 };
        minutes.Validators.Add(result =>
        {
            bool isNumber = double.TryParse(result.Tokens.FirstOrDefault()?.Value, CultureInfo.InvariantCulture, out double value);
            if (isNumber && value is not (> 0 and <= MostMinutes))
            {
                result.AddError($"--minutes is more than 0, and {MostMinutes} at most.");
            }
        });
        Option<string?> database = ToolOptions.Database("an SQLite file that goes afterwards");
        var command = new Command("load", "Many kiosks buy as fast as the issuer answers, over TLS; prints authorizations a second and answer times.") { kiosks, minutes, database };
        command.SetAction(async (parse, _) =>
        {
            LoadReport report = await LoadRun
                .RunAsync(parse.GetValue(kiosks), TimeSpan.FromMinutes(parse.GetValue(minutes)), parse.GetValue(database))
                .ConfigureAwait(false);
            report.Write(parse.InvocationConfiguration.Output);
            return report.IsGood ? 0 : 1;
        });
        return command;
    }
}
