using System.Text;
using Kiosk.Bench.Costs;
using Kiosk.Bench.Rig;
using Kiosk.Core.Crypto;
using Kiosk.Core.Display;
using Kiosk.Core.Keypad;
using Kiosk.Core.Settings;
using Kiosk.Core.Terminal;

namespace Kiosk.Bench.Fuzz;

/// <summary>A terminal on ports in memory, as cheap as it can be, and hands to work it.</summary>
internal sealed class FuzzKiosk
{
    /// <summary>The first of the test cards; the other two are a Visa and a Mastercard.</summary>
    public const string Amex = "371449635398431";

    /// <summary>A time at which clocks begin: 2026-06-01 08:00 UTC.</summary>
    public const long Utc = 1780300800;

    private const int ShortTurn = 10;

    private readonly KioskSettings _settings;
    private readonly PlainClock _clock;
    private readonly PlainReader _reader = new();

    /// <summary>Switches it on.</summary>
    /// <param name="settings">What the site has set.</param>
    /// <param name="flash">Its flash.</param>
    /// <param name="cipher">AES.</param>
    /// <param name="utc">Trusted time.</param>
    public FuzzKiosk(KioskSettings settings, FuzzFlash flash, IBlockCipher cipher, long utc)
    {
        _settings = settings;
        _clock = new PlainClock { Ticks = 1000, Utc = utc };
        var ports = new TerminalPorts
        {
            Clock = _clock,
            Screen = Screen,
            Reader = _reader,
            Flash = flash,
            Link = Link,
            Cipher = cipher,
            Random = new PlainRandom(),
        };
        Terminal = new Terminal(settings, ports, new FrameBuffer(settings.Display));
    }

    /// <summary>The firmware.</summary>
    public Terminal Terminal { get; }

    /// <summary>Its connection.</summary>
    public FuzzLink Link { get; } = new();

    /// <summary>Its display.</summary>
    public FuzzScreen Screen { get; } = new();

    /// <summary>Trusted time.</summary>
    public long Now => _clock.Utc;

    /// <summary>Whether an approval is on the display.</summary>
    public bool ShowsApproved => Terminal.State == TerminalState.Result && Screen.Line(0) == "APPROVED";

    /// <summary>Whether it says that the PIN was changed.</summary>
    public bool ShowsChanged => Terminal.State == TerminalState.Result && Screen.Line(0) == "PIN CHANGED";

    /// <summary>Tries left by the display; 0 when it does not ask for a PIN.</summary>
    public int Tries => Terminal.State is TerminalState.Pin ? Screen.Line(6).First(char.IsAsciiDigit) - '0' : 0;

    /// <summary>The settings of nf.config as it is in the repository, in a profile.</summary>
    public static KioskSettings SettingsOf(MessageProfile profile)
    {
        KioskSettings settings = CoreKiosk.Settings();

        // Its link answers what it is told to, and no echo.
        settings.EchoSeconds = 0;
        settings.Profile = profile;
        settings.PinFormat = profile == MessageProfile.Aes ? 4 : 0;
        return settings;
    }

    /// <summary>Time passes, then the loop turns once.</summary>
    public void Turn(int milliseconds = ShortTurn)
    {
        _clock.Utc += ((_clock.Ticks + milliseconds) / 1000) - (_clock.Ticks / 1000);
        _clock.Ticks += milliseconds;
        Terminal.Step();
    }

    /// <summary>Keys pressed and released, in two turns each.</summary>
    public void Tap(string keys)
    {
        foreach (char legend in keys)
        {
            (int row, int column) = Math.DivRem(_settings.KeyLegend.IndexOf(legend), _settings.ColumnPins.Length);
            Terminal.Contact(row, column, true, _clock.Ticks);
            Turn(KeyDecoder.DebounceDown);
            Terminal.Contact(row, column, false, _clock.Ticks);
            Turn(KeyDecoder.DebounceUp);
        }
    }

    /// <summary>A customer pays for an hour, from idle to the card.</summary>
    public void Swipe(string number)
    {
        Tap("60#");
        _reader.Card = Encoding.ASCII.GetBytes($";{number}=29122010000000000000?");
        Turn();
    }

    /// <summary>A customer changes the PIN of a card, from idle to the request.</summary>
    public void ChangePin(string number)
    {
        Tap("A1");
        _reader.Card = Encoding.ASCII.GetBytes($";{number}=29122010000000000000?");
        Turn();
        Tap("4071#6283#6283#");
    }

    /// <summary>The result is shown for its time, three times the setting where it has a number to call, and the loop turns until a reversal that is owed can have gone out.</summary>
    public void EndResult()
    {
        Turn((_settings.ResultSeconds * 3000) + ShortTurn);
        Turn();
        Turn(ShortTurn);
    }
}
