using System.Text;
using Kiosk.Core.Display;
using Kiosk.Core.Settings;
using Kiosk.Core.Storage;
using Kiosk.Core.Terminal;
using nanoFramework.Runtime.Native;

namespace Kiosk.Device
{
    /// <summary>Puts the kiosk together: reads <c>I:\nf.config</c>, starts the parts that it names, and turns the loop.</summary>
    public sealed class KioskDevice
    {
        private const string SettingsFile = "nf.config";

        private readonly SystemClock _clock = new SystemClock();
        private readonly FrameBuffer _frame;
        private readonly OledScreen _screen;
        private readonly RefusalScreen _refusal;
        private readonly IKeypad _keypad;
        private readonly TlsLink _link;
        private readonly Heartbeat _heartbeat;

        /// <summary>Starts the kiosk. With an nf.config that is refused it shows where and why, and does nothing else.</summary>
        public KioskDevice()
        {
            FlashFiles flash = new FlashFiles();
            byte[] file = new byte[SettingsReader.LongestFile];
            int length = flash.Read(SettingsFile, file);
            KioskSettings settings;
            SettingsError = SettingsReader.Read(file, length, out settings);
            uint crc = SettingsError == null ? new Crc32().Compute(file, length) : 0;
            KioskSettings asked = settings ?? SettingsError.Display;
            BoardType chip = TargetChip.BoardOf(SystemInfo.TargetName, asked == null ? BoardType.Esp32DevKitC : asked.Board);
            if (SettingsError == null && chip != settings.Board)
            {
                SettingsError = new SettingsError(SettingsProblem.BadGpio, 0, "board.name", "this is another chip");
            }

            string ca = SettingsError == null ? ReadCa(flash, settings.IssuerCa, file) : null;
            if (ca == null)
            {
                SettingsError = SettingsError ?? new SettingsError(SettingsProblem.NoFile, 0, settings.IssuerCa, "");
                KioskSettings shown = TargetChip.Display(chip, asked);
                _screen = new OledScreen(shown, _clock);
                _frame = new FrameBuffer(shown.Display);
                _refusal = new RefusalScreen(_frame, SettingsError);
                return;
            }

            _screen = new OledScreen(settings, _clock);
            _frame = new FrameBuffer(settings.Display);
            _keypad = settings.KeypadExpander == KioskSettings.NoExpander ? (IKeypad)new MatrixKeypad(settings, _clock) : new ExpanderKeypad(settings, _clock);
            _link = new TlsLink(settings, ca, _clock);
            SecondSerialPort port = new SecondSerialPort(settings);
            TerminalPorts ports = new TerminalPorts();
            ports.Clock = _clock;
            ports.Screen = _screen;
            ports.Reader = settings.HasReader ? port : null;
            ports.ServicePort = port;
            ports.Buzzer = settings.BuzzerSounds && settings.BuzzerPin != KioskSettings.NoPin ? new PwmBuzzer(settings.BuzzerPin) : null;
            ports.Switches = new CaseSwitches(settings);
            ports.Keypad = _keypad;
            ports.Flash = flash;
            ports.SettingsFile = SettingsFile;
            ports.SettingsCrc = crc;
            ports.Link = _link;
            ports.Cipher = new DeviceAes();
            ports.Random = new HardwareRandom();
            Terminal = new Terminal(settings, ports, _frame);
            _heartbeat = new Heartbeat(settings, _keypad, _link, _clock);
        }

        /// <summary>Why nf.config, or a file that it names, is refused; null when it is not.</summary>
        public SettingsError SettingsError { get; private set; }

        /// <summary>The terminal; null when nf.config is refused.</summary>
        public Terminal Terminal { get; private set; }

        /// <summary>How the link to the issuer stands, for benches; null when nf.config is refused.</summary>
        public TlsLink Link
        {
            get { return _link; }
        }

        private static string ReadCa(FlashFiles flash, string name, byte[] buffer)
        {
            int length = flash.Read(name, buffer);
            return length > 0 && length <= buffer.Length ? Encoding.UTF8.GetString(buffer, 0, length) : null;
        }

        /// <summary>One turn of the loop.</summary>
        public void Step()
        {
            bool restarted = _screen.Look();
            if (Terminal == null)
            {
                if (restarted)
                {
                    _frame.Invalidate();
                }

                _refusal.Turn(_clock.Ticks);
                _frame.Flush(_screen);
                return;
            }

            if (restarted)
            {
                Terminal.DisplayRestarted();
            }

            _keypad.Feed(Terminal);
            Terminal.Step();
            _heartbeat.Turn();
        }
    }
}
