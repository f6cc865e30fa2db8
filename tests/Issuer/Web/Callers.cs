namespace Kiosk.Issuer.Web;

/// <summary>Counts wrong answers of callers: after three for one card nobody is identified for it for an hour. In memory; safe to call from any thread.</summary>
internal sealed class Callers
{
    /// <summary>Wrong answers that end it.</summary>
    public const int MaxWrong = 3;

    /// <summary>For how long.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (int Wrong, DateTimeOffset Latest)> _cards = new(StringComparer.Ordinal);

    /// <summary>Counts an attempt before it is looked at. False when there were too many; it is not to be looked at then.</summary>
    public bool Count(string pan, DateTimeOffset now)
    {
        lock (_gate)
        {
            foreach (string old in _cards.Where(card => now - card.Value.Latest >= Pause).Select(card => card.Key).ToList())
            {
                _cards.Remove(old);
            }

            int wrong = _cards.GetValueOrDefault(pan).Wrong;
            if (wrong >= MaxWrong)
            {
                return false;
            }

            _cards[pan] = (wrong + 1, now);
            return true;
        }
    }

    /// <summary>The attempt was right: the count begins anew.</summary>
    public void Forget(string pan)
    {
        lock (_gate)
        {
            _cards.Remove(pan);
        }
    }
}
