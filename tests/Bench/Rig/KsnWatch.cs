namespace Kiosk.Bench.Rig;

/// <summary>Looks at the KSN of every message that leaves: under one initial key they only go up (RULES.md, K2).</summary>
public sealed class KsnWatch
{
    private const int CounterLength = 4;

    private readonly Dictionary<string, uint> _last = new(StringComparer.Ordinal);

    /// <summary>The first KSN that was not above the one before it, as hex; null when there was none.</summary>
    public string? Offence { get; private set; }

    /// <summary>Messages seen so far.</summary>
    public long Messages { get; private set; }

    /// <summary>A copy, to go on from later.</summary>
    public KsnWatch Copy()
    {
        var copy = new KsnWatch { Offence = Offence, Messages = Messages };
        foreach ((string key, uint counter) in _last)
        {
            copy._last[key] = counter;
        }

        return copy;
    }

    internal void See(ReadOnlySpan<byte> ksn)
    {
        Messages++;
        uint end = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(ksn[^CounterLength..]);
        string key = Convert.ToHexString(ksn[..^CounterLength]);
        if (_last.TryGetValue(key, out uint last) && end <= last)
        {
            Offence ??= Convert.ToHexString(ksn);
        }

        _last[key] = end;
    }
}
