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

        private readonly FrameBuffer _frame = new FrameBuffer();
        private readonly OledScreen _screen;
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
                _screen = new OledScreen(TargetChip.Display(chip, asked));
                Screens.SettingsRefused(_frame, SettingsError);
                return;
            }

            _screen = new OledScreen(settings);
            SystemClock clock = new SystemClock();
            _keypad = settings.KeypadExpander == KioskSettings.NoExpander ? (IKeypad)new MatrixKeypad(settings, clock) : new ExpanderKeypad(settings, clock);
            _link = new TlsLink(settings, ca, clock);
            SecondSerialPort port = new SecondSerialPort(settings);
            TerminalPorts ports = new TerminalPorts();
            ports.Clock = clock;
            ports.Screen = _screen;
            ports.Reader = settings.HasReader ? port : null;
            ports.ServicePort = port;
            ports.Switches = new CaseSwitches(settings);
            ports.Keypad = _keypad;
            ports.Flash = flash;
            ports.SettingsFile = SettingsFile;
            ports.SettingsCrc = crc;
            ports.Link = _link;
            ports.Cipher = new DeviceAes();
            ports.Random = new HardwareRandom();
            Terminal = new Terminal(settings, ports, _frame);
            _heartbeat = new Heartbeat(settings, _keypad, _link, clock);
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
            if (Terminal == null)
            {
                if (_screen.TakeRestarted())
                {
                    _frame.Invalidate();
                }

                _frame.Flush(_screen);
                return;
            }

            _keypad.Feed(Terminal);
            Terminal.Step();
            if (_screen.TakeRestarted())
            {
                Terminal.DisplayRestarted();
            }

            _heartbeat.Turn();
        }
    }
}
