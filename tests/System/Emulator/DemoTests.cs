using System.Diagnostics;

namespace Kiosk.EndToEnd.Emulator;

/// <summary>The emulator's demo, by its .NET twin: it prints its screens, and says that all went as it expected.</summary>
[TestClass]
public sealed class DemoTests
{
    [TestMethod]
    public void PrintsThePurchases()
    {
        string[] lines = Run();
        string[] expected =
        [
            "Idle", "| PARKING", "| 0.60 EUR / 15 MIN", "| ENTER MINUTES", "| BENCH KEYS",
            "6 0", "| PARKING", "| 60 MIN", "| 2.40 EUR", "| CLEAR OR ENTER",
            "ENTER", "| 2.40 EUR", "| INSERT CARD", "| MENU: KEY NUMBER",
            "The card is inserted", "| 2.40 EUR", "| ENTER PIN", "| 3 TRIES LEFT", "| CANCEL OR ENTER",
            "A wrong PIN", "| 2.40 EUR", "| ENTER PIN", "| ****", "| 3 TRIES LEFT", "| CANCEL OR ENTER",
            "ENTER", "| INCORRECT PIN", "| 2 TRIES LEFT",
            "After three seconds", "| 2.40 EUR", "| ENTER PIN", "| 2 TRIES LEFT", "| CANCEL OR ENTER",
            "4 0 7 1 ENTER", "| APPROVED", "| 2.40 EUR", "| REMOVE CARD",
            "After five seconds", "| PARKING", "| 0.60 EUR / 15 MIN", "| ENTER MINUTES", "| BENCH KEYS",
            "A card that is not activated, with its PIN", "| NOT ACCEPTED", "| CARD NOT ACTIVATED", "| ACTIVATE YOUR CARD:", "| +44 20 7946 0321", "| YOU ARE NOT CHARGED",
            "A purchase whose answer is lost", "| PLEASE WAIT", "Charged meanwhile, in cents: 480",
            "After thirty seconds", "| PROCESSING ERROR", "| NO ANSWER IN TIME", "| YOU ARE NOT CHARGED",
            "The reversal has gone", "| PARKING", "| 0.60 EUR / 15 MIN", "| ENTER MINUTES", "| BENCH KEYS",
            "Charged, in cents: 240", "Reversals: 1", "Requests that the issuer refused: 0",
            "Kiosk.Demo: all as expected",
        ];
        CollectionAssert.AreEqual(expected, lines, string.Join('\n', lines));
    }

    /// <summary>Its lines, without the blanks that centre them and without empty ones.</summary>
    private static string[] Run()
    {
        var start = new ProcessStartInfo("dotnet", $"\"{typeof(Demo.Program).Assembly.Location}\"") { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.AreEqual(0, process.ExitCode);
        return [.. output.Split('\n').Select(line => string.Join(' ', line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).Where(line => line != "")];
    }
}
