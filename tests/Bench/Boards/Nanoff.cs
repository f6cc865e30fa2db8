using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Kiosk.Bench.Tools;

namespace Kiosk.Bench.Boards;

/// <summary>nanoff, the flasher of .NET nanoFramework: whether it is there, how a call of it is written, and running one.</summary>
internal sealed partial class Nanoff
{
    /// <summary>How it is installed.</summary>
    public const string Install = "nanoff is not installed: dotnet tool install -g nanoff";

    private const int FirstWithVerbs = 3;

    /// <summary>
    /// nanoff ends with 0 even when a file could not be put on the board, and only says so: lines that begin like these are failures
    /// (FileDeploymentManager in its sources).
    /// </summary>
    private static readonly string[] Failures = ["Error deploying", "Exception deploying"];

    private readonly string _path;

    private Nanoff(string path, bool takesVerbs)
    {
        _path = path;
        TakesVerbs = takesVerbs;
    }

    /// <summary>Whether its calls begin with a verb, as they do from version 3 on, which knows no others; before there were options alone.</summary>
    public bool TakesVerbs { get; }

    /// <summary>The one on the PATH, or null.</summary>
    /// <exception cref="ToolException">It does not tell its version.</exception>
    public static async Task<Nanoff?> FindAsync(CancellationToken cancellation)
    {
        string[] names = OperatingSystem.IsWindows() ? ["nanoff.exe", "nanoff.cmd"] : ["nanoff"];
        string? path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
        if (path is null)
        {
            return null;
        }

        // "nanoff 2.5.125+1b35aa1b05", and from version 3 on ".NET nanoFramework Firmware Flasher v3.0.0".
        var said = new StringWriter();
        await RunAsync(path, ["--version"], TextWriter.Synchronized(said), cancellation);
        Match version = Version().Match(said.ToString());
        return version.Success
            ? new Nanoff(path, int.Parse(version.Groups[1].Value, CultureInfo.InvariantCulture) >= FirstWithVerbs)
            : throw new ToolException($"{path} --version tells no version: install nanoff anew");
    }

    /// <summary>A call as it is typed in the shell of this computer.</summary>
    public static string Typed(IEnumerable<string> arguments) => string.Join(' ', arguments.Prepend("nanoff").Select(Quote));

    /// <summary>Runs it; what it prints is passed on as it comes. When this is cancelled nanoff is ended.</summary>
    /// <returns>Whether it did what it was asked for.</returns>
    public Task<bool> RunAsync(IReadOnlyList<string> arguments, TextWriter output, CancellationToken cancellation) => RunAsync(_path, arguments, output, cancellation);

    private static async Task<bool> RunAsync(string path, IReadOnlyList<string> arguments, TextWriter output, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var start = new ProcessStartInfo(path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using Process process = Process.Start(start)!;
            using CancellationTokenRegistration end = cancellation.Register(() => process.Kill(entireProcessTree: true));
            bool[] failed = await Task.WhenAll(PassOnAsync(process.StandardOutput, output), PassOnAsync(process.StandardError, output));
            await process.WaitForExitAsync(CancellationToken.None);
            cancellation.ThrowIfCancellationRequested();
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

    [GeneratedRegex(@"\b(?:nanoff |v)(\d+)\.\d")]
    private static partial Regex Version();
}
