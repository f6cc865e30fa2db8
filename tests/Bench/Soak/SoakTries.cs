using Kiosk.Issuer;

namespace Kiosk.Bench.Soak;

/// <summary>
/// The most tries that a card may have left: three, less the wrong PINs that have reached the issuer since anything gave tries back. It errs only to the customer's side.
/// </summary>
internal sealed class SoakTries
{
    private const int Limit = 3;

    // Less than the lock time, so that nothing depends on the second.
    private static readonly TimeSpan Lock = TimeSpan.FromHours(23);

    private readonly Dictionary<string, (int Wrong, DateTimeOffset Last)> _cards = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unlocked = new(StringComparer.Ordinal);
    private bool _isClockSlow;

    /// <summary>The most tries left at a time.</summary>
    public int Most(TestCard card, DateTimeOffset now)
    {
        // To a clock that is slow, an unlocking before a lock may look like one after it.
        bool isKnown = !(_isClockSlow && _unlocked.Contains(card.Pan));
        return isKnown && _cards.TryGetValue(card.Pan, out var count) && now - count.Last < Lock ? Limit - Math.Min(count.Wrong, Limit) : Limit;
    }

    /// <summary>A wrong PIN has reached the issuer.</summary>
    public void Count(TestCard card, DateTimeOffset now) => _cards[card.Pan] = (Limit - Most(card, now) + 1, now);

    /// <summary>The issuer has seen the card's PIN.</summary>
    public void Free(TestCard card) => _cards.Remove(card.Pan);

    /// <summary>The issuer has unlocked the card.</summary>
    public void Unlock(TestCard card)
    {
        Free(card);
        _unlocked.Add(card.Pan);
    }

    /// <summary>The clock makes a step: nobody can tell how much time has passed.</summary>
    public void Step(bool isClockSlow)
    {
        _isClockSlow = isClockSlow;
        _cards.Clear();
    }
}
