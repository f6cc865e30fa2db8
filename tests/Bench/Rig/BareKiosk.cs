using System.Text;
using Kiosk.Core.Crypto;
using Kiosk.Core.Display;
using Kiosk.Core.Issuer;
using Kiosk.Core.Keypad;
using Kiosk.Core.Settings;
using Kiosk.Core.Terminal;
using Kiosk.Issuer;

namespace Kiosk.Bench.Rig;

/// <summary>
/// Core's terminal over ports in memory, and its issuer in the same process: no board, no TLS, no threads, no waiting. The same seed plays the same,
/// fast enough for the power to be cut at every byte. People's hands are here, too: keys, cards, the technician's switch.
/// </summary>
/// <remarks>Not for two threads at once. Whatever is done to a kiosk without power does nothing but pass time.</remarks>
public sealed class BareKiosk : IDisposable
{
    /// <summary>When the world begins: 2026-06-01 08:00 UTC, in milliseconds since 1970.</summary>
    public const long Beginning = 1780300800000;

    private const int TimeServerDelay = 500;
    private const int LongestSettling = 2000;
    private const int SettlingTurn = 1000;
    private const int TriesPage = 6;
    private static readonly byte[] ApprovedTitle = BareScreen.Centred("APPROVED");
    private static readonly byte[] ChangedTitle = BareScreen.Centred("PIN CHANGED");
    private static readonly byte[][] TriesTexts = [BareScreen.Centred("LAST TRY: 1"), BareScreen.Centred("2 TRIES LEFT"), BareScreen.Centred("3 TRIES LEFT")];

    private readonly BareTime _time = new() { Now = Beginning };
    private readonly PlainClock _clock = new();
    private readonly PlainReader _reader = new();
    private readonly BareCase _case = new();
    private readonly SeededRandom _random;
    private readonly MessageReader _messages;
    private readonly byte[] _message = new byte[MessageWriter.Longest];
    private readonly KioskSettings _settings;
    private long _clockError;
    private readonly Dictionary<string, string> _newPins = [];
    private Attempt? _attempt;
    private string? _newPin;

    /// <summary>Creates it, without power, on an empty flash.</summary>
    /// <param name="settings">What the site has set.</param>
    /// <param name="seed">Of the kiosk's random bytes.</param>
    public BareKiosk(KioskSettings settings, int seed = 1)
    {
        _settings = settings;
        _random = new SeededRandom(seed);
        _messages = new MessageReader(settings.Profile);
        bool tdes = settings.Profile == Core.Settings.MessageProfile.Tdes;
        Issuer = BenchIssuer.OpenInMemory(_time, tdes ? Kiosk.Issuer.MessageProfile.Tdes : Kiosk.Issuer.MessageProfile.Aes);
        Link = new BareLink(Issuer, settings) { Sent = OnSent };
        _clock.Corrected = OnClockCorrected;
    }

    /// <summary>The firmware; null without power.</summary>
    public Terminal? Terminal { get; private set; }

    /// <summary>The issuer.</summary>
    public BenchIssuer Issuer { get; }

    /// <summary>The link to it.</summary>
    public BareLink Link { get; }

    /// <summary>Called when the firmware has set its clock to the issuer's time.</summary>
    public Action ClockCorrected { get; set; } = () => { };

    /// <summary>What survives a power cut.</summary>
    public BareFlash Flash { get; } = new();

    /// <summary>The display.</summary>
    public BareScreen Screen { get; } = new();

    /// <summary>The KSNs of all messages that have left.</summary>
    public KsnWatch Ksns { get; private set; } = new();

    /// <summary>PINs that were entered.</summary>
    public List<Attempt> Attempts { get; } = [];

    /// <summary>How often the power has failed in the middle of a write.</summary>
    public int Cuts { get; private set; }

    /// <summary>How often it was switched on.</summary>
    public int Starts { get; private set; }

    /// <summary>True time, which is the issuer's.</summary>
    public DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>What the terminal is doing; null without power.</summary>
    public TerminalState? State => Terminal?.State;

    /// <summary>Whether nothing is under way, nothing is owed, and a customer would be served.</summary>
    public bool IsReady => Terminal is { State: TerminalState.Idle, IsQuiet: true };

    /// <summary>nf.config as it is in the repository.</summary>
    public static KioskSettings DefaultSettings()
    {
        byte[] file = Encoding.UTF8.GetBytes(ConfigFile.Default);
        return SettingsReader.Read(file, file.Length, out KioskSettings? settings) is { } error
            ? throw new InvalidOperationException($"nf.config, line {error.Line}: {error.Key}")
            : settings!;
    }

    /// <summary>Switches it on, or off and on again. It has no trusted time at first.</summary>
    public void PowerOn()
    {
        PowerOff();
        Starts++;
        _clock.Ticks = 0;
        _clock.Utc = 0;
        var ports = new TerminalPorts
        {
            Clock = _clock,
            Screen = Screen,
            Reader = _reader,
            Switches = _case,
            ServicePort = _case,
            Flash = Flash,
            Link = Link,
            Cipher = new AesCipher(),
            Random = _random,
        };
        try
        {
            Terminal = new Terminal(_settings, ports, new FrameBuffer(_settings.Display));
        }
        catch (PowerCutException)
        {
            Cuts++;
            PowerOff();
        }

        Pass(0);
    }

    /// <summary>Cuts the power while nothing is being written.</summary>
    public void PowerOff()
    {
        Terminal = null;
        Link.Reset();
        Screen.Darken();
        _reader.Card = [];
        _case.Forget();
    }

    /// <summary>Time passes at once, then the terminal turns.</summary>
    public void Pass(long milliseconds)
    {
        _time.Now += milliseconds;
        if (Terminal is not { } terminal)
        {
            return;
        }

        _clock.Ticks += milliseconds;
        _clock.Utc = _clock.Ticks < TimeServerDelay ? 0 : (_time.Now + _clockError) / 1000;
        bool cut = false;
        try
        {
            terminal.Step();
        }
        catch (PowerCutException)
        {
            cut = true;
        }

        if (Screen.IsTouched && _attempt is not null && Screen.Shows(0, _attempt.IsPinChange ? ChangedTitle : ApprovedTitle))
        {
            _attempt.IsApprovedSeen = true;
        }

        Screen.IsTouched = false;
        if (cut)
        {
            Cuts++;
            PowerOff();
        }
    }

    /// <summary>Time passes until nothing is under way and no reversal is owed, or the power has failed.</summary>
    /// <returns>Whether that came to pass in half an hour.</returns>
    public bool Settle()
    {
        Pass(SettlingTurn);
        for (int i = 0; i < LongestSettling && Terminal is { IsQuiet: false }; i++)
        {
            Pass(SettlingTurn);
        }

        // What is to be erased is erased when nobody waits.
        Pass(SettlingTurn);
        return Terminal is { IsQuiet: true };
    }

    /// <summary>The kiosk's clock goes wrong: what it trusts from now on differs from the issuer's time.</summary>
    /// <param name="error">Milliseconds.</param>
    public void SetClockError(long error) => _clockError = error;

    /// <summary>Keys pressed and released, one after another.</summary>
    public void Press(string legends)
    {
        foreach (char legend in legends)
        {
            (int row, int column) = Math.DivRem(_settings.KeyLegend.IndexOf(legend), _settings.ColumnPins.Length);
            Terminal?.Contact(row, column, true, _clock.Ticks);
            Pass(KeyDecoder.DebounceDown);
            Terminal?.Contact(row, column, false, _clock.Ticks);
            Pass(KeyDecoder.DebounceUp);
        }
    }

    /// <summary>A card through the reader.</summary>
    public void Swipe(TestCard card)
    {
        if (Terminal is not null)
        {
            _reader.Card = Encoding.ASCII.GetBytes($";{card.Pan}={card.Expiry}20100000000000?");
        }

        // The second turn is for the answer to the inquiry of a locked card.
        Pass(10);
        Pass(10);
    }

    /// <summary>From idle to PIN entry, if the kiosk goes there: minutes, then the card.</summary>
    public void GoToPin(TestCard card, int minutes)
    {
        Press($"{minutes}#");
        Swipe(card);
        for (int i = 0; i < LongestSettling && State == TerminalState.PinWait; i++)
        {
            Pass(SettlingTurn);
        }
    }

    /// <summary>A PIN and ENTER, where the kiosk asks for one; the request leaves and is answered, if it is answered at once.</summary>
    /// <param name="card">The card that is in.</param>
    /// <param name="isRight">Whether it is the card's PIN.</param>
    public void EnterPin(TestCard card, bool isRight)
    {
        if (State != TerminalState.Pin)
        {
            return;
        }

        _attempt = new Attempt { Card = card, IsPinRight = isRight };
        Attempts.Add(_attempt);
        Press(PinOf(card, isRight) + "#");
        Pass(10);
        Pass(10);
    }

    /// <summary>A customer changes the PIN of a card, from idle to the answer, if it is answered at once.</summary>
    /// <param name="card">The card.</param>
    /// <param name="newPin">The new PIN.</param>
    /// <param name="isRight">Whether the customer knows the PIN in force.</param>
    public void ChangePin(TestCard card, string newPin, bool isRight)
    {
        Press("A1");
        Swipe(card);
        if (State != TerminalState.Pin)
        {
            return;
        }

        _newPin = newPin;
        _attempt = new Attempt { Card = card, IsPinRight = isRight, IsPinChange = true };
        Attempts.Add(_attempt);
        Press($"{PinOf(card, isRight)}#{newPin}#{newPin}#");
        Pass(10);
        Pass(10);
    }

    /// <summary>A customer who has the PIN right, from idle to the end of the result.</summary>
    public void Pay(TestCard card, int minutes)
    {
        GoToPin(card, minutes);
        EnterPin(card, true);
        Settle();
    }

    /// <summary>The tries that the screen of PIN entry says are left; null when it says none.</summary>
    public int? TriesShown()
    {
        int left = State == TerminalState.Pin ? Array.FindIndex(TriesTexts, text => Screen.Shows(TriesPage, text)) : -1;
        return left < 0 ? null : left + 1;
    }

    /// <summary>A technician turns the service switch.</summary>
    public void TurnServiceSwitch(bool on)
    {
        _case.IsServiceOn = on;
        Pass(10);
        Pass(10);
    }

    /// <summary>The case is opened, or closed again.</summary>
    public void OpenCase(bool open)
    {
        _case.IsOpen = open;
        Pass(10);
        Pass(10);
    }

    /// <summary>Keys hex digits in, as service mode takes them.</summary>
    public void KeyIn(string hex)
    {
        foreach (char digit in hex)
        {
            Press(digit <= '9' ? $"{digit}" : $"*{digit - 'A' + 1}");
        }
    }

    /// <summary>A technician's serial terminal sends a line.</summary>
    public void SendLine(string line)
    {
        _case.Send(line + "\r\n");
        Pass(10);
        Pass(10);
    }

    /// <summary>Keeps flash, issuer and time as they are, and lets the power go. The caller disposes of what it gets.</summary>
    public BareImage Save()
    {
        PowerOff();
        return new BareImage(Flash.Save(), Issuer.Save(), _time.Now, Ksns.Copy());
    }

    /// <summary>Makes flash, issuer and time what they were. There is no power.</summary>
    public void Restore(BareImage image)
    {
        PowerOff();
        Flash.Restore(image.Files);
        Issuer.Restore(image.Issuer);
        _time.Now = image.Time;
        Ksns = image.Ksns.Copy();
        Attempts.Clear();
        _attempt = null;
        _newPins.Clear();
        _clockError = 0;
        Cuts = 0;
        Link.IsDown = false;
        _case.IsOpen = false;
        _case.IsServiceOn = false;
    }

    /// <inheritdoc/>
    public void Dispose() => Issuer.DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>The card's PIN, by what the issuer was told last; or another one.</summary>
    private string PinOf(TestCard card, bool isRight)
    {
        string pin = _newPins.GetValueOrDefault(card.Pan) ?? card.Pin ?? "0000";
        return isRight ? pin : WrongPin(pin);
    }

    /// <summary>A PIN of the same length that is another one.</summary>
    private static string WrongPin(string pin) => $"{(char)('0' + ((pin[0] - '0' + 1) % 10))}{pin[1..]}";

    private void OnClockCorrected(long utc)
    {
        _clockError = (utc * 1000) - _time.Now;
        ClockCorrected();
    }

    private void OnSent(ReadOnlyMemory<byte> message, bool arrives)
    {
        message.CopyTo(_message);
        if (_messages.Read(_message, message.Length) != MessageError.None)
        {
            throw new InvalidOperationException("The kiosk has sent what is no message.");
        }

        if (!_messages.Has(Field.Ksn))
        {
            // An echo.
            return;
        }

        Ksns.See(message.Span.Slice(_messages.Offset(Field.Ksn), _messages.Length(Field.Ksn)));
        if (_messages.Has(Field.PinBlock) && _attempt is not null)
        {
            _attempt.HasLeft = true;
            _attempt.HasArrived = arrives;
            _attempt.Stan = (int)_messages.Number(Field.Stan);
            _attempt.Amount = _messages.Number(Field.Amount);
            if (_attempt.IsPinChange)
            {
                // NK, its length, the KSN as hex.
                int at = _messages.Offset(Field.PrivateData) + 4;
                Ksns.See(Convert.FromHexString(Encoding.ASCII.GetString(message.Span.Slice(at, 2 * _messages.Length(Field.Ksn)))));
                if (arrives && _attempt.IsPinRight)
                {
                    _newPins[_attempt.Card.Pan] = _newPin!;
                }
            }
        }
    }
}
