using System.CommandLine;
using System.Globalization;

namespace Kiosk.Bench.Soak;

/// <summary>
/// <c>soak</c>: a kiosk takes purchases in simulated time while everything goes wrong at random. Ends 0 when journal, ledger and what customers saw agree and
/// the firmware's memory stays flat, 1 when not, and 2 when the call is bad.
/// </summary>
public static class SoakCommand
{
    // The test cards expire, and nobody waits longer.
    private const int MostPurchases = 150_000;
    private const int FewestPurchases = 100;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var purchases = new Option<int>("--purchases") { HelpName = "N", Description = "How many purchases take a STAN.", DefaultValueFactory = _ => 10_000 };
        purchases.Validators.Add(result =>
        {
            bool isNumber = int.TryParse(result.Tokens.FirstOrDefault()?.Value, CultureInfo.InvariantCulture, out int value);
            if (isNumber && value is < FewestPurchases or > MostPurchases)
            {
                result.AddError($"--purchases is {FewestPurchases} to {MostPurchases}.");
            }
        });
        var seed = new Option<int>("--seed") { HelpName = "N", Description = "Plays the same as before.", DefaultValueFactory = _ => Random.Shared.Next() };
        var command = new Command("soak", "Takes purchases while power, link, flash and clock fail at random; checks that the books agree.") { purchases, seed };
        command.SetAction(parse =>
        {
            SoakReport report = SoakRun.Run(parse.GetValue(purchases), parse.GetValue(seed));
            report.Write(parse.InvocationConfiguration.Output);
            return report.IsGood ? 0 : 1;
        });
        return command;
    }
}
