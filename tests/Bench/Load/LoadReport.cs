using System.Diagnostics;
using System.Globalization;

namespace Kiosk.Bench.Load;

/// <summary>What came of a load.</summary>
/// <param name="Database">Which database it was.</param>
/// <param name="Kiosks">How many kiosks.</param>
/// <param name="Time">How long they bought.</param>
/// <param name="Times">How long each approval took, the shortest first.</param>
/// <param name="Errors">What else came of purchases, and how often.</param>
/// <param name="Memory">Most bytes that the process had in memory.</param>
public sealed record LoadReport(string Database, int Kiosks, TimeSpan Time, TimeSpan[] Times, IReadOnlyDictionary<string, int> Errors, long Memory)
{
    private const int Megabyte = 1 << 20;

    /// <summary>Whether there were approvals and nothing else.</summary>
    public bool IsGood => Times.Length > 0 && Errors.Count == 0;

    /// <summary>Puts the kiosks' figures together.</summary>
    internal static LoadReport Of(LoadKiosk[] kiosks, TimeSpan time, string database)
    {
        using Process process = Process.GetCurrentProcess();
        return new LoadReport(
            database,
            kiosks.Length,
            time,
            [.. kiosks.SelectMany(kiosk => kiosk.Times).Order().Select(ticks => Stopwatch.GetElapsedTime(0, ticks))],
            kiosks.SelectMany(kiosk => kiosk.Errors).GroupBy(error => error.Key).ToDictionary(group => group.Key, group => group.Sum(error => error.Value)),
            process.PeakWorkingSet64);
    }

    /// <summary>The time that so many of a hundred approvals did not exceed.</summary>
    public TimeSpan Percentile(int percent) => Times.Length == 0 ? TimeSpan.Zero : Times[(int)Math.Ceiling(Times.Length * (percent / 100.0)) - 1];

    /// <summary>Writes it.</summary>
    public void Write(TextWriter output)
    {
        string errors = Errors.Count == 0 ? "none" : string.Join(", ", Errors.OrderBy(error => error.Key, StringComparer.Ordinal).Select(error => $"{error.Key}: {error.Value}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"database          {Database}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"kiosks            {Kiosks}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"time              {Time.TotalSeconds:0.0} s"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"authorizations    {Times.Length}, {Times.Length / Time.TotalSeconds:0} a second"));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"answer time       p50 {Percentile(50).TotalMilliseconds:0.0} ms, p95 {Percentile(95).TotalMilliseconds:0.0} ms, p99 {Percentile(99).TotalMilliseconds:0.0} ms"));
        output.WriteLine($"errors            {errors}");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"memory            {Memory / Megabyte} MB at most, issuer and kiosks"));
    }
}
