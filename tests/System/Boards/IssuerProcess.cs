using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Kiosk.Bench.Tools;

namespace Kiosk.EndToEnd.Boards;

/// <summary>The command <c>issuer</c> in a process of its own, known by what it prints alone.</summary>
internal sealed class IssuerProcess : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Process _process;

    private IssuerProcess(Process process) => _process = process;

    /// <summary>What it printed before it took requests.</summary>
    public string Introduction { get; private set; } = "";

    public int Port => int.Parse(Find(@"\[issuer\] port +(\d+)"), CultureInfo.InvariantCulture);

    /// <summary>Where its pages are.</summary>
    public Uri Pages => new(Find(@"Pages +(\S+)bench,"));

    /// <summary>Certificate of its CA, PEM.</summary>
    public string Ca => File.ReadAllText(Find(@"CA +(\S.*)"));

    /// <summary>Starts it and waits until it takes requests.</summary>
    public static async Task<IssuerProcess> StartAsync(string call)
    {
        var issuer = new IssuerProcess(Bench("issuer " + call));
        issuer.Introduction = await issuer.ReadUntilAsync("Ctrl+C ends it.");
        return issuer;
    }

    /// <summary>Runs a call that is to be refused: its exit code and what it printed on standard error.</summary>
    public static async Task<(int ExitCode, string Error)> FailAsync(string call)
    {
        using Process process = Bench("issuer " + call);
        using var limit = new CancellationTokenSource(Patience);
        string error = await process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, error);
    }

    /// <summary>Starts any of the bench's commands.</summary>
    public static Process Bench(string call) => Process.Start(new ProcessStartInfo("dotnet", $"\"{typeof(Tool).Assembly.Location}\" {call}")
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    /// <summary>The group of a pattern in the introduction.</summary>
    public string Find(string pattern) => Regex.Match(Introduction, pattern).Groups[1].Value.Trim();

    /// <summary>Its output from here to a line with this text.</summary>
    public async Task<string> ReadUntilAsync(string end)
    {
        using var limit = new CancellationTokenSource(Patience);
        string text = "";
        while (!text.Contains(end, StringComparison.Ordinal))
        {
            string? line = await _process.StandardOutput.ReadLineAsync(limit.Token);
            Assert.IsNotNull(line, text);
            text += line + "\n";
        }

        return text;
    }

    /// <summary>Reads its output to the end, so that it never waits for a reader.</summary>
    public Task<string> ReadToEndAsync() => _process.StandardOutput.ReadToEndAsync();

    /// <summary>Ctrl+C: it ends with 0.</summary>
    public void Interrupt()
    {
        using Process interrupt = Process.Start("/bin/sh", ["-c", $"kill -INT {_process.Id}"])!;
        Assert.IsTrue(_process.WaitForExit(Patience));
        Assert.AreEqual(0, _process.ExitCode);
    }

    /// <summary>Ends it at once, as a failing computer does.</summary>
    public void Kill()
    {
        _process.Kill();
        Assert.IsTrue(_process.WaitForExit(Patience));
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
