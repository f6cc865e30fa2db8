using System.ComponentModel;
using System.Diagnostics;

namespace Kiosk.Bench.Boards;

/// <summary>nanoff, the flasher of .NET nanoFramework: whether it is there, how a call of it is written, and running one.</summary>
internal static class Nanoff
{
    /// <summary>How it is installed.</summary>
    public const string Install = "nanoff is not installed: dotnet tool install -g nanoff";

    /// <summary>
    /// nanoff 2.5 ends with 0 even when a file could not be put on the board, and only says so: lines that begin like these are failures
    /// (FileDeploymentManager in its sources).
    /// </summary>
    private static readonly string[] Failures = ["Error deploying", "Exception deploying"];

    /// <summary>Where it is on the PATH, or null.</summary>
    public static string? Find()
    {
        string[] names = OperatingSystem.IsWindows() ? ["nanoff.exe", "nanoff.cmd"] : ["nanoff"];
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
    }

    /// <summary>A call as it is typed in the shell of this computer.</summary>
    public static string Typed(IEnumerable<string> arguments) => string.Join(' ', arguments.Prepend("nanoff").Select(Quote));

    /// <summary>Runs it; what it prints is passed on as it comes.</summary>
    /// <returns>Whether it did what it was asked for.</returns>
    public static async Task<bool> RunAsync(string path, IReadOnlyList<string> arguments, TextWriter output)
    {
        var start = new ProcessStartInfo(path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using Process process = Process.Start(start)!;
            bool[] failed = await Task.WhenAll(PassOnAsync(process.StandardOutput, output), PassOnAsync(process.StandardError, output));
            await process.WaitForExitAsync();
            return process.ExitCode == 0 && !failed.Contains(true);
        }
        catch (Win32Exception e)
        {
            throw new IOException($"{path} cannot be run: {e.Message}", e);
        }
    }

    private static async Task<bool> PassOnAsync(TextReader from, TextWriter to)
    {
        bool failed = false;
        while (await from.ReadLineAsync() is string line)
        {
            to.WriteLine(line);
            failed |= Failures.Any(failure => line.StartsWith(failure, StringComparison.Ordinal));
        }

        return failed;
    }

    private static string Quote(string argument)
    {
        bool plain = argument.Length > 0 && argument.All(c => char.IsAsciiLetterOrDigit(c) || "-_./:\\+=,".Contains(c, StringComparison.Ordinal));
        return OperatingSystem.IsWindows()
            ? plain ? argument : $"\"{argument}\""
            : plain && !argument.Contains('\\', StringComparison.Ordinal) ? argument : "'" + argument.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
    }
}
