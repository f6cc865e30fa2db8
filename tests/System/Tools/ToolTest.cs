using System.Diagnostics;

namespace Kiosk.EndToEnd.Tools;

/// <summary>A tool as a technician runs it: a process, its output and its exit code.</summary>
public abstract class ToolTest
{
    private const int ShortestKey = 16;

    /// <summary>The call ends with 0 and prints this line, and nothing on standard error.</summary>
    protected static void Prints(string expected, string call)
    {
        (int code, string output, string error) = Run(call);
        Assert.AreEqual(0, code, error);
        Assert.AreEqual(expected + Environment.NewLine, output);
        Assert.AreEqual("", error);
    }

    /// <summary>The call ends with this code and says why on standard error, where it repeats nothing that may be a key.</summary>
    protected static void Fails(int expected, string call)
    {
        (int code, string output, string error) = Run(call);
        Assert.AreEqual(expected, code, error);
        Assert.AreEqual("", output);
        Assert.AreNotEqual("", error);
        foreach (string word in call.Split(' ', '=').Where(word => word.Length >= ShortestKey))
        {
            Assert.IsFalse(error.Contains(word, StringComparison.OrdinalIgnoreCase), "a key is repeated");
        }
    }

    /// <summary>Runs a call.</summary>
    protected static (int Code, string Output, string Error) Run(string call)
    {
        var start = new ProcessStartInfo("dotnet", $"\"{typeof(Kiosk.Bench.Tools.Tool).Assembly.Location}\" {call}") { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
