namespace Kiosk.Bench.Play;

/// <summary>A scenario file cannot be read: where and why.</summary>
public sealed class ScenarioException(string file, int line, string why) : Exception($"{file}:{line}: {why}")
{
    /// <summary>The file.</summary>
    public string File { get; } = file;

    /// <summary>The line, from 1; 0 for the file as a whole.</summary>
    public int Line { get; } = line;
}
