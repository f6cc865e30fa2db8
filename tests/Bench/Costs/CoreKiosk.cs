using System.Text;
using Kiosk.Bench.Rig;
using Kiosk.Core.Crypto;
using Kiosk.Core.Display;
using Kiosk.Core.Issuer;
using Kiosk.Core.Keypad;
using Kiosk.Core.Settings;
using Kiosk.Core.Terminal;

namespace Kiosk.Bench.Costs;

/// <summary>Core by itself, on ports in memory that cost nothing: a purchase of which every part is counted.</summary>
internal sealed class CoreKiosk
{
    private const long Utc = 1780300800;
    private const int Amount = 240;
    private const int TurnTime = 2;

    private readonly PlainClock _clock = new() { Ticks = 1000, Utc = Utc };
    private readonly PlainReader _reader = new();
    private readonly PlainFlash _flash = new();
    private readonly PlainLink _link = new();
    private readonly PlainRandom _random = new();
    private readonly IBlockCipher _cipher;
    private readonly KioskSettings _settings;
    private readonly uint _counter = 1;
    private readonly int _stan = 1;
    private Terminal _terminal;

    /// <summary>Puts it together, and has its terminal reach idle with an open connection.</summary>
    /// <param name="cipher">The cipher it uses.</param>
    /// <param name="fullTable">Whether its retry table is full, and its journal's page but for one entry.</param>
    /// <param name="counter">Its DUKPT transaction counter.</param>
    /// <param name="profile">Its message profile.</param>
    public CoreKiosk(IBlockCipher cipher, bool fullTable, uint counter, MessageProfile profile = MessageProfile.Aes)
    {
        _cipher = cipher;
        _settings = Settings();
        _settings.Profile = profile;
        _settings.PinFormat = profile == MessageProfile.Aes ? _settings.PinFormat : 0;
        _terminal = PowerOn();
        if (fullTable)
        {
            Provisioning.FillRetryTable(_flash, Utc);
            _stan = Provisioning.FillJournalPage(_flash, profile) + 1;
        }

        if (counter != _counter)
        {
            _counter = counter;
            BenchKeyState.Move(_flash, profile, counter);
        }

        _terminal = PowerOn();
        Wait(100);
        Expect(TerminalState.Idle);
    }

    /// <summary>A turn at idle, with nothing to do.</summary>
    public Meter IdleTurn { get; private set; } = new();

    /// <summary>The keystroke of the PIN that costs most: its contacts, and the turns in which they have settled.</summary>
    public Meter Keystroke { get; private set; } = new();

    /// <summary>That keystroke with the turns that wait for its contacts to settle.</summary>
    public Meter KeystrokeAndWaiting { get; private set; } = new();

    /// <summary>From the contact of ENTER to the request in the link's hands, without the turns that wait for the contact to settle.</summary>
    public Meter EnterToRequest { get; } = new();

    /// <summary>The turn that takes the answer and draws the result.</summary>
    public Meter AnswerToResult { get; private set; } = new();

    /// <summary>All of it, from the first key to idle.</summary>
    public Meter Purchase { get; } = new();

    /// <summary>nf.config as it is in the repository.</summary>
    public static KioskSettings Settings()
    {
        byte[] file = Encoding.UTF8.GetBytes(ConfigFile.Default);
        return SettingsReader.Read(file, file.Length, out KioskSettings? settings) is { } error
            ? throw new InvalidOperationException($"nf.config, line {error.Line}: {error.Key}")
            : settings!;
    }

    /// <summary>Pays.</summary>
    public void Pay()
    {
        IdleTurn = Meter.Of(_terminal.Step);
        foreach (char key in Sale.Minutes + "#")
        {
            Press(key, new Meter(), new Meter());
        }

        Expect(TerminalState.Card);
        _reader.Card = Card();
        Turn();
        Expect(TerminalState.Pin);
        foreach (char digit in Sale.Pin)
        {
            Meter keystroke = new();
            Meter waiting = new();
            Press(digit, keystroke, waiting);
            if (keystroke.Core > Keystroke.Core)
            {
                Keystroke = keystroke;
                KeystrokeAndWaiting = waiting;
            }
        }

        _link.Sent = EnterToRequest.Stop;
        Press('#', EnterToRequest, new Meter());
        Expect(TerminalState.Sending);
        _link.Answer(Approval());
        AnswerToResult = Meter.Of(Turn);
        Expect(TerminalState.Result);
        Wait((_settings.ResultSeconds * 1000) + 100);
        Expect(TerminalState.Idle);
    }

    /// <summary>Most bytes that a digit of the minutes, of a card number or of an expiry date allocates. Ends idle.</summary>
    public long AllocatedByKeying()
    {
        long most = Digits("60");
        Press('#', new Meter(), new Meter());
        Press('A', new Meter(), new Meter());
        Expect(TerminalState.CardNumber);
        most = Math.Max(most, Digits(Sale.CardNumber));
        Press('#', new Meter(), new Meter());
        Expect(TerminalState.CardExpiry);
        most = Math.Max(most, Digits(Sale.Expiry));
        Press('D', new Meter(), new Meter());
        Wait((_settings.ResultSeconds * 1000) + 100);
        Expect(TerminalState.Idle);
        return most;
    }

    /// <summary>
    /// Cipher blocks from ENTER to the request, on average over many purchases one after another: derivations, PIN block, MAC, and what is kept on
    /// flash. Each request is one that never leaves, so that no answer is needed.
    /// </summary>
    /// <returns>AES blocks, and DES blocks: one of TDES is three.</returns>
    public (double Aes, double Des) CountBlocks(int purchases)
    {
        long aes = 0;
        long des = 0;
        _link.Sent = () =>
        {
            aes += Counted.Calls("AesCipher.Encrypt");
            des += Counted.Calls("DesCipher.Pass");
        };
        for (int i = 0; i < purchases; i++)
        {
            Tap(Sale.Minutes + "#");
            _reader.Card = Card();
            Turn();
            Tap(Sale.Pin);
            Expect(TerminalState.Pin);
            aes -= Counted.Calls("AesCipher.Encrypt");
            des -= Counted.Calls("DesCipher.Pass");
            Tap("#");
            Expect(TerminalState.Sending);
            _link.Fail();
            Turn();
            Expect(TerminalState.Result);
            _clock.Ticks += _settings.ResultSeconds * 1000;
            Turn();
            Turn();
            Expect(TerminalState.Idle);
        }

        return ((double)aes / purchases, (double)des / purchases);
    }

    private static byte[] Card() => Encoding.ASCII.GetBytes($";{Sale.CardNumber}={Sale.Expiry}20100000000000?");

    /// <summary>Keys digits, and returns what the one that allocated most has allocated.</summary>
    private long Digits(string digits)
    {
        long most = 0;
        foreach (char digit in digits)
        {
            Meter all = new();
            Press(digit, new Meter(), all);
            most = Math.Max(most, all.Allocated);
        }

        return most;
    }

    /// <summary>Keys pressed and released, in two turns each.</summary>
    private void Tap(string keys)
    {
        foreach (char legend in keys)
        {
            (int row, int column) = Math.DivRem(_settings.KeyLegend.IndexOf(legend), _settings.ColumnPins.Length);
            foreach (bool closed in new[] { true, false })
            {
                _terminal.Contact(row, column, closed, _clock.Ticks);
                _clock.Ticks += KeyDecoder.DebounceUp;
                _terminal.Step();
            }
        }
    }

    private Terminal PowerOn()
    {
        _link.Close();
        var ports = new TerminalPorts
        {
            Clock = _clock,
            Screen = new PlainScreen(),
            Reader = _reader,
            Flash = _flash,
            Link = _link,
            Cipher = _cipher,
            Random = _random,
        };
        return new Terminal(_settings, ports, new FrameBuffer(_settings.Display));
    }

    private void Press(char legend, Meter work, Meter all)
    {
        Contact(legend, true, KeyDecoder.DebounceDown, work, all);
        Contact(legend, false, KeyDecoder.DebounceUp, work, all);
    }

    /// <summary>A contact changes and settles: the work is the change and the last turn, all are the turns before it too.</summary>
    private void Contact(char legend, bool closed, int debounce, Meter work, Meter all)
    {
        (int row, int column) = Math.DivRem(_settings.KeyLegend.IndexOf(legend), _settings.ColumnPins.Length);
        all.Start();
        Purchase.Start();
        work.Start();
        _terminal.Contact(row, column, closed, _clock.Ticks);
        work.Stop();
        Purchase.Stop();
        Wait(debounce - TurnTime);
        work.Start();
        Turn();
        work.Stop();
        all.Stop();
    }

    private void Wait(int milliseconds)
    {
        for (int waited = 0; waited < milliseconds; waited += TurnTime)
        {
            Turn();
        }
    }

    private void Turn()
    {
        _clock.Ticks += TurnTime;
        Purchase.Start();
        _terminal.Step();
        Purchase.Stop();
    }

    private void Expect(TerminalState state)
    {
        if (_terminal.State != state)
        {
            throw new InvalidOperationException($"Core alone: {_terminal.State} in place of {state}.");
        }
    }

    /// <summary>The issuer's approval of the first purchase, by Core's own means; none of this is counted.</summary>
    private byte[] Approval()
    {
        bool aes = _settings.Profile == MessageProfile.Aes;
        var des = new DesCipher();
        IDukpt dukpt = aes ? new AesDukpt(new AesCipher()) : new TdesDukpt(des);
        dukpt.Restore(BenchKeyState.Make(_settings.Profile, _counter));
        var keys = new TransactionKeys(dukpt.LengthOfKsn);
        keys.Derive(dukpt);

        var writer = new MessageWriter();
        writer.Begin(1110);
        writer.Number(Field.ProcessingCode, 0);
        writer.Number(Field.Amount, Amount);
        writer.Number(Field.TransmissionTime, IsoTime.Transmission(Utc));
        writer.Number(Field.Stan, _stan);
        writer.Number(Field.LocalTime, IsoTime.Local(Utc, _settings.UtcOffsetMinutes));
        writer.Text(Field.RetrievalReference, "000000000001");
        writer.Text(Field.ApprovalCode, "000001");
        writer.Number(Field.ActionCode, ActionCode.Approved);
        writer.Text(Field.TerminalId, _settings.TerminalId);
        writer.Text(Field.MerchantId, _settings.MerchantId);
        writer.Number(Field.Currency, _settings.CurrencyNumber);
        writer.Bytes(Field.Ksn, keys.Ksn, keys.Ksn.Length);
        writer.BeginMac();
        byte[] mac = new byte[Cmac.Length];
        IMac algorithm = aes ? new Cmac(new AesCipher()) : new RetailMac(des);
        algorithm.Compute(keys.AnswerMac, writer.Buffer, writer.Length, mac);
        writer.EndMac(mac);
        return writer.Buffer[..writer.Length];
    }
}
