using System;
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

            byte[] ca = SettingsError == null ? ReadPem(flash, settings.IssuerCa, file) : null;
            byte[] certificate = SettingsError == null ? ReadPem(flash, settings.DeviceCertificate, file) : null;
            byte[] key = SettingsError == null ? ReadPem(flash, settings.DeviceKey, file) : null;
            Array.Clear(file, 0, file.Length);
            if (SettingsError != null)
            {
                KioskSettings shown = TargetChip.Display(chip, asked);
                _screen = new OledScreen(shown, _clock);
                _frame = new FrameBuffer(shown.Display);
                _refusal = new RefusalScreen(_frame, SettingsError);
                return;
            }

            _screen = new OledScreen(settings, _clock);
            _frame = new FrameBuffer(settings.Display);
            _keypad = settings.KeypadExpander == KioskSettings.NoExpander ? (IKeypad)new MatrixKeypad(settings, _clock) : new ExpanderKeypad(settings, _clock);
            _link = new TlsLink(settings, ca, certificate, key, _clock);
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
            ports.Signal = new WifiSignal();
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

        /// <summary>
        /// Reads a file in PEM as bytes with a zero behind, as mbedTLS takes it: no string, which would be a copy for good in a small heap. Without it the settings are
        /// refused.
        /// </summary>
        /// <returns>Null without a name, and when there is no such file.</returns>
        private byte[] ReadPem(FlashFiles flash, string name, byte[] buffer)
        {
            if (name == null)
            {
                return null;
            }

            int length = flash.Read(name, buffer);
            if (length <= 0 || length > buffer.Length)
            {
                SettingsError = SettingsError ?? new SettingsError(SettingsProblem.NoFile, 0, name, "");
                return null;
            }

            byte[] pem = new byte[length + 1];
            Array.Copy(buffer, 0, pem, 0, length);
            return pem;
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
