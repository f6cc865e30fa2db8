namespace Kiosk.EndToEnd.Models;

/// <summary>Counts what was done, so that a run that reaches nothing is seen.</summary>
internal sealed class Tally
{
    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>Operations done.</summary>
    public int Operations { get; private set; }

    /// <summary>The kind of a fault that was met.</summary>
    public static string Hit(FaultKind kind) => $"(hit: {kind})";

    /// <summary>One more of a kind; what is in brackets is no operation.</summary>
    public void Add(string kind)
    {
        _counts[kind] = this[kind] + 1;
        Operations += kind[0] == '(' ? 0 : 1;
    }

    /// <summary>One more, if it is so.</summary>
    public void See(string kind, bool isSo)
    {
        if (isSo)
        {
            Add(kind);
        }
    }

    /// <summary>How many of a kind.</summary>
    public int this[string kind] => _counts.GetValueOrDefault(kind);

    public override string ToString() => $"{Operations} operations: " + string.Join(", ", _counts.Select(count => $"{count.Key} {count.Value}"));
}
