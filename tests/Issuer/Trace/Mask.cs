namespace Kiosk.Issuer.Trace;

/// <summary>What may be seen of a secret: RULES.md, "Logs mask DE 2, 14, 35, 36, 45, 52, 53, 55".</summary>
internal static class Mask
{
    private const int Head = 6;
    private const int Tail = 4;

    /// <summary>First six and last four digits of a card number; nothing of one too short to hide anything between.</summary>
    public static string Pan(string pan) =>
        pan.Length <= Head + Tail ? All(pan.Length) : pan[..Head] + All(pan.Length - Head - Tail) + pan[^Tail..];

    /// <summary>Track 2: its card number masked, nothing of the rest.</summary>
    public static string Track(string track)
    {
        int separator = track.IndexOf('=');
        return separator < 0 ? All(track.Length) : Pan(track[..separator]) + "=" + All(track.Length - separator - 1);
    }

    /// <summary>A key serial number: the last two bytes of its counter.</summary>
    public static string Ksn(ReadOnlySpan<byte> ksn) =>
        ksn.Length <= 4 ? All(ksn.Length * 2) : All((ksn.Length - 2) * 2) + Convert.ToHexString(ksn[^2..]);

    /// <summary>Nothing but the length.</summary>
    public static string All(int length) => new('*', length);
}
