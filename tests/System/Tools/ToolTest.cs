using System.Diagnostics;

namespace Kiosk.EndToEnd.Tools;

/// <summary>A tool as a technician runs it: a process, its output and its exit code.</summary>
public abstract class ToolTest
{
    private const int ShortestSecret = 4;

    /// <summary>Asserts that a call ends well and prints this.</summary>
    protected static void Prints(string expected, string call) => Assert.AreEqual(expected, Print(call));

    /// <summary>What a call prints, without the end of its last line; asserts that it ends well.</summary>
    protected static string Print(string call)
    {
        (int code, string output, string error) = Run(call);
        Assert.AreEqual(0, code, error + output);
        Assert.AreEqual("", error);
        StringAssert.EndsWith(output, Environment.NewLine);
        return output[..^Environment.NewLine.Length];
    }

    /// <summary>Asserts that a call fails, says why, prints nothing, and repeats no key, PIN or card number of the call.</summary>
    /// <returns>What it says.</returns>
    protected static string Fails(int expected, string call)
    {
        (int code, string output, string error) = Run(call);
        Assert.AreEqual(expected, code, error);
        Assert.AreEqual("", output);
        Assert.AreNotEqual("", error);
        foreach (string word in call.Split(' ', '=').Where(word => word.Length >= ShortestSecret && word.Any(char.IsAsciiDigit)))
        {
            Assert.IsFalse(error.Contains(word, StringComparison.OrdinalIgnoreCase), $"{word} is repeated: {error}");
        }

        return error;
    }

    private static (int Code, string Output, string Error) Run(string call)
    {
        var start = new ProcessStartInfo("dotnet", $"\"{typeof(Kiosk.Bench.Tools.Tool).Assembly.Location}\" {call}") { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
