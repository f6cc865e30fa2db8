using System.Text;
using Kiosk.Core.Crypto;
using Kiosk.Core.Issuer;
using Kiosk.Core.Settings;
using Kiosk.Core.Storage;

namespace Kiosk.EndToEnd.Models;

/// <summary>
/// The reversal store with its journal, and their model, side by side. After each operation what is seen of them must be what a state of the model shows,
/// and the states that do not show it are dropped.
/// </summary>
internal sealed class MoneyComparison
{
    /// <summary>What <see cref="Tally"/> counts beside operations.</summary>
    public const string Unknown = "(out of service: nobody knows what is owed)", Old = "(out of service: old records)", FullPage = "(page full)",
        AllPages = "(all pages full)", Owing = "(owed after a restart)", Approved = "(approved after a restart)", EntryLost = "(entry lost with both its slots)",
        EntryRead = "(entry read)", Several = "(several states possible)", Unreadable = "(unreadable at a start)";

    private const long Epoch = 1772449200;
    private const int FormerLength = 37;

    private readonly FaultyFlash _flash = new();
    private readonly FaultyFlash _keyFlash = new();
    private readonly TransactionKeys _transactionKeys = new(TerminalKeys.KsnLengthOf(MessageProfile.Aes));
    private readonly TerminalKeys _keys;
    private readonly TerminalKeys _otherKeys;
    private readonly AesCipher _cipher = new();
    private readonly byte[] _sealKey = Convert.FromHexString("000102030405060708090A0B0C0D0E0F");
    private readonly RequestCard _card = new(new byte[RequestCard.LongestNumber], new byte[4], new byte[37]);
    private readonly Tally _tally;
    private readonly HashSet<int> _stans = [];
    private readonly byte[] _number = new byte[RequestCard.LongestNumber];
    private readonly JournalEntry _entry = new();
    private ReversalStore _store = null!;
    private Journal _journal = null!;
    private TerminalKeys _formerKeys;
    private Kept<Owed> _record = new();
    private Kept<Page>[] _pages = [.. Enumerable.Range(0, Page.Count).Select(_ => new Kept<Page>())];
    private List<MoneyModel> _states = [];
    private (FaultyFlash Flash, Kept<Owed> Record, Kept<Page>[] Pages) _image;
    private long _time = Epoch;
    private uint _attempt;
    private bool _isBehind;
    private bool _isHarmed;
    private uint? _turnedTo;

    /// <summary>Begins with a fresh terminal, or with the record of former firmware.</summary>
    /// <param name="former">State of the former record, 0 to 2; null when there is none.</param>
    /// <param name="stan">Its last STAN.</param>
    /// <param name="tally">Counts what happens.</param>
    public MoneyComparison(int? former, int stan, Tally tally)
    {
        _tally = tally;
        _keys = NewKeys(_keyFlash);
        Load(_keys, 1);
        _formerKeys = OldKeys();
        _otherKeys = NewKeys(new FaultyFlash());
        Load(_otherKeys, 2);
        LoadKeys(default);
        _image = Image();
        if (former is { } state)
        {
            PutFormer(state, stan);
        }
    }

    private MoneyModel State => _states[0];

    /// <summary>Does it to both.</summary>
    public void Apply(MoneyOperation operation)
    {
        Fault fault = operation.Fault;
        switch (operation)
        {
            case MoneyOperation.Begin begin when !State.IsPending:
                Begin(begin);
                break;
            case MoneyOperation.NextStan when !State.IsPending:
                Assert.IsTrue(_keys.Next(_transactionKeys));
                if (Change(fault, _record, state => state.NextStan(_attempt, _keys.Counter), state => state.Record, () => _store.NextStan(_attempt, _keys)))
                {
                    Give(_store.Stan);
                }

                break;
            case MoneyOperation.Settle(JournalResult result, int code) when State.IsPending:
                Settle(result, code, fault);
                break;
            case MoneyOperation.MarkShown when State.IsApproved:
                _store.MarkShown();
                _states = [.. _states.Select(state => state with { IsApproved = false })];
                break;
            case MoneyOperation.MarkSent when State.IsPending:
                _store.MarkSent();
                _states = [.. _states.Select(state => state with { WasSent = true })];
                break;
            case MoneyOperation.Check:
                Assert.IsTrue(_isBehind || _store.Check(), "the self-test finds nothing wrong");
                break;
            case MoneyOperation.ReadJournal:
                ReadJournal(int.MaxValue);
                break;
            case MoneyOperation.KeepImage:
                _image = Image();
                _formerKeys = OldKeys();
                break;
            case MoneyOperation.LoadKeys:
                LoadKeys(fault);
                break;
            case MoneyOperation.Restart restart:
                Restart(restart);
                break;
            default:
                _tally.Add("(nothing to do)");
                return;
        }

        _tally.Add(operation.GetType().Name);
        while (_flash.IsOff)
        {
            Restart(new MoneyOperation.Restart(Damage.None, 0, 0));
        }

        Compare();
        ReadJournal(2);
        _tally.See(Several, _states.Count > 1);
    }

    private void New()
    {
        // All is read again.
        _turnedTo = null;
        _record.IsUnread = false;
        foreach (Kept<Page> page in _pages)
        {
            page.IsUnread = false;
        }

        var store = new RecordStore(_flash);
        _journal = new Journal(store);
        _store = new ReversalStore(store, _journal, _cipher, _sealKey);
    }

    private TerminalKeys NewKeys(FaultyFlash flash) => new(new RecordStore(flash), MessageProfile.Aes, _cipher, null, new NoRandom());

    private static void Load(TerminalKeys keys, byte checkValue) => Assert.AreEqual(
        KeyLoad.Good,
        keys.Load(BenchKey.InitialKey(MessageProfile.Aes), 16, BenchKey.InitialKsn(MessageProfile.Aes), [checkValue, 0, 0], true));

    /// <summary>The keys as they are now, for later.</summary>
    private TerminalKeys OldKeys()
    {
        TerminalKeys keys = NewKeys(_keyFlash.Copy());
        Assert.AreEqual(KeyState.Ready, keys.Open());
        return keys;
    }

    private (FaultyFlash Flash, Kept<Owed> Record, Kept<Page>[] Pages) Image() =>
        (_flash.Copy(), new Kept<Owed>(_record), [.. _pages.Select(page => new Kept<Page>(page))]);

    /// <summary>Keys are loaded, until flash takes that.</summary>
    private void LoadKeys(Fault fault)
    {
        _flash.Heal();
        New();
        bool areAll = fault.IsUnreadable && fault.At < 0;
        IReadOnlyList<Owed?> records = fault.IsUnreadable ? [null] : _record.Newest;
        (MoneyModel State, Page? Last)[] begun =
            [.. from record in records from last in areAll ? [null] : LastPages() select (MoneyModel.LoadKeys(record, last), last)];
        _flash.Suffer(fault);
        bool result = _store.Format();
        _flash.Suffer(default);
        _record.IsUnread |= fault.IsUnreadable;
        fault = fault.AfterReading;
        Assert.AreEqual(fault.IsHarmless, result, "whether it is on flash for certain");
        begun = [.. begun.Where(each => Shows(each.State))];
        Assert.IsTrue(begun.Length > 0, "STAN and journal do not go on");
        FallBack(records.Contains(null));
        _states = [.. begun.Select(each => each.State).Distinct()];
        IEnumerable<Owed> contents = _states.Select(state => state.Record);
        if (!result)
        {
            _tally.Add(Tally.Hit(fault.Kind));
            _record.Failed(fault, contents);
            LoadKeys(default);
            return;
        }

        _record.Saved(contents);
        if (begun[0].Last is { } page)
        {
            _pages[Page.PlaceOf(page.First)].Found(begun.Select(each => each.Last).Distinct());
        }

        _isBehind = false;
    }

    /// <summary>Pages of which each may be that of the newest entry.</summary>
    private IEnumerable<Page?> LastPages()
    {
        return new Page?[] { null }.Concat(_pages.SelectMany(page => page.Newest)).Distinct().Where(IsLast);

        bool IsLast(Page? last) => _pages.All(page => page.Newest.Contains(last) || page.Newest.Any(other => (other?.End ?? 0) < (last?.End ?? 1)));
    }

    /// <summary>Former firmware had the first 37 bytes of the record, and no journal.</summary>
    private void PutFormer(int state, int stan)
    {
        var purchase = new Purchase(stan, "371449635398431", 0, 240, _time, false);
        SetCard(purchase.Number, false);

        // The store itself makes the record: the card number is sealed under STAN and time.
        PutRecord([.. BitConverter.GetBytes(stan - 1).Reverse(), .. new byte[FormerLength - 4]]);
        New();
        Assert.IsTrue(_store.Open());
        Assert.IsTrue(_store.Begin(_card, purchase.Amount, Digits(_time), 0, _keys));
        byte[] payload = new byte[64];
        new Record(new RecordStore(_flash), "reversal").Load(payload, out _);
        payload[4] = (byte)state;
        PutRecord(payload[..FormerLength]);
        _states = [new MoneyModel
        {
            Record = new Owed(stan, state == 1 ? purchase : null, 0, 0, null),
            Page = new Page(0, []),
            IsPending = state == 1,
            WasSent = true,
        }];
        _record.Saved([State.Record]);
        _record.Saved([State.Record]);
        New();
        Assert.IsTrue(_store.Open());
        Compare();
        _tally.Add($"(former record, state {state})");
    }

    private void PutRecord(byte[] payload)
    {
        var record = new Record(new RecordStore(_flash), "reversal");
        record.Load(new byte[64], out _);
        Assert.IsTrue(record.Save(payload, payload.Length));
        Assert.IsTrue(record.Save(payload, payload.Length));
    }

    private void Begin(MoneyOperation.Begin begin)
    {
        _time += 61;
        _attempt++;
        Assert.IsTrue(_keys.Next(_transactionKeys));
        SetCard(begin.Number, begin.WasRead);
        var purchase = new Purchase(0, begin.Number, int.Parse(begin.Number[^4..]), begin.Amount, _time, begin.WasRead);
        bool result = Change(
            begin.Fault,
            _record,
            state => state.Begin(purchase, _attempt, _keys.Counter),
            state => state.Record,
            () => _store.Begin(_card, begin.Amount, Digits(_time), _attempt, _keys));
        if (result)
        {
            Give(_store.Stan);
            return;
        }

        // Nothing was sent, so nothing is owed while the power is there; the next STAN may be the one after.
        _states = [.. _states.Select(state => state.IsPending ? state with { IsPending = false } : state with { IsApproved = false })];
    }

    private void Settle(JournalResult result, int code, Fault fault)
    {
        uint entry = State.Page.End;
        List<MoneyModel> before = _states;
        Kept<Page> page = _pages[Page.PlaceOf(entry)];
        bool isTurned = !State.Page.IsFor(entry);

        // The page's former content is read before it is begun anew.
        bool isRead = isTurned && _turnedTo != entry;
        _turnedTo = isTurned ? entry : null;
        if (Change(fault, page, state => state.Settle(result, code), state => state.Page, () => _store.Settle(result, code), isRead))
        {
            _tally.See(FullPage, isTurned);
            _tally.See(AllPages, isTurned && entry >= Page.Length * Page.Count);
        }
        else
        {
            _states = before;
        }
    }

    private bool Change<T>(Fault fault, Kept<T> kept, Func<MoneyModel, MoneyModel> change, Func<MoneyModel, T> content, Func<bool> call, bool isRead = false)
        where T : class
    {
        int writes = _flash.Writes;
        _flash.Suffer(fault);
        bool result = call();
        Assert.AreNotEqual(writes, _flash.Writes, "nothing was written");
        _flash.Suffer(default);
        if (isRead)
        {
            kept.IsUnread |= fault.IsUnreadable;
            fault = fault.AfterReading;
        }

        Assert.AreEqual(fault.IsHarmless, result, "whether it is on flash for certain");
        MoneyModel[] after = [.. _states.Select(change)];
        if (result)
        {
            kept.Saved(after.Select(content));
            _states = [.. after];
            _isBehind = false;
            return true;
        }

        _tally.Add(Tally.Hit(fault.Kind));
        kept.Failed(fault, after.Select(content));
        _states = [.. _states, .. after];
        _isBehind = true;
        return false;
    }

    private void Give(int stan)
    {
        Assert.IsTrue(stan is >= 1 and <= 999_999);
        Assert.IsTrue(_stans.Add(stan), $"STAN {stan} is given twice");
    }

    /// <summary>Those given after the one that is found are not known any more, if the record was damaged.</summary>
    private void FallBack(bool isLost)
    {
        if (isLost || _isHarmed)
        {
            _stans.RemoveWhere(stan => Owed.IsAfter(stan, _store.Stan));
        }

        _isHarmed = false;
    }

    private void Restart(MoneyOperation.Restart restart)
    {
        _flash.Heal();
        if (restart.Damage != Damage.None)
        {
            Harm(restart);
        }

        New();
        Fault fault = restart.Fault;
        int writes = _flash.Writes;
        _flash.Suffer(fault);
        bool result = _store.Open();
        _flash.Suffer(default);
        Assert.AreEqual(writes, _flash.Writes, "a start writes nothing");
        if (fault.IsUnreadable)
        {
            Assert.IsFalse(result, "what cannot be read may be the newest");
            _tally.Add(Unreadable);
            Restart(new MoneyOperation.Restart(Damage.None, 0, 0));
            return;
        }

        (MoneyModel? State, PagesRead Read)[] found =
            [.. from record in _record.Newest
                from start in MoneyModel.Start(record, place => _pages[place].Newest, place => _flash.SlotsOf($"journal{place}") == 2)
                where result == (start.State != null)
                select start];
        Assert.IsTrue(found.Length > 0, $"Open says {result}");
        _isBehind = false;
        if (!result)
        {
            _tally.Add(Unknown);
            LoadKeys(default);
            return;
        }

        found = [.. found.Where(each => Shows(each.State!))];
        if (found.Length == 0)
        {
            Assert.Fail(Difference());
        }

        _states = [.. found.Select(each => each.State!)];
        _record.Found(_states.Select(state => state.Record));
        foreach (int place in found[0].Read.ByPlace.Keys.Where(place => found.All(each => each.Read.ByPlace.ContainsKey(place))))
        {
            _pages[place].Found(found.Select(each => each.Read.ByPlace[place]));
        }

        FallBack(false);
        if (State.IsOld)
        {
            _tally.Add(Old);
            LoadKeys(default);
            return;
        }

        Settled? last = State.Page[State.Record.Entry];
        bool mayHaveLeft = State.Record.Purchase != null && (State.IsPending || last!.Result != JournalResult.NotSent);
        Assert.AreEqual(mayHaveLeft, _store.MayHaveLeft, "whether the last purchase may have left");
        _tally.See(Owing, State.IsPending);
        _tally.See(Approved, State.IsApproved);
    }

    private void Harm(MoneyOperation.Restart restart)
    {
        _isHarmed |= restart.Page < 0 || restart.Damage == Damage.OldImage;
        int place = (Page.PlaceOf(State.Page.End) - restart.Page + Page.Count) % Page.Count;
        string name = restart.Page < 0 ? "reversal" : $"journal{place}";
        if (restart.Damage == Damage.OldImage)
        {
            PutBack(restart.Page < 0, place, name);
            return;
        }

        bool isBoth = restart.Damage is Damage.RemoveBoth or Damage.FlipBoth;
        foreach (char slot in isBoth ? "ab" : restart.Damage is Damage.RemoveA or Damage.FlipA ? "a" : "b")
        {
            if (restart.Damage is Damage.FlipA or Damage.FlipB or Damage.FlipBoth)
            {
                _flash.Flip($"{name}.{slot}", restart.FlipAt);
            }
            else
            {
                _flash.Remove($"{name}.{slot}");
            }
        }

        if (restart.Page < 0)
        {
            Lose(_record, isBoth);
        }
        else
        {
            Lose(_pages[place], isBoth);
        }
    }

    /// <summary>Puts back the reversal's record or a page alone, or all of flash in place of the oldest page.</summary>
    private void PutBack(bool isRecord, int place, string name)
    {
        bool isAll = !isRecord && place == Page.PlaceOf(State.Page.End + Page.Length);
        _flash.Restore(_image.Flash, isAll ? "" : name);
        _record = isRecord || isAll ? new Kept<Owed>(_image.Record) : _record;
        _pages = [.. _pages.Select((page, i) => isAll || (!isRecord && i == place) ? new Kept<Page>(_image.Pages[i]) : page)];
    }

    private static void Lose<T>(Kept<T> kept, bool isBoth)
        where T : class
    {
        if (isBoth)
        {
            kept.LoseBoth();
        }
        else
        {
            kept.LoseOne();
        }
    }

    private bool Shows(MoneyModel state)
    {
        Owed record = state.Record;
        if ((record.Stan, record.Attempt, record.Entry, record.Purchase != null, state.IsPending, state.IsApproved, state.Page.End)
            != (_store.Stan, _store.Attempt, _store.Number, _store.IsPurchase, _store.IsPending, _store.IsApproved, _journal.Next))
        {
            return false;
        }

        if (state.IsOld != _store.DisagreesWithJournal || (record.Counter > _formerKeys.Counter) != _store.IsOfLater(_formerKeys)
            || _store.IsOfLater(_keys) || _store.IsOfLater(_otherKeys))
        {
            return false;
        }

        Settled? last = ReadEntry(0);
        if (state.Page.Entries.Count > 0 ? last != state.Page.Entries[^1] : last != null && !state.Page.IsFor(state.Page.End))
        {
            return false;
        }

        if (!state.IsPending && !state.IsApproved)
        {
            return true;
        }

        Purchase purchase = state.Record.Purchase!;
        return (purchase.Amount, Digits(purchase.Time), purchase.WasRead, purchase.Number) == (_store.Amount, _store.LocalTime, _store.CardWasRead, CardNumber())
            && (!state.IsPending || state.WasSent == _store.WasSent);
    }

    private void Compare()
    {
        List<MoneyModel> right = [.. _states.Where(Shows)];
        if (right.Count == 0)
        {
            Assert.Fail(Difference());
        }

        _states = [.. right.Distinct()];
    }

    /// <summary>Each entry is one that its page may hold; it is missing only if both slots of the page may be bad.</summary>
    private void ReadJournal(int most)
    {
        Page page = State.Page;
        uint oldest = page.End <= Page.Length * Page.Count ? 0 : (((page.End - 1) / Page.Length) - Page.Count + 1) * Page.Length;
        Assert.AreEqual((int)(page.End - oldest), _journal.Count, "entries");
        Assert.IsTrue(_journal.Count >= Math.Min(200, page.End), "the last 200 are kept");
        Assert.IsFalse(_journal.Read(_journal.Count, _entry));
        Assert.IsFalse(_journal.Read(-1, _entry));
        for (int back = 0; back < Math.Min(most, _journal.Count); back++)
        {
            uint number = page.End - 1 - (uint)back;
            Settled? seen = ReadEntry(back);
            Settled?[] right = page.IsFor(number) ? [page[number]] : [.. _pages[Page.PlaceOf(number)].Newest.Select(kept => kept?[number]).Distinct()];
            Assert.IsTrue(right.Contains(seen), $"entry {number}: {seen?.ToString() ?? "none"} in place of {right[0]?.ToString() ?? "none"}");
            _tally.Add(seen == null ? EntryLost : EntryRead);
        }
    }

    private Settled? ReadEntry(int back) => _journal.Read(back, _entry)
        ? new Settled(_entry.Stan, _entry.Time, _entry.Amount, _entry.LastFour, _entry.Result, _entry.Code)
        : null;

    private string CardNumber()
    {
        int length = _store.CardNumber(_number);
        return Encoding.ASCII.GetString(_number, 0, length);
    }

    private void SetCard(string number, bool wasRead)
    {
        Encoding.ASCII.GetBytes(number).CopyTo(_card.Number, 0);
        _card.NumberLength = number.Length;
        _card.Track2Length = wasRead ? 30 : 0;
    }

    private static long Digits(long time) => IsoTime.Local(time, 0);

    private string Difference()
    {
        var text = new StringBuilder("the store and its model differ");
        text.AppendLine().Append($"store: STAN {_store.Stan}, attempt {_store.Attempt}, pending {_store.IsPending}, approved {_store.IsApproved}, sent {_store.WasSent}, ")
            .Append($"entry {_store.Number} of {_journal.Next}, old {_store.DisagreesWithJournal}, of later keys {_store.IsOfLater(_formerKeys)}, ")
            .Append(_store.IsPurchase ? $"{_store.Amount} at {_store.LocalTime}" : "no purchase");
        foreach (MoneyModel state in _states.Take(4))
        {
            text.AppendLine().Append($"model: STAN {state.Record.Stan}, attempt {state.Record.Attempt}, pending {state.IsPending}, approved {state.IsApproved}, sent {state.WasSent}, ")
                .Append($"entry {state.Record.Entry} of {state.Page.End}, keys at {state.Record.Counter} after {_formerKeys.Counter}, ")
                .Append(state.Record.Purchase?.ToString() ?? "no purchase");
        }

        return text.ToString();
    }

    /// <summary>No secret of the terminal hangs on these keys.</summary>
    private sealed class NoRandom : IRandom
    {
        public void Fill(byte[] buffer, int offset, int count) => buffer.AsSpan(offset, count).Clear();
    }
}
