using System.Runtime.CompilerServices;

namespace Kiosk.EndToEnd;

/// <summary>Where the repository's files are.</summary>
internal static class Repository
{
    /// <summary>Its top folder.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", ".."));

    /// <summary>A file or folder in it.</summary>
    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Here([CallerFilePath] string path = "") => path;
}
