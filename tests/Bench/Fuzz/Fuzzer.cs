using System.Diagnostics;
using System.Globalization;

namespace Kiosk.Bench.Fuzz;

/// <summary>
/// Runs a fuzz target. Run number i of a seed is the same input wherever and whenever it runs. Ends 0 when nothing came out but what is documented and
/// managed memory stayed flat, and 1 otherwise.
/// </summary>
public static class Fuzzer
{
    /// <summary>
    /// Managed bytes by which memory may have grown from the first tenth of the runs to the end, full collections before both. It is less than a tenth of a byte
    /// for each of a million runs, and allows for what .NET itself makes when something happens for the first time.
    /// </summary>
    public const long Tolerance = 64 * 1024;

    /// <summary>How long one run may take: thousands end in a second, and one that lasts so long turns in a circle.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>Runs many inputs, until one is a finding.</summary>
    /// <param name="name">Name of the target.</param>
    /// <param name="target">The target.</param>
    /// <param name="runs">How many, 1 or more.</param>
    /// <param name="seed">The seed, 0 or more.</param>
    /// <param name="output">Takes the report.</param>
    /// <returns>The exit code.</returns>
    public static int Run(string name, IFuzzTarget target, int runs, int seed, TextWriter output)
    {
        Write(output, $"fuzz {name} --runs {runs} --seed {seed}");
        var verdicts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        int first = Math.Max(1, runs / 10);
        long before = 0;
        long started = Stopwatch.GetTimestamp();
        int running = 0;
        int watched = 0;
        using var watch = new Timer(
            _ =>
            {
                if (running != watched || running == 0)
                {
                    watched = running;
                    return;
                }

                Write(output, $"FINDING {name}, seed {seed}, run {running}: has not ended for {Longest.TotalMinutes} minutes");
                Write(output, $"again: {Again(name, seed, running)}");
                Environment.Exit(1);
            },
            null,
            Longest,
            Longest);
        for (int run = 1; run <= runs; run++)
        {
            running = run;
            IFuzzInput input = target.Make(RandomOf(seed, run));
            if (!Try(name, input, run, seed, output, out string verdict))
            {
                output.WriteLine(input.Text);
                Write(output, $"again: {Again(name, seed, run)}");
                return 1;
            }

            verdicts[verdict] = verdicts.GetValueOrDefault(verdict) + 1;
            if (run == first)
            {
                before = GC.GetTotalMemory(forceFullCollection: true);
            }
        }

        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        long after = GC.GetTotalMemory(forceFullCollection: true);
        Write(output, $"{runs,11:N0} runs, {runs / seconds:N0} a second");
        foreach ((string verdict, int count) in verdicts)
        {
            Write(output, $"{count,11:N0} {verdict}");
        }

        Write(output, $"managed memory: {before:N0} B after {first:N0} runs, {after:N0} B at the end");
        if (after - before > Tolerance)
        {
            Write(output, $"FINDING {name}, seed {seed}: managed memory grew by {after - before:N0} B, {Tolerance:N0} B are allowed");
            return 1;
        }

        return 0;
    }

    /// <summary>Prints one input, runs it again, and prints what becomes of it.</summary>
    /// <param name="name">Name of the target.</param>
    /// <param name="target">The target.</param>
    /// <param name="run">Number of the run, 1 or more.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="output">Takes the report.</param>
    /// <returns>The exit code.</returns>
    public static int Replay(string name, IFuzzTarget target, int run, int seed, TextWriter output)
    {
        // The input first: a run may not end.
        IFuzzInput input = target.Make(RandomOf(seed, run));
        Write(output, $"fuzz {name}, seed {seed}, run {run}");
        output.WriteLine(input.Text);
        if (!Try(name, input, run, seed, output, out string verdict))
        {
            return 1;
        }

        output.WriteLine(verdict);
        return 0;
    }

    private static bool Try(string name, IFuzzInput input, int run, int seed, TextWriter output, out string verdict)
    {
        try
        {
            verdict = input.Judge();
            return true;
        }
        catch (Exception e)
        {
            // Whatever it is: the firmware has no handler for it.
            verdict = "";
            Write(output, $"FINDING {name}, seed {seed}, run {run}: {(e is FindingException ? e.Message : e)}");
            return false;
        }
    }

    private static string Again(string name, int seed, int run) =>
        string.Create(CultureInfo.InvariantCulture, $"dotnet run -c Release --project tests/Bench -- fuzz {name} --seed {seed} --run {run}");

    /// <summary>Neighbouring runs, and the same run of neighbouring seeds, have nothing in common (the finalizer of SplitMix64).</summary>
    private static Random RandomOf(int seed, int run)
    {
        ulong mixed = ((ulong)(uint)seed << 32) | (uint)run;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return new Random((int)((mixed ^ (mixed >> 31)) & int.MaxValue));
    }

    private static void Write(TextWriter output, FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
