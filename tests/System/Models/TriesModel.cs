using System.Collections.Immutable;

namespace Kiosk.EndToEnd.Models;

/// <summary>
/// What the retry counter knows, as R1 to R10 and P9 have it: a card's attempts and when the last one was, in seconds that the terminal has counted.
/// Each change gives all states that are right after it.
/// </summary>
internal sealed record TriesModel
{
    public const int Limit = 3;
    public const int Places = 64;
    public const long LockSeconds = 24 * 60 * 60;
    private const long SharedSeconds = 15 * 60;
    private const long SecondsPerPin = 30;
    private const long Burst = 5;

    /// <summary>The cards that have a place.</summary>
    public ImmutableDictionary<int, Counted> Cards { get; init; } = ImmutableDictionary<int, Counted>.Empty;

    /// <summary>The place of all others while those are locked.</summary>
    public Counted Shared { get; init; }

    /// <summary>When the table was lost.</summary>
    public long? LostAt { get; init; }

    /// <summary>Attempts that were ever logged.</summary>
    public uint Logged { get; init; }

    /// <summary>Until when the PINs that were tried are paid for, at 30 s each.</summary>
    public long PaidFrom { get; init; }

    /// <summary>Seconds counted.</summary>
    public long Now { get; init; }

    /// <summary>All purchases before this one are settled.</summary>
    public uint Settled { get; init; }

    /// <summary>Trusted time less <see cref="Now"/>; null while there is none.</summary>
    public long? Clock { get; init; }

    /// <summary>The greatest that <see cref="Clock"/> ever was.</summary>
    public long? LatestClock { get; init; }

    /// <summary>Whether the time was trusted since the start.</summary>
    public bool WasTrusted { get; init; }

    /// <summary>How far the clock is behind what it was at its latest, in seconds.</summary>
    public long PutBack => Clock is { } clock ? LatestClock!.Value - clock : 0;

    /// <summary>Whether something stands in the table that a fresh one has not.</summary>
    public bool WasUsed => Logged > 0 || Cards.Count > 0 || LostAt != null;

    /// <summary>Seconds to wait for the next PIN.</summary>
    public int Wait => (int)Math.Max(0, PaidFrom - Now - ((Burst - 1) * SecondsPerPin));

    /// <summary>Cards with a place that are locked.</summary>
    public int Locked => Cards.Values.Count(IsLocked);

    /// <summary>Whether the loss of the table locks all cards that have no place.</summary>
    public bool IsLost => LostAt is { } at && !IsOver(at);

    private bool IsTrusted => Clock != null;

    private bool HasRoom => Cards.Count < Places || Cards.Values.Any(card => !IsLocked(card));

    /// <summary>R5: what is lost counts as used up for every card, from now on.</summary>
    public static TriesModel Lost(uint logged) => new() { LostAt = 0, Logged = logged };

    /// <summary>R5: keys are loaded into a terminal that has none. It is fresh, unless it has a table that was used, or one that nobody can read.</summary>
    /// <param name="table">The table; null when no slot is whole.</param>
    /// <param name="slots">How many slots there are.</param>
    public static TriesModel LoadKeys(TriesModel? table, int slots) =>
        table is { WasUsed: true } || (table == null && slots == 2) ? Lost(0) : new TriesModel();

    /// <summary>What can be seen of cards.</summary>
    public CardView[] View(int cards)
    {
        bool hasRoom = HasRoom;
        int others = IsLost ? 0 : hasRoom ? Limit : TriesLeftShared();
        long othersSince = IsLost ? Since(LostAt!.Value) : 0;
        var view = new CardView[cards];
        for (int card = 0; card < cards; card++)
        {
            view[card] = !Cards.TryGetValue(card, out Counted counted) ? new CardView(others, 0, othersSince, !hasRoom)
                : IsLocked(counted) ? new CardView(0, counted.Attempts, Since(counted.Last), false)
                : new CardView(counted.Attempts < Limit ? Limit - counted.Attempts : Limit, counted.Attempts, 0, false);
        }

        return view;
    }

    /// <summary>The terminal starts, and goes on from this.</summary>
    public TriesModel Start() => this with { Clock = null, WasTrusted = false };

    /// <summary>
    /// The terminal runs (R8): running time counts, and the first trusted time tells how long the power was off. A clock that was ahead tells nothing
    /// until that time is there again.
    /// </summary>
    public TriesModel Run(long seconds, long? utc)
    {
        long now = Now + seconds;
        if (utc is not { } time)
        {
            return this with { Now = now, Clock = null };
        }

        if (!WasTrusted && LatestClock is { } latest)
        {
            now += Math.Max(0, time - (now + latest));
        }

        long clock = time - now;
        return this with { Now = now, Clock = clock, LatestClock = Math.Max(LatestClock ?? clock, clock), WasTrusted = true };
    }

    /// <summary>An attempt; none when it may not be made.</summary>
    public IEnumerable<TriesModel> Attempt(int card) => View(card + 1)[card].TriesLeft == 0 || Wait > 0 ? [] : Recount(card);

    /// <summary>An attempt that must be counted (R4).</summary>
    public IEnumerable<TriesModel> Recount(int card)
    {
        TriesModel paid = this with { Logged = Logged + 1, PaidFrom = Math.Max(PaidFrom, Now) + SecondsPerPin };
        TriesModel[] placed = [.. paid.Place(card)];
        if (placed.Length == 0)
        {
            return [paid with { Shared = new Counted(Math.Min(Limit, Limit - TriesLeftShared() + 1), Now) }];
        }

        return placed.Select(state =>
        {
            Counted before = state.Cards[card];
            int attempts = before.Attempts < Limit ? before.Attempts + 1 : IsLocked(before) ? Limit : 1;
            return state.Put(card, attempts);
        });
    }

    /// <summary>An attempt that flash did not keep: it counts while the power is there, and its number is free.</summary>
    public IEnumerable<TriesModel> RecountUnkept(int card) => Recount(card).Select(state => state with { Logged = Logged });

    /// <summary>The last attempt never left (R7).</summary>
    public IEnumerable<TriesModel> GiveBack(int card)
    {
        TriesModel paid = GiveBackPace();
        return Cards.TryGetValue(card, out Counted counted)
            ? [paid with { Cards = Cards.SetItem(card, counted with { Attempts = Math.Max(0, counted.Attempts - 1) }) }]
            : [paid with { Shared = Shared with { Attempts = Math.Max(0, Shared.Attempts - 1) } }];
    }

    /// <summary>The last attempt does not count for the pace (P9).</summary>
    public TriesModel GiveBackPace() => this with { PaidFrom = Math.Max(0, PaidFrom - SecondsPerPin) };

    /// <summary>The PIN was right (R3), and purchases are settled that far.</summary>
    public IEnumerable<TriesModel> Approve(int card, uint settled)
    {
        TriesModel state = this with { Settled = settled };
        return Cards.ContainsKey(card) ? state.GiveBackPace().Reset(card) : state.GiveBack(card);
    }

    /// <summary>The issuer has freed the card (R2); none when there is no place to note it.</summary>
    public IEnumerable<TriesModel> Reset(int card) =>
        IsLost ? Place(card).Select(state => state.Put(card, 0)) : [this with { Cards = Cards.Remove(card) }];

    /// <summary>The issuer's count (R9); none when there is no place to note it.</summary>
    public IEnumerable<TriesModel> SetTriesLeft(int card, int left) =>
        left >= Limit ? Reset(card) : Place(card).Select(state => state.Put(card, Limit - left));

    /// <summary>Whether a lock has not run out by the time of another state.</summary>
    public bool HasLockBeyond(long now) => (LostAt is { } at && at + LockSeconds > now)
        || Cards.Values.Any(card => card.Attempts >= Limit && card.Last + LockSeconds > now);

    public override string ToString() =>
        $"now {Now}, clock {Clock?.ToString() ?? "not trusted"}, at its latest {LatestClock}, lost at {LostAt}, logged {Logged}, settled {Settled}, paid from {PaidFrom}, shared {Shared}, "
        + string.Join(" ", Cards.OrderBy(card => card.Key).Select(card => $"{card.Key}:{card.Value}"));

    private TriesModel Put(int card, int attempts) => this with { Cards = Cards.SetItem(card, new Counted(attempts, Now)) };

    /// <summary>R10: a lock that has run out makes room, any of them; then the card whose last attempt is oldest among those not locked.</summary>
    private IEnumerable<TriesModel> Place(int card)
    {
        if (Cards.ContainsKey(card))
        {
            return [this];
        }

        TriesModel[] roomy = [this];
        if (Cards.Count == Places)
        {
            KeyValuePair<int, Counted>[] free = [.. Cards.Where(other => !IsLocked(other.Value))];
            KeyValuePair<int, Counted>[] over = [.. free.Where(other => other.Value.Attempts >= Limit)];
            long oldest = free.Length == 0 ? 0 : free.Min(other => other.Value.Last);
            roomy = [.. (over.Length > 0 ? over : free.Where(other => other.Value.Last == oldest)).Select(other => this with { Cards = Cards.Remove(other.Key) })];
        }

        return roomy.Select(state => state.Put(card, 0));
    }

    private int TriesLeftShared() => Now - Shared.Last >= SharedSeconds ? Limit : Math.Max(0, Limit - Shared.Attempts);

    private bool IsLocked(Counted card) => card.Attempts >= Limit && !IsOver(card.Last);

    /// <summary>Without a trusted time no lock has run out (R8).</summary>
    private bool IsOver(long since) => IsTrusted && Now - since >= LockSeconds;

    private long Since(long at) => IsTrusted ? at + Clock!.Value : 0;
}
