using Kiosk.Core.Crypto;
using Kiosk.Core.Display;
using Kiosk.Core.Settings;
using Kiosk.Core.Storage;
using Kiosk.Core.Terminal;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    /// <summary>A kiosk with all its fakes, and hands to work it.</summary>
    public sealed class KioskRig
    {
        /// <summary>Trusted time at the beginning: 2026-03-02 11:00 UTC.</summary>
        public const long Utc = 1772449200;

        /// <summary>The test card whose requests these tests send.</summary>
        public const string Amex = "371449635398431";

        private const string SettingsFile = "nf.config";

        /// <summary>What the site has set.</summary>
        public readonly KioskSettings Settings = SampleConfig.Settings();

        /// <summary>Time.</summary>
        public readonly FakeClock Clock = new FakeClock();

        /// <summary>The buzzer; null when there is none.</summary>
        public FakeBuzzer Buzzer;

        /// <summary>The card reader.</summary>
        public readonly FakeReader Reader = new FakeReader();

        /// <summary>How strong Wi-Fi is.</summary>
        public readonly FakeSignal Signal = new FakeSignal();

        /// <summary>Service switch and tamper loop.</summary>
        public readonly FakeSwitches Switches = new FakeSwitches();

        /// <summary>The technician's serial terminal.</summary>
        public readonly FakeServicePort ServicePort = new FakeServicePort();

        /// <summary>The issuer.</summary>
        public IssuerFake Issuer;

        /// <summary>What survives a restart.</summary>
        public FakeFlash Flash = new FakeFlash();

        /// <summary>The connection to the issuer.</summary>
        public FakeLink Link;

        // Of SampleConfig's text, which no test changes: worked out once.
        private static uint _settingsCrc;

        private readonly IBlockCipher _cipher;

        /// <summary>Creates it; <see cref="Start"/> starts it. The last one goes first (its field set to null): the device's heap does not hold two.</summary>
        public KioskRig(IBlockCipher cipher)
        {
            _cipher = cipher;
            Issuer = new IssuerFake(MessageProfile.Aes, cipher);
            Clock.Utc = Utc;
        }

        /// <summary>The kiosk.</summary>
        public Terminal Terminal { get; private set; }

        /// <summary>The display.</summary>
        public FakeScreen Screen { get; private set; } = new FakeScreen();

        /// <summary>Before the start: another display.</summary>
        public void UseDisplay(DisplayType display)
        {
            Settings.Display = display;
            Screen = new FakeScreen(display == DisplayType.Ssd1306Flat ? FrameBuffer.FlatPages : FrameBuffer.MostPages);
        }

        /// <summary>Before the start: kiosk and issuer speak the profile tdes.</summary>
        /// <param name="format">PIN block format, 0 or 3.</param>
        public void UseTdes(int format)
        {
            Settings.Profile = MessageProfile.Tdes;
            Settings.PinFormat = format;
            Issuer = new IssuerFake(MessageProfile.Tdes, new DesCipher());
        }

        /// <summary>Starts the kiosk, or starts it again with what is on flash. It connects when it is idle.</summary>
        public void Start()
        {
            // What is started again goes first: the device's heap does not hold two terminals.
            Link = null;
            Terminal = null;
            Link = new FakeLink();
            Link.Flash = Flash;
            TerminalPorts ports = new TerminalPorts();
            ports.Clock = Clock;
            ports.Screen = Screen;
            ports.Reader = Settings.HasReader ? Reader : null;
            ports.Switches = Switches;
            ports.Buzzer = Buzzer;
            ports.ServicePort = ServicePort;
            ports.Flash = Flash;
            byte[] settings = Hex.Ascii(SampleConfig.Text);
            if (Flash.File(SettingsFile) == null)
            {
                Flash.Put(SettingsFile, settings, settings.Length);
            }

            ports.SettingsFile = SettingsFile;
            if (_settingsCrc == 0)
            {
                _settingsCrc = new Crc32().Compute(settings, settings.Length);
            }

            ports.SettingsCrc = _settingsCrc;
            ports.Link = Link;
            ports.Signal = Signal;
            ports.Cipher = _cipher;
            ports.Random = new FakeRandom("5A");
            Terminal = new Terminal(Settings, ports, new FrameBuffer(Settings.Display));
            Pass(10);
            Pass(10);
        }

        /// <summary>Time passes at once, then one turn.</summary>
        public void Pass(long milliseconds)
        {
            Clock.Pass(milliseconds);
            Terminal.Step();
        }

        /// <summary>Presses and releases keys by their legends, one after another.</summary>
        public void Press(string legends)
        {
            for (int i = 0; i < legends.Length; i++)
            {
                int columns = Settings.ColumnPins.Length;
                int index = Settings.KeyLegend.IndexOf(legends[i]);
                Terminal.Contact(index / columns, index % columns, true, Clock.Ticks);
                Pass(10);
                Terminal.Contact(index / columns, index % columns, false, Clock.Ticks);
                Pass(20);
            }
        }

        /// <summary>A card through the reader.</summary>
        public void Swipe(string number, string expiry)
        {
            Reader.Give(";" + number + "=" + expiry + "?");
            Pass(10);
        }

        /// <summary>From idle to PIN entry: parking for 60 minutes, 2.40 EUR, with the Amex.</summary>
        public void GoToPin()
        {
            GoToCard();
            Swipe(Amex, "2912");
            AssertState(TerminalState.Pin);
        }

        /// <summary>From idle to the card: parking for 60 minutes, 2.40 EUR.</summary>
        public void GoToCard()
        {
            Press("60#");
            AssertState(TerminalState.Card);
        }

        /// <summary>Enters a PIN; the request leaves, and it is a good one.</summary>
        public void Send(string pin)
        {
            int sent = Link.SentCount;
            Press(pin + "#");
            while (Buzzer != null && Buzzer.IsOn)
            {
                Pass(2);
            }

            AssertState(TerminalState.Sending);
            Assert.AreEqual(sent + 1, Link.SentCount);
            Assert.IsTrue(Issuer.Takes(Link));
        }

        /// <summary>The issuer answers the request under way.</summary>
        public void Answer(int actionCode, string privateData)
        {
            Issuer.PrivateData = privateData;
            Assert.IsTrue(Issuer.Answer(Link, actionCode));
            Pass(10);
        }

        /// <summary>The result is shown for its time, three times as long where a number to call is on it, and then the kiosk is idle.</summary>
        public void EndResult()
        {
            AssertState(TerminalState.Result);
            if (ShowsPhone())
            {
                Pass(Settings.ResultSeconds * 2000L);
                AssertState(TerminalState.Result);
            }

            Pass(Settings.ResultSeconds * 1000L);
            AssertState(TerminalState.Idle);
        }

        /// <summary>A wrong PIN, and the screen that says so is over.</summary>
        public void WrongPin(int left)
        {
            Send("1234");
            Answer(117, "PT020" + left.ToString());
            AssertState(TerminalState.IncorrectPin);
            Pass(3000);
            AssertState(TerminalState.Pin);
        }

        /// <summary>A technician turns the service switch.</summary>
        public void TurnSwitch(bool on)
        {
            Switches.IsServiceOn = on;
            Pass(10);
            Pass(10);
        }

        /// <summary>Keys hex in, as service mode takes it.</summary>
        public void KeyIn(string hex)
        {
            for (int i = 0; i < hex.Length; i++)
            {
                Press(hex[i] <= '9' ? hex[i].ToString() : "*" + ((char)(hex[i] - 'A' + '1')).ToString());
            }
        }

        /// <summary>Two people key the components of a protection key in, from the menu on.</summary>
        public void KeyInComponents(string kind, string first, string second)
        {
            Press(kind);
            KeyIn(first);
            Press("###");
            KeyIn(second);
            Press("##");
        }

        /// <summary>A serial terminal sends a line.</summary>
        public void SendLine(string line)
        {
            ServicePort.Send(line + "\r\n");
            for (int i = 0; i < 10; i++)
            {
                Pass(2);
            }
        }

        /// <summary>Asserts what the kiosk is doing.</summary>
        public void AssertState(TerminalState expected)
        {
            Assert.AreEqual((int)expected, (int)Terminal.State);
        }

        /// <summary>Asserts that a text is on the screen.</summary>
        public void AssertShows(string text)
        {
            Assert.IsTrue(Screen.Shows(text), text);
        }

        private bool ShowsPhone()
        {
            for (int brand = (int)Brands.Amex; brand <= (int)Brands.Maestro; brand <<= 1)
            {
                string phone = Settings.PhoneOf((Brands)brand);
                if (phone != null && Screen.Shows(phone))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
