using Kiosk.Core.Crypto;
using Kiosk.Core.Issuer;
using Kiosk.Core.Settings;
using Kiosk.Core.Terminal;
using static Kiosk.Bench.Fuzz.FindingException;

namespace Kiosk.Bench.Fuzz;

/// <summary>
/// What a kiosk that has worked has written to its flash, write by write: purchases, wrong PINs, locked cards, one that the issuer unlocks, reversals, a power
/// cut. Of each write it is known what a kiosk grants that loses its power right after it.
/// </summary>
internal sealed class StorageHistory
{
    /// <summary>The cards that have been used.</summary>
    public static readonly string[] Cards = [FuzzKiosk.Amex, "4111111111111111", "5555555555554444"];

    private const int Amex = 0;
    private const int Visa = 1;
    private const int Mastercard = 2;
    private const int Pause = 600_000;
    private const int FillingPurchases = 27;

    private readonly IBlockCipher _cipher;
    private readonly FuzzIssuer _issuer;
    private readonly List<Write> _writes = [];
    private readonly Dictionary<byte[], int> _known = new(ReferenceEqualityComparer.Instance);
    private readonly List<Purchase> _purchases = [];
    private readonly FuzzFlash _flash = new();
    private FuzzKiosk _kiosk;

    /// <summary>Works a kiosk.</summary>
    public StorageHistory(MessageProfile profile, IBlockCipher cipher)
    {
        _cipher = cipher;
        Settings = FuzzKiosk.SettingsOf(profile);
        _issuer = new FuzzIssuer(profile);
        _flash.Written = (name, content) =>
        {
            _known[content] = _writes.Count;
            _writes.Add(new Write(name, content, new Dictionary<string, byte[]>(_flash.Files)));
        };
        _kiosk = new FuzzKiosk(Settings, _flash, cipher, FuzzKiosk.Utc);
        _kiosk.Turn();
        Work();
        Utc = _kiosk.Now + 60;
        foreach (Write write in _writes)
        {
            Measure(write);
        }

        Check();
    }

    /// <summary>What the site has set.</summary>
    public KioskSettings Settings { get; }

    /// <summary>When its images are looked at: trusted time, shortly after the last write.</summary>
    public long Utc { get; }

    /// <summary>Writes, the oldest first.</summary>
    public IReadOnlyList<Write> Writes => _writes;

    /// <summary>Purchases, the oldest first.</summary>
    public IReadOnlyList<Purchase> Purchases => _purchases;

    /// <summary>The write that a file's content is, or -1.</summary>
    public int WriteOf(byte[] content) => _known.GetValueOrDefault(content, -1);

    /// <summary>The transaction counter of a message.</summary>
    public uint Counter(byte[] message) => _issuer.Counter(message);

    private void Work()
    {
        Pay(Amex, 0);
        Pay(Amex, 117, "PT0202");
        Pay(Amex, 0);
        Pay(Visa, 117);
        Pay(Visa, 117);
        Pay(Visa, 117);
        Inquire(Visa, null);
        Pay(Mastercard, 117);
        PayWithoutAnswer(Amex);
        _kiosk.Link.Answer(_issuer.Answer(_kiosk.Link.Request, 400));
        _kiosk.Turn();
        _purchases[^1].Settled = Last("journal");
        Pay(Amex, 116);
        for (int i = 0; i < FillingPurchases; i++)
        {
            Pay(i % 2 == 0 ? Amex : Mastercard, 0);
        }

        Pay(Amex, 0, null, cut: true);
        Pay(Mastercard, 117);
        Pay(Mastercard, 117, "PT0201");
        Pay(Amex, 106, "PT0200");
        Inquire(Amex, "UL12991231235959");
        Pay(Amex, 117);
        PayWithoutAnswer(Mastercard);
    }

    private void Pay(int card, int code, string? privateData = null, bool cut = false)
    {
        Begin(card);
        _kiosk.Link.Answer(_issuer.Answer(_kiosk.Link.Request, code, privateData));
        _kiosk.Turn();
        _purchases[^1].Settled = Last("journal");
        _purchases[^1].IsApproved = code == 0;
        if (cut)
        {
            _kiosk = new FuzzKiosk(Settings, _flash, _cipher, _kiosk.Now + 60);
            _kiosk.Turn();
        }

        Unless(_kiosk.ShowsApproved == (code == 0), $"{_kiosk.Terminal.State} after action code {code}");
        if (_kiosk.Terminal.State == TerminalState.IncorrectPin)
        {
            _kiosk.Tap("D");
        }

        _kiosk.EndResult();
        _kiosk.Turn(Pause);
        _kiosk.Turn();
    }

    private void PayWithoutAnswer(int card)
    {
        Begin(card);
        _kiosk.Link.Close();
        _kiosk.Turn();
        _kiosk.EndResult();
        Unless(_kiosk.Link.State == LinkState.Waiting && _kiosk.Terminal.State == TerminalState.Idle, "no reversal is on its way");
    }

    private void Begin(int card)
    {
        _kiosk.Swipe(Cards[card]);
        _kiosk.Tap("4071#");
        Unless(_kiosk.Terminal.State == TerminalState.Sending, $"{_kiosk.Terminal.State} in place of a purchase");
        _purchases.Add(new Purchase { Begun = Last("reversal") });
    }

    private void Inquire(int card, string? privateData)
    {
        _kiosk.Swipe(Cards[card]);
        Unless(_kiosk.Terminal.State == TerminalState.Inquiry, $"{_kiosk.Terminal.State} in place of an inquiry");
        _kiosk.Link.Answer(_issuer.Answer(_kiosk.Link.Request, 0, privateData));
        _kiosk.Turn();
        _kiosk.Tap("D");
        _kiosk.EndResult();
    }

    /// <summary>The newest write of a record, which is that of the last turn.</summary>
    private int Last(string record) => _writes.FindLastIndex(write => write.Name.StartsWith(record, StringComparison.Ordinal));

    /// <summary>What a kiosk with the image right after a write grants.</summary>
    private void Measure(Write write)
    {
        var kiosk = new FuzzKiosk(Settings, new FuzzFlash(write.Image), _cipher, Utc);
        kiosk.Link.Sending = message => write.Counter = write.Counter == 0 ? Counter(message) : write.Counter;
        kiosk.EndResult();
        for (int card = 0; card < Cards.Length && kiosk.Terminal.State == TerminalState.Idle; card++)
        {
            kiosk.Swipe(Cards[card]);
            write.Tries[card] = kiosk.Tries;
            kiosk.Tap(card == Cards.Length - 1 ? "4071#" : "D");
            kiosk.Link.Close();
            kiosk.Turn();
            kiosk.Turn();
            kiosk.Tap("D");
            kiosk.EndResult();
            kiosk.Turn();
        }
    }

    /// <summary>What was measured is what the purchases above must have come to.</summary>
    private void Check()
    {
        Write last = _writes[^1];
        Unless(last.Tries.SequenceEqual([2, 0, 0]), $"tries at the end: {string.Join(' ', last.Tries)}");
        Unless(_writes.Any(write => write.Tries.SequenceEqual([3, 0, 1])) && _writes.Any(write => write.Tries[Amex] == 0), "tries on the way");
        Unless(_writes.Any(write => write.Name.StartsWith("journal1", StringComparison.Ordinal)), "the journal has one page only");
        Unless(_purchases.Count(purchase => purchase.IsApproved) == FillingPurchases + 3, "approvals");
        for (int i = 1; i < _writes.Count; i++)
        {
            Unless(_writes[i].Counter >= _writes[i - 1].Counter, $"after write {i} a KSN is below that before");
        }
    }

    /// <summary>A write to flash.</summary>
    internal sealed record Write(string Name, byte[] Content, IReadOnlyDictionary<string, byte[]> Image)
    {
        /// <summary>Tries that each of <see cref="Cards"/> has left after it.</summary>
        public int[] Tries { get; } = new int[Cards.Length];

        /// <summary>The transaction counter of the first message that a kiosk sends after it; 0 when it sends none.</summary>
        public uint Counter { get; set; }
    }

    /// <summary>A purchase: the numbers of the writes with which it begins and comes to its end.</summary>
    internal sealed class Purchase
    {
        /// <summary>The write of its reversal.</summary>
        public int Begun { get; init; }

        /// <summary>The write of its entry in the journal.</summary>
        public int Settled { get; set; } = int.MaxValue;

        /// <summary>Whether it was approved.</summary>
        public bool IsApproved { get; set; }
    }
}
