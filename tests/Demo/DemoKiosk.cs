using System;
using Kiosk.Core.Crypto;
using Kiosk.Core.Display;
using Kiosk.Core.Settings;
using Kiosk.Core.Terminal;
using Kiosk.Unit;

namespace Kiosk.Demo
{
    /// <summary>A kiosk on ports in memory, hands to work it, and its screens as text.</summary>
    public sealed class DemoKiosk
    {
        private const long Utc = 1772449200;
        private const int TurnTime = 10;

        private readonly FakeClock _clock = new FakeClock();
        private readonly FakeReader _reader = new FakeReader();
        private readonly FakeLink _link = new FakeLink();
        private readonly ScreenText _screen = new ScreenText();
        private readonly KioskSettings _settings = SampleConfig.Settings();
        private readonly Terminal _terminal;

        /// <summary>Starts it with an empty flash: it takes the published test keys.</summary>
        public DemoKiosk()
        {
            FakeRandom random = new FakeRandom("5A");
            AesCipher aes = new AesCipher();
            Issuer = new DemoIssuer(aes, random);
            _clock.Utc = Utc;
            TerminalPorts ports = new TerminalPorts();
            ports.Clock = _clock;
            ports.Screen = _screen;
            ports.Reader = _reader;
            ports.Flash = new FakeFlash();
            ports.Link = _link;
            ports.Cipher = aes;
            ports.Random = random;
            _terminal = new Terminal(_settings, ports, new FrameBuffer(_settings.Display));
            Wait(100);
        }

        /// <summary>Its issuer.</summary>
        public DemoIssuer Issuer { get; private set; }

        /// <summary>What was expected and was not so; 0 when all is well.</summary>
        public int Failures { get; private set; }

        /// <summary>Presses keys by their legends, one after another; <c>#</c> is ENTER.</summary>
        public void Press(string legends)
        {
            for (int i = 0; i < legends.Length; i++)
            {
                int index = _settings.KeyLegend.IndexOf(legends[i]);
                int columns = _settings.ColumnPins.Length;
                _terminal.Contact(index / columns, index % columns, true, _clock.Ticks);
                Turn();
                _terminal.Contact(index / columns, index % columns, false, _clock.Ticks);
                Turn();
                Turn();
            }
        }

        /// <summary>A card is inserted.</summary>
        /// <param name="number">Card number.</param>
        /// <param name="expiry">YYMM.</param>
        public void Insert(string number, string expiry)
        {
            _reader.Give(";" + number + "=" + expiry + "?");
            Turn();
        }

        /// <summary>Time passes, in turns of 10 ms.</summary>
        public void Wait(int milliseconds)
        {
            for (int waited = 0; waited < milliseconds; waited += TurnTime)
            {
                Turn();
            }
        }

        /// <summary>Time passes while nothing happens: few turns, each a quarter of a second.</summary>
        public void Idle(int seconds)
        {
            for (int quarter = 0; quarter < 4 * seconds; quarter++)
            {
                _clock.Pass(250 - TurnTime);
                Turn();
            }
        }

        /// <summary>Prints the screen, and notes a failure when this is not on it.</summary>
        /// <param name="title">What has happened.</param>
        /// <param name="expected">A text on one line.</param>
        public void Show(string title, string expected)
        {
            Console.WriteLine("");
            Console.WriteLine(title);
            bool found = false;
            for (int page = 0; page < FrameBuffer.MostPages; page++)
            {
                string line = _screen.Line(page);
                found |= line.IndexOf(expected) >= 0;
                if (line.Length > 0)
                {
                    Console.WriteLine("    | " + line);
                }
            }

            Check(found, expected);
        }

        /// <summary>Prints a figure, and notes a failure when it is another one.</summary>
        public void Check(string name, long expected, long actual)
        {
            Console.WriteLine(name + ": " + actual.ToString());
            Check(expected == actual, expected.ToString());
        }

        private void Check(bool holds, string expected)
        {
            if (!holds)
            {
                Failures++;
                Console.WriteLine("FAILED: expected " + expected);
            }
        }

        private void Turn()
        {
            _clock.Pass(TurnTime);
            _terminal.Step();
            Issuer.Serve(_link);
        }
    }
}
