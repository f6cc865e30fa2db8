using System.Globalization;
using Kiosk.Bench.Rig;
using Kiosk.Core.Issuer;
using Kiosk.Core.Terminal;
using Kiosk.Issuer;

namespace Kiosk.Bench.Soak;

/// <summary>
/// Customers come to a kiosk one after another, with good cards and bad ones, and forget their PINs; power, link, flash and clock fail at random. In the
/// second half power and flash do not, so that the firmware is never started anew, and what grows in it has time to.
/// </summary>
public sealed class SoakRun
{
    private const int LongestWait = 400;
    private const int Second = 1000;
    private const int Minute = 60 * Second;
    private const int Hour = 60 * Minute;
    private const int MostRestarts = 5;
    private const int WidestCut = 4000;
    private const int MostClockError = 2 * Hour;
    private const int MostGoodBefore = 10;
    private const int UnlocksPerMille = 500;
    private static readonly CutWay[] Ways = Enum.GetValues<CutWay>();
    private static readonly FlashFault[] Faults = Enum.GetValues<FlashFault>();
    private static readonly LinkPlay[] Plays = Enum.GetValues<LinkPlay>();

    private readonly BareKiosk _kiosk;
    private readonly SoakBooks _books;
    private readonly SoakTries _tries = new();
    private readonly Random _random;
    private readonly SortedDictionary<string, long> _faults = new(StringComparer.Ordinal);
    private readonly int _purchases;
    private int _customers;
    private int _linkDownFor;
    private bool _isOver;

    private SoakRun(int purchases, int seed)
    {
        _purchases = purchases;
        _random = new Random(seed);
        _kiosk = new BareKiosk(BareKiosk.DefaultSettings(), seed);
        _books = new SoakBooks(_kiosk);
    }

    /// <summary>Whether power and flash may fail now.</summary>
    private bool MayCut => _books.Purchases * 2 < _purchases;

    /// <summary>Runs one.</summary>
    /// <param name="purchases">Purchases that take a STAN.</param>
    /// <param name="seed">Decides everything.</param>
    public static SoakReport Run(int purchases, int seed)
    {
        var run = new SoakRun(purchases, seed);
        using (run._kiosk)
        {
            return run.Run(seed);
        }
    }

    private SoakReport Run(int seed)
    {
        long tenth = 0;
        _kiosk.ClockCorrected = () =>
        {
            Note("clock set by the issuer");
            _tries.Step(isClockSlow: false);
        };
        _kiosk.PowerOn();
        _kiosk.Settle();
        while (_books.Purchases < _purchases && !_isOver)
        {
            Wait();
            _customers++;
            BeginFaults();
            Serve();
            EndFaults();
            if (tenth == 0 && _books.Purchases >= _purchases / 10)
            {
                tenth = Measure();
            }
        }

        Recover();
        long end = Measure();
        (string file, long writes) = _kiosk.Flash.WritesOf.MaxBy(pair => pair.Value);
        return new SoakReport
        {
            Seed = seed,
            Purchases = _books.Purchases,
            Approvals = _books.Of(JournalResult.Approved),
            Declines = _books.Of(JournalResult.Declined),
            Reversals = _books.Of(JournalResult.Reversed),
            NotSent = _books.Of(JournalResult.NotSent),
            Customers = _customers,
            Cuts = _kiosk.Cuts,
            Starts = _kiosk.Starts,
            Faults = _faults,
            Passed = _kiosk.Now - DateTimeOffset.FromUnixTimeMilliseconds(BareKiosk.Beginning),
            MemoryAtTenth = tenth,
            MemoryAtEnd = end,
            FlashBytes = _kiosk.Flash.BytesWritten,
            FlashFiles = _kiosk.Flash.FilesWritten,
            MostWritten = file,
            MostWrites = writes,
            JournalTotal = _books.JournalTotal,
            LedgerTotal = _books.LedgerTotal,
            SeenTotal = _books.SeenTotal,
            Broken = _books.Broken,
        };
    }

    /// <summary>Until the next customer comes: mostly soon, sometimes the next day.</summary>
    private void Wait()
    {
        long wait = _random.Next(1000) switch
        {
            < 700 => _random.Next(5 * Second, Minute),
            < 950 => _random.Next(Minute, 20 * Minute),
            < 998 => _random.Next(20 * Minute, 2 * Hour),
            _ => _random.Next(2 * Hour, 48 * Hour),
        };
        _kiosk.Pass(wait);
        _kiosk.Pass(Second);
    }

    private void BeginFaults()
    {
        if (MayCut && Happens(60))
        {
            _kiosk.Flash.CutAfter(_random.Next(1, WidestCut), Pick(Ways));
        }

        if (MayCut && Happens(10))
        {
            Note("restarts without reason");
            _kiosk.PowerOn();
        }

        if (MayCut && Happens(5))
        {
            FlashFault fault = Pick(Faults);
            Note($"flash: {fault}");
            _kiosk.Flash.Fail(fault, _random.Next(MostGoodBefore), _random.Next(1, 4));
        }

        if (_linkDownFor == 0 && Happens(5))
        {
            Note("times the link was down");
            _linkDownFor = _random.Next(1, 6);
            _kiosk.Link.IsDown = true;
        }

        if (Happens(3))
        {
            Note("steps of the clock");
            int error = _random.Next(-MostClockError, MostClockError);
            _kiosk.SetClockError(error);
            _tries.Step(isClockSlow: error < 0);
        }
    }

    /// <summary>One customer, from the first key until the kiosk is idle or dark.</summary>
    private void Serve()
    {
        TestCard card = PickCard();
        _kiosk.Press($"{15 * _random.Next(1, 17)}#");
        if (Happens(10))
        {
            Leave();
            return;
        }

        if (Happens(5))
        {
            _kiosk.Link.Next = Pick(Plays);
        }

        _kiosk.Swipe(card);
        Linger();
        if (_kiosk.State == TerminalState.Result && Happens(UnlocksPerMille) && _kiosk.Screen.Text.Contains("CARD LOCKED", StringComparison.Ordinal))
        {
            Note("cards unlocked by the issuer");
            _kiosk.Issuer.Unlock(card.Pan);
            _tries.Unlock(card);
        }

        if (Happens(20))
        {
            Leave();
            return;
        }

        int wrong = _random.Next(100) switch { < 90 => 0, < 97 => 1, < 98 => 2, _ => 3 };
        for (int i = 0; i < wrong; i++)
        {
            Enter(card, false);
        }

        if (Happens(10))
        {
            _kiosk.Press("12");
            Leave();
            return;
        }

        Enter(card, true);
        Linger();
    }

    private void Enter(TestCard card, bool isRight)
    {
        if (_kiosk.State != TerminalState.Pin)
        {
            return;
        }

        int most = _tries.Most(card, _kiosk.Now);
        if (_kiosk.TriesShown() is not { } left || left > most)
        {
            _books.Break($"{_kiosk.TriesShown()} tries are left, {most} at the most are due");
        }

        if (Happens(50))
        {
            LinkPlay play = Pick(Plays);
            Note($"link: {play}");
            _kiosk.Link.Next = play;
        }

        _kiosk.EnterPin(card, isRight);
        Linger();
        if (_kiosk.Attempts[^1].HasArrived && isRight)
        {
            _tries.Free(card);
        }
        else if (_kiosk.Attempts[^1].HasArrived && card.Pin is not null)
        {
            // Of a card that does not exist nobody can guess the PIN: the kiosk does not count it either.
            _tries.Count(card, _kiosk.Now);
        }
    }

    /// <summary>Until the kiosk waits for the customer, or nobody is there.</summary>
    private void Linger()
    {
        for (int i = 0; i < LongestWait && _kiosk.State is TerminalState.Inquiry or TerminalState.Connecting or TerminalState.Sending or TerminalState.IncorrectPin or TerminalState.PinWait; i++)
        {
            _kiosk.Pass(Second);
        }
    }

    private void Leave()
    {
        Note("customers who cancelled");
        _kiosk.Press("D");
    }

    /// <summary>The faults of this customer are over, but for those that last; the books are compared when nothing is owed.</summary>
    private void EndFaults()
    {
        _linkDownFor = Math.Max(0, _linkDownFor - 1);
        _kiosk.Link.IsDown &= _linkDownFor > 0;
        if (_kiosk.Link.IsDown && _kiosk.State is not null)
        {
            _kiosk.Pass(10 * Second);
            return;
        }

        _kiosk.Settle();
        if (!_kiosk.IsReady)
        {
            Recover();
        }

        if (_kiosk.IsReady)
        {
            _books.Compare();
        }

        if (_kiosk.Ksns.Offence is { } ksn)
        {
            _books.Break($"KSN {ksn} does not go up");
            _isOver = true;
        }
    }

    /// <summary>Switches the kiosk on again, which may need more than one attempt, for the power may fail while it starts.</summary>
    private void Recover()
    {
        _kiosk.Link.IsDown = false;
        for (int i = 0; i < MostRestarts && !_kiosk.IsReady; i++)
        {
            if (_kiosk.State == TerminalState.OutOfService)
            {
                Note($"out of service: {_kiosk.Terminal!.Fault}");
            }

            _kiosk.PowerOff();
            _kiosk.Flash.Heal();
            _kiosk.Pass(_random.Next(Second, 10 * Minute));
            if (MayCut && i < 2 && Happens(200))
            {
                _kiosk.Flash.CutAfter(_random.Next(1, WidestCut / 4), Pick(Ways));
            }

            _kiosk.PowerOn();
            _kiosk.Settle();
        }

        if (!_kiosk.IsReady)
        {
            _books.Break($"the kiosk does not come back: {_kiosk.State}, {_kiosk.Terminal?.Fault}");
            _isOver = true;
        }
    }

    /// <summary>Managed bytes that go when the firmware goes. The kiosk starts again.</summary>
    private long Measure()
    {
        long before = Memory();
        _kiosk.PowerOff();
        long after = Memory();
        _kiosk.Flash.Heal();
        _kiosk.PowerOn();
        _kiosk.Settle();
        return before - after;
    }

    /// <summary>Managed bytes, once nothing more can be collected.</summary>
    private static long Memory()
    {
        GC.GetTotalMemory(true);
        GC.GetTotalMemory(true);
        return GC.GetTotalMemory(true);
    }

    /// <summary>Mostly a card that pays; sometimes any other, or a number that is no card.</summary>
    private TestCard PickCard()
    {
        IReadOnlyList<TestCard> cards = BenchIssuer.TestCards;
        return _random.Next(100) switch
        {
            < 40 => cards[0],
            < 65 => cards[7],
            < 90 => cards[8],
            < 97 => cards[_random.Next(cards.Count)],
            _ => NoCard(),
        };
    }

    private TestCard NoCard()
    {
        string digits = string.Create(CultureInfo.InvariantCulture, $"4{_random.NextInt64(10_000_000_000_000):D13}");
        int sum = digits.Reverse().Select((digit, at) => (digit - '0') * (at % 2 == 0 ? 2 : 1)).Sum(value => value > 9 ? value - 9 : value);
        return new TestCard(digits + ((10 - (sum % 10)) % 10), "2912", null, "Visa", "no card");
    }

    private T Pick<T>(T[] values) => values[_random.Next(values.Length)];

    /// <summary>Whether something happens that does so many times in a thousand.</summary>
    private bool Happens(int perMille) => _random.Next(1000) < perMille;

    private void Note(string fault) => _faults[fault] = _faults.GetValueOrDefault(fault) + 1;
}
