using Kiosk.Bench.Rig;

namespace Kiosk.Bench.Play;

/// <summary>Plays scenario files one after another, each on a kiosk of its own unless they share a data directory.</summary>
public static class PlayCommand
{
    /// <summary>Every expectation held.</summary>
    public const int Held = 0;

    /// <summary>An expectation did not hold.</summary>
    public const int Failed = 1;

    /// <summary>A file is missing or malformed.</summary>
    public const int Malformed = 2;

    /// <summary>Plays files.</summary>
    /// <param name="files">Scenario files.</param>
    /// <param name="dataDirectory">Where kiosk and issuer keep their state; null starts each file afresh and keeps nothing.</param>
    /// <param name="config">The text of nf.config.</param>
    /// <param name="output">Takes the steps as they are played.</param>
    /// <param name="errors">Takes what is wrong with a file.</param>
    public static async Task<int> RunAsync(IReadOnlyList<string> files, string? dataDirectory, string config, TextWriter output, TextWriter errors)
    {
        var scenarios = new List<(string File, IReadOnlyList<ScenarioStep> Steps)>();
        try
        {
            scenarios.AddRange(files.Select(file => (file, ScenarioReader.ReadFile(file))));
        }
        catch (ScenarioException e)
        {
            errors.WriteLine(e.Message);
            return Malformed;
        }

        int held = 0;
        foreach ((string file, IReadOnlyList<ScenarioStep> steps) in scenarios)
        {
            await using KioskRig rig = await KioskRig.StartAsync(dataDirectory, config);
            output.WriteLine($"== {file}");
            if (new ScenarioPlayer(rig, output).Play(file, steps))
            {
                held++;
            }
        }

        output.WriteLine($"{held} of {scenarios.Count} scenarios held");
        return held == scenarios.Count ? Held : Failed;
    }
}
