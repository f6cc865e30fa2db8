namespace Kiosk.EndToEnd.Hardware;

/// <summary>What one file says is connected: nets by name, each with its pins as <c>part.pin</c>.</summary>
internal sealed class Circuit(string source)
{
    /// <summary>The file that says so.</summary>
    public string Source => source;

    /// <summary>The nets.</summary>
    public SortedDictionary<string, SortedSet<string>> Nets { get; } = new(StringComparer.Ordinal);

    /// <summary>The net of a pin; null when it has none.</summary>
    public string? NetOf(string pin) => Nets.FirstOrDefault(net => net.Value.Contains(pin)).Key;

    /// <summary>The part of a pin.</summary>
    public static string PartOf(string pin) => pin[..pin.IndexOf('.')];

    /// <summary>Puts a pin on a net.</summary>
    public void Add(string net, string pin)
    {
        if (!Nets.TryGetValue(net, out SortedSet<string>? pins))
        {
            Nets.Add(net, pins = new(StringComparer.Ordinal));
        }

        pins.Add(pin);
    }

    /// <summary>Where another file says something else.</summary>
    public IEnumerable<string> DifferencesFrom(Circuit other)
    {
        foreach (string net in Nets.Keys.Union(other.Nets.Keys))
        {
            SortedSet<string> here = Nets.GetValueOrDefault(net) ?? [];
            SortedSet<string> there = other.Nets.GetValueOrDefault(net) ?? [];
            foreach (string pin in here.Except(there))
            {
                yield return $"{Source} has {pin} on {net}, {other.Source} on {other.NetOf(pin) ?? "no net"}";
            }

            foreach (string pin in there.Except(here))
            {
                yield return $"{other.Source} has {pin} on {net}, {Source} on {NetOf(pin) ?? "no net"}";
            }
        }
    }
}
