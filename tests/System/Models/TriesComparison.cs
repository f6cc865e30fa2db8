using System.Text;
using Kiosk.Core.Crypto;
using Kiosk.Core.Storage;
using Kiosk.Core.Tries;

namespace Kiosk.EndToEnd.Models;

/// <summary>
/// The retry counter and its model side by side. After each operation what is seen of the counter must be what a state of the model shows, and
/// the states that do not show it are dropped. Beside the model, locks are watched in true time.
/// </summary>
internal sealed class TriesComparison
{
    /// <summary>What <see cref="Tally"/> counts beside operations.</summary>
    public const string AllLocked = "(all places locked)", SharedUsedUp = "(shared place used up)", Slowed = "(PINs slowed)", Lost = "(table lost)",
        Several = "(several states possible)", RanOut = "(lock of 24 h ran out)", Banked = "(time kept)",
        Bounded = "(a restart would be right to a minute)", Unreadable = "(unreadable at a start)", Fresh = "(fresh with its keys)", Used = "(used before its keys)";

    private const long Epoch = 1772449200;
    private const int KeepInterval = 60;

    // Each operation takes more than a second, so that no two attempts have the same time, in other parts of a second.
    private const int OperationMs = 1037;

    private readonly FaultyFlash _flash = new();
    private readonly Cmac _cmac = new(new AesCipher());
    private readonly byte[] _hashKey = Convert.FromHexString("2B7E151628AED2A6ABF7158809CF4F3C");
    private readonly byte[][] _tokens;
    private readonly Tally _tally;
    private readonly Dictionary<int, Lock> _locks = [];
    private RetryCounter _counter;
    private Kept<TriesModel> _kept = new();
    private List<TriesModel> _states;
    private (FaultyFlash Flash, Kept<TriesModel> Kept) _image;
    private int? _last;
    private bool _isOpen;
    private bool _isBehind;
    private bool _isSpared;
    private uint _settled;

    // True time, the time of the start, and running time that the model has counted, all in milliseconds; the error of the clock in seconds.
    private long _ms = 12_345;
    private long _startMs;
    private long _countedSeconds;
    private int _clockError;
    private int _greatestError;
    private bool _isTrusted = true;
    private bool _wasTrusted;

    /// <summary>Begins with an empty table.</summary>
    /// <param name="cards">How many cards there are.</param>
    /// <param name="tally">Counts what happens.</param>
    public TriesComparison(int cards, Tally tally)
    {
        _tally = tally;
        _startMs = _ms;
        _counter = New();
        _tokens = new byte[cards][];
        for (int card = 0; card < cards; card++)
        {
            _tokens[card] = new byte[RetryCounter.TokenLength];
            _counter.MakeToken(Encoding.ASCII.GetBytes($"37{card:D12}8"), 15, _tokens[card]);
        }

        Assert.IsTrue(_counter.Format());
        _states = [new TriesModel()];
        _kept.Saved(_states);
        _image = (_flash.Copy(), new Kept<TriesModel>(_kept));
        Turn(default);
    }

    /// <summary>Does it to both.</summary>
    public void Apply(TriesOperation operation)
    {
        Fault fault = operation.Fault;
        switch (operation)
        {
            case TriesOperation.Attempt(int card):
                Pass();
                if (Change(fault, state => state.Attempt(card), () => _counter.LogAttempt(_tokens[card]), state => state.RecountUnkept(card)))
                {
                    (_last, _isOpen) = (card, true);
                    Watch(card);
                }

                break;
            case TriesOperation.GiveBack when _isOpen:
                Pass();
                _isOpen = false;
                _locks.Remove(_last!.Value);
                Change(fault, state => state.GiveBack(_last!.Value), () => _counter.GiveBack(_tokens[_last!.Value]));
                _last = null;
                break;
            case TriesOperation.Approve when _last is { } card:
                // Also after a restart: an approval that was not seen.
                Pass();
                (_last, _isOpen) = (null, false);
                _locks.Remove(card);
                _settled++;
                Change(fault, state => state.Approve(card, _settled), () => _counter.Approve(_tokens[card], _settled));
                break;
            case TriesOperation.Decline when _isOpen:
                (_last, _isOpen) = (null, false);
                _counter.GiveBackPace();
                _states = [.. _states.Select(state => state.GiveBackPace())];
                break;
            case TriesOperation.Reset(int card):
                Pass();
                _locks.Remove(card);
                Change(fault, state => state.Reset(card), () => _counter.Reset(_tokens[card]));
                break;
            case TriesOperation.IssuerCounts(int card, int left):
                Pass();
                _locks.Remove(card);
                bool isTwice = left < TriesModel.Limit;
                if (Change(
                    fault,
                    state => state.SetTriesLeft(card, left),
                    () => _counter.SetTriesLeft(_tokens[card], left),
                    isTwice ? state => state.SetTriesLeft(card, left) : null,
                    isTwice))
                {
                    Watch(card);
                }

                break;
            case TriesOperation.Recount(int card):
                Pass();
                _locks.Remove(card);
                if (Change(fault, state => state.Recount(card), () => _counter.Recount(_tokens[card]), state => state.RecountUnkept(card)))
                {
                    Watch(card);
                }

                break;
            case TriesOperation.Lose(uint logged):
                _kept.IsUnread = false;
                BeginTable(fault, [TriesModel.Lost(logged)], () => _counter.Lose(logged));
                break;
            case TriesOperation.LoadKeys keys:
                LoadKeys(keys);
                break;
            case TriesOperation.Check:
                Assert.IsTrue(_isBehind || _kept.IsUnread || _counter.Check(), "the self-test finds nothing wrong");
                break;
            case TriesOperation.Run(int seconds, int turns):
                for (int turn = 1; turn <= turns && !_flash.IsOff; turn++)
                {
                    _ms += ((seconds * 1000L) + 41) / turns;
                    Turn(turn == turns ? fault : default);
                }

                break;
            case TriesOperation.StepClock(int step):
                _ms += OperationMs;
                _clockError += step;
                Turn(fault);
                break;
            case TriesOperation.Trust(bool isThere):
                _ms += OperationMs;
                _isTrusted = isThere;
                Turn(fault);
                break;
            case TriesOperation.KeepImage:
                _image = (_flash.Copy(), new Kept<TriesModel>(_kept));
                break;
            case TriesOperation.Restart restart:
                Restart(restart);
                break;
            default:
                _tally.Add("(nothing to do)");
                return;
        }

        _tally.Add(operation.GetType().Name);
        while (_flash.IsOff)
        {
            if (operation is TriesOperation.LoadKeys)
            {
                LoadKeys(new TriesOperation.LoadKeys(Damage.None, 0));
            }
            else
            {
                Restart(new TriesOperation.Restart(5, _isTrusted ? _clockError : null, Damage.None, 0, null));
            }
        }

        Compare();
        CheckBank();
        TriesModel state = _states[0];
        CardView[] view = state.View(_tokens.Length);
        _tally.See(AllLocked, state.Locked == TriesModel.Places);
        _tally.See(SharedUsedUp, view.Any(card => card is { IsCrowdedOut: true, TriesLeft: 0 }));
        _tally.See(Slowed, state.Wait > 0);
        _tally.See(Lost, state.IsLost);
        _tally.See(Several, _states.Count > 1);
    }

    private RetryCounter New() => new(new RecordStore(_flash), _cmac, _hashKey, TriesModel.Limit, TriesModel.LockSeconds);

    private void Pass()
    {
        _ms += OperationMs;
        Turn(default);
    }

    /// <summary>Changes both, and has the same result.</summary>
    /// <param name="fault">What goes wrong.</param>
    /// <param name="change">The states after it; none when it is refused.</param>
    /// <param name="call">The counter's.</param>
    /// <param name="unkept">The states after it when flash did not keep it; if null, it may be done or not, until the power goes.</param>
    /// <param name="isTwice">Whether both slots must have it.</param>
    private bool Change(
        Fault fault,
        Func<TriesModel, IEnumerable<TriesModel>> change,
        Func<bool> call,
        Func<TriesModel, IEnumerable<TriesModel>>? unkept = null,
        bool isTwice = false)
    {
        int writes = _flash.Writes;
        _flash.Suffer(fault);
        bool result = call();
        bool hasWritten = _flash.Writes != writes;
        _flash.Suffer(default);
        if (!hasWritten)
        {
            _states = [.. _states.Where(state => !change(state).Any())];
            Assert.IsTrue(_states.Count > 0, "nothing was written, and it should have been");
            Assert.IsFalse(result, "nothing was written, and yet it succeeded");
            _tally.Add("(refused)");
            return false;
        }

        TriesModel[] after = [.. _states.SelectMany(change)];
        Assert.IsTrue(after.Length > 0, "it was to be refused");
        Assert.AreEqual(fault.IsHarmless, result, "whether it is on flash for certain");
        if (isTwice && (fault.IsHarmless || (fault.After > 0 && !_kept.IsUnread)))
        {
            _kept.Saved(after);
        }

        Wrote(fault, after);
        _states = result ? [.. after] : unkept != null ? [.. _states.SelectMany(unkept)] : [.. _states, .. after];
        return result;
    }

    private void Wrote(Fault fault, IEnumerable<TriesModel> contents)
    {
        if (fault.IsHarmless)
        {
            _kept.Saved(contents);
            (_isBehind, _isSpared) = (false, false);
            return;
        }

        _tally.Add(Tally.Hit(fault.Kind));
        _kept.Failed(fault, contents);
        _isBehind = true;
    }

    private void LoadKeys(TriesOperation.LoadKeys keys)
    {
        _flash.Heal();
        Harm(keys.Damage, keys.FlipAt);
        _counter = New();
        _kept.IsUnread = false;
        int slots = _flash.SlotsOf("tries");
        IEnumerable<TriesModel> begun = keys.Fault.IsUnreadable ? [TriesModel.Lost(0)] : _kept.Newest.Select(table => TriesModel.LoadKeys(table, slots));
        BeginTable(keys.Fault, begun.Distinct(), _counter.Format);
        _tally.Add(_states[0].IsLost ? Used : Fresh);
    }

    /// <summary>Begins a table in place of the one that is there, which is read before.</summary>
    private void BeginTable(Fault fault, IEnumerable<TriesModel> begun, Func<bool> call)
    {
        _locks.Clear();
        (_last, _isOpen, _isSpared) = (null, false, false);
        _flash.Suffer(fault);
        bool result = call();
        _flash.Suffer(default);
        _kept.IsUnread |= fault.IsUnreadable;
        fault = fault.AfterReading;
        _states = [.. begun.Where(state => Shows(state, _counter))];
        Assert.IsTrue(_states.Count > 0, "it is not the table that was to be begun");
        Assert.AreEqual(fault.IsHarmless, result, "whether it is on flash for certain");
        Wrote(fault, _states);
        Begin();
        Turn(default);
    }

    /// <summary>Time begins anew.</summary>
    private void Begin() => (_startMs, _countedSeconds, _wasTrusted) = (_ms, 0, false);

    private void Turn(Fault fault)
    {
        if (_flash.IsOff)
        {
            return;
        }

        long? utc = _isTrusted ? Epoch + (_ms / 1000) + _clockError : null;
        long seconds = ((_ms - _startMs) / 1000) - _countedSeconds;
        _countedSeconds += seconds;
        _states = [.. _states.Select(state => state.Run(seconds, utc))];
        if (_isTrusted)
        {
            _greatestError = Math.Max(_greatestError, _clockError);
            foreach (Lock watched in _locks.Values)
            {
                watched.See(_clockError, !_wasTrusted);
            }

            _wasTrusted = true;
        }

        int writes = _flash.Writes;
        _flash.Suffer(fault);
        _counter.Turn(_ms - _startMs, utc ?? 0);
        _flash.Suffer(default);
        if (_flash.Writes != writes)
        {
            Assert.IsFalse(_isSpared, "what cannot be read is not written over");
            _tally.Add(Banked);
            Wrote(fault, _states);
        }
    }

    /// <summary>
    /// R8: while a lock runs, a restart now would shorten or lengthen it by a minute at most; or lengthen it by as much as the clock was put back.
    /// </summary>
    private void CheckBank()
    {
        if (_flash.IsOff || _isBehind || _kept.IsUnread)
        {
            return;
        }

        TriesModel live = _states[0];
        if (_kept.Newest is [{ } kept] && _states.Count == 1 && live.HasLockBeyond(kept.Now))
        {
            TriesModel restarted = kept.Start().Run(0, live.Now + live.Clock);
            Assert.IsTrue(restarted.Now <= live.Now + KeepInterval, $"a restart would shorten it: {restarted.Now} s of {live.Now} s");
            Assert.IsTrue(restarted.Now >= live.Now - KeepInterval - live.PutBack, $"a restart would lengthen it: {restarted.Now} s of {live.Now} s");
            _tally.Add(Bounded);
        }
    }

    private void Restart(TriesOperation.Restart restart)
    {
        _flash.Heal();
        _ms += restart.Off * 1000L;
        _isOpen = false;
        _isTrusted = restart.Clock != null;
        _clockError = restart.Clock ?? _clockError;
        Harm(restart.Damage, restart.FlipAt);
        foreach (Lock watched in _locks.Values)
        {
            watched.Start();
        }

        Begin();
        (_isBehind, _isSpared) = (false, false);
        _counter = New();
        Fault fault = restart.Fault;
        int writes = _flash.Writes;
        _flash.Suffer(fault, restart.FailsOnly is { } slot ? "tries." + slot : null);
        bool whole = _counter.Open();
        bool hasWritten = _flash.Writes != writes;
        _flash.Suffer(default);
        if (fault.IsUnreadable)
        {
            Assert.IsFalse(whole, "the slot that cannot be read may be the newest");
            Assert.IsFalse(hasWritten, "what cannot be read is not written over");
            _tally.Add(Unreadable);
            _locks.Clear();
            (_kept.IsUnread, _isSpared) = (true, true);
            _states = [TriesModel.Lost(0)];
            Turn(default);
            return;
        }

        _kept.IsUnread = false;
        TriesModel?[] found = [.. _kept.Newest.Where(kept => whole == (kept != null))];
        Assert.IsTrue(found.Length > 0, whole ? "the table is lost, and was opened" : "the table is whole, and was not opened");
        if (!whole)
        {
            Assert.IsTrue(hasWritten, "a loss is written");
            _locks.Clear();
            _kept.Found([null]);
            _states = [TriesModel.Lost(0)];
            Wrote(fault, _states);
            Turn(default);
            return;
        }

        // Only what shows now was found.
        _states = [.. found.Select(state => state!.Start())];
        writes = _flash.Writes;
        Turn(default);
        bool[] isRight = [.. _states.Select(state => Shows(state, _counter))];
        Assert.IsTrue(isRight.Contains(true), $"what was found is not what may have been on flash; {Difference()}");
        _states = [.. _states.Where((_, i) => isRight[i])];
        if (_flash.Writes == writes)
        {
            _kept.Found(found.Where((_, i) => isRight[i]));
        }
    }

    private void Harm(Damage damage, int flipAt)
    {
        if (damage == Damage.None)
        {
            return;
        }

        // What a damaged slot held may have been the newest.
        _locks.Clear();
        _last = null;
        if (damage == Damage.OldImage)
        {
            _flash.Restore(_image.Flash, "");
            _kept = new Kept<TriesModel>(_image.Kept);
            return;
        }

        bool isA = damage is Damage.RemoveA or Damage.FlipA or Damage.RemoveBoth or Damage.FlipBoth;
        bool isB = damage is Damage.RemoveB or Damage.FlipB or Damage.RemoveBoth or Damage.FlipBoth;
        bool isFlip = damage is Damage.FlipA or Damage.FlipB or Damage.FlipBoth;
        foreach (string slot in (string[])[.. isA ? ["tries.a"] : Array.Empty<string>(), .. isB ? ["tries.b"] : Array.Empty<string>()])
        {
            if (isFlip)
            {
                _flash.Flip(slot, flipAt);
            }
            else
            {
                _flash.Remove(slot);
            }
        }

        if (isA && isB)
        {
            _kept.LoseBoth();
        }
        else
        {
            _kept.LoseOne();
        }
    }

    private void Watch(int card)
    {
        if (_counter.TriesLeft(_tokens[card]) == 0 && !_counter.IsCrowdedOut(_tokens[card]) && _isTrusted)
        {
            _locks.TryAdd(card, new Lock(_ms, _clockError, _greatestError));
        }
    }

    private bool Shows(TriesModel state, RetryCounter counter)
    {
        if (state.Logged != counter.Logged || state.Settled != counter.Settled || state.Wait != counter.Wait || state.Locked != counter.Locked)
        {
            return false;
        }

        CardView[] view = state.View(_tokens.Length);
        for (int card = 0; card < view.Length; card++)
        {
            if (view[card] != See(counter, card))
            {
                return false;
            }
        }

        return true;
    }

    private CardView See(RetryCounter counter, int card)
    {
        byte[] token = _tokens[card];
        return new CardView(counter.TriesLeft(token), counter.Attempts(token), counter.LockedSince(token), counter.IsCrowdedOut(token));
    }

    private void Compare()
    {
        List<TriesModel> right = [.. _states.Where(state => Shows(state, _counter))];
        if (right.Count == 0)
        {
            Assert.Fail(Difference());
        }

        _states = right.Count == 1 ? right : [.. right.DistinctBy(state => state.ToString())];
        foreach ((int card, Lock watched) in _locks)
        {
            int left = _counter.TriesLeft(_tokens[card]);
            long age = watched.Age(_ms);
            Assert.IsTrue(left == 0 || age >= watched.Shortest, $"card {card} is free after {age} s, and not after {watched.Shortest} s or more");
            Assert.IsTrue(left > 0 || !_isTrusted || age <= watched.Longest, $"card {card} is locked after {age} s, and not for {watched.Longest} s or less");
            if (left > 0)
            {
                _locks.Remove(card);
                _tally.Add(RanOut);
            }
        }
    }

    private string Difference()
    {
        var text = new StringBuilder("the counter and its model differ");
        foreach (TriesModel state in _states.Take(3))
        {
            text.AppendLine().Append($"model: logged {state.Logged}, settled {state.Settled}, wait {state.Wait}, locked {state.Locked}; ")
                .Append($"counter: {_counter.Logged}, {_counter.Settled}, {_counter.Wait}, {_counter.Locked}");
            CardView[] view = state.View(_tokens.Length);
            int[] others = [.. Enumerable.Range(0, view.Length).Where(card => view[card] != See(_counter, card))];
            foreach (int card in others.Take(3))
            {
                text.AppendLine().Append($"  card {card}: model {view[card]}, counter {See(_counter, card)}");
            }
        }

        return text.ToString();
    }
}
