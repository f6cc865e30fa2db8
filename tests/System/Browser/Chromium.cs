namespace Kiosk.EndToEnd.Browser;

/// <summary>Finds a browser of the Chromium family on this machine.</summary>
internal static class Chromium
{
    /// <summary>Names a browser that is not where they usually are.</summary>
    public const string Variable = "KIOSK_CHROMIUM";

    /// <summary>What is missing when <see cref="Path"/> is null.</summary>
    public const string Missing =
        $"No browser: install Chromium, Chrome or Edge (Debian: apt-get install chromium), or name one in {Variable}";

    private static readonly string[] Names =
        ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge", "microsoft-edge", "chrome"];

    /// <summary>The browser's program; null when there is none.</summary>
    public static string? Path => Candidates().FirstOrDefault(File.Exists);

    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
        {
            // Whoever names one wants that one.
            return [named];
        }

        string ending = OperatingSystem.IsWindows() ? ".exe" : "";
        IEnumerable<string> onPath =
            from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            from name in Names
            select System.IO.Path.Combine(folder, name + ending);
        return [.. Usual(), .. onPath];
    }

    private static IEnumerable<string> Usual()
    {
        if (OperatingSystem.IsMacOS())
        {
            return
            [
                "/Applications/Chromium.app/Contents/MacOS/Chromium",
                "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
                "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
            ];
        }

        if (OperatingSystem.IsWindows())
        {
            return
                from root in new[] { "ProgramFiles", "ProgramFiles(x86)", "LocalAppData" }
                from program in new[] { @"Google\Chrome\Application\chrome.exe", @"Chromium\Application\chrome.exe", @"Microsoft\Edge\Application\msedge.exe" }
                select System.IO.Path.Combine(Environment.GetEnvironmentVariable(root) ?? "", program);
        }

        return ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    }
}
