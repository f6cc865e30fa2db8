using System.CommandLine;
using System.Security.Cryptography;
using static Kiosk.Bench.Tools.ToolOptions;

namespace Kiosk.Bench.Fuzz;

/// <summary><c>fuzz TARGET</c>: bad input for the firmware. Ends 0 when nothing but documented refusals came out, 1 on a finding, 2 when the call is bad.</summary>
public static class FuzzCommand
{
    private const int UsualRuns = 100_000;

    private static readonly Dictionary<string, Func<IFuzzTarget>> Targets = new()
    {
        ["settings"] = () => new SettingsTarget(),
        ["answers"] = () => new AnswerTarget(),
        ["track2"] = () => new TrackTarget(),
        ["keyblocks"] = () => new KeyBlockTarget(),
        ["storage"] = () => new StorageTarget(),
    };

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string> target = ChoiceArgument("TARGET", "What is fuzzed", [.. Targets.Keys]);
        Option<int> runs = Number("--runs", "Inputs to run.", 1);
        runs.DefaultValueFactory = _ => UsualRuns;
        Option<int> seed = Number("--seed", "Which inputs they are; one at random, which is printed, when it is not given.", 0);
        Option<int> run = Number("--run", "Run this one input alone, and print it. Needs --seed.", 1);
        var command = new Command("fuzz", "Gives bad input to the firmware. Ends 0 when nothing but documented refusals came out, 1 on a finding.")
        {
            target, runs, seed, run,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(run) is not null && (result.GetResult(seed) is null || result.GetResult(runs) is { Implicit: false }))
            {
                result.AddError("--run needs --seed, and no --runs.");
            }
        });
        command.SetAction(parse =>
        {
            string name = parse.GetValue(target)!;
            TextWriter output = parse.InvocationConfiguration.Output;
            int from = parse.GetResult(seed) is null ? RandomNumberGenerator.GetInt32(int.MaxValue) : parse.GetValue(seed);
            return parse.GetResult(run) is null
                ? Fuzzer.Run(name, Targets[name](), parse.GetValue(runs), from, output)
                : Fuzzer.Replay(name, Targets[name](), parse.GetValue(run), from, output);
        });
        return command;
    }
}
