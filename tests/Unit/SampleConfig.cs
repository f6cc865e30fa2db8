using System;
using Kiosk.Core.Settings;

namespace Kiosk.Unit
{
    /// <summary>A small nf.config that is good, and ways to change one line of it.</summary>
    public static class SampleConfig
    {
        /// <summary>The text.</summary>
        public const string Text =
            "[board]\nname=esp32-devkitc\n[terminal]\nid=KIOSK001\nmerchant=KIOSKBENCH00001\nlocation=Parking lot 1\nmode=parking\nlanguage=en\ncurrency=EUR\ncurrency-number=978\n"
            + "currency-digits=2\nutc-offset=60\n"
            + "[parking]\nunit-minutes=15\nunit-amount=0.60\nminimum=15\nmaximum=240\nfree=0\n"
            + "[toll]\nclass-1=2.50\nclass-2=5.00\nclass-3=12.50\n"
            + "[card]\nbrands=amex, visa, mastercard\nreader=track2\namex-phone=+44 20 7946 0321\nvisa-phone=none\nmastercard-phone=none\n"
            + "discover-phone=none\njcb-phone=none\ndiners-phone=none\nunionpay-phone=none\nmaestro-phone=none\n"
            + "[pin]\nminimum=4\nmaximum=12\nformat=4\ntries=3\nlock-hours=24\n"
            + "[issuer]\nhost=localhost\nport=8583\nca=issuer-ca.pem\ncertificate=none\ncertificate-key=none\nprofile=aes\nanswer=30\necho=240\ntime-server=pool.ntp.org\n"
            + "[keys]\nbench=yes\n[service]\ncode=480251\nswitch=35\n[tamper]\nloop=34\n"
            + "[time-out]\nkey=30\npin=60\nresult=5\n"
            + "[keypad]\nlegend=123A 456B 789C *0#D\nexpander=none\nrows=32, 33, 25, 26\ncolumns=27, 14, 13, 4\n"
            + "[display]\ntype=ssd1306-128x64\ndata=21\nclock=22\naddress=0x3C\n"
            + "[reader]\nentry=insert\nreceive=39\nsend=19\nbaud=9600\nlrc=no\n"
            + "[buzzer]\nsound=yes\npin=23\n[heartbeat]\npin=18\n";

        /// <summary>The settings of <see cref="Text"/>.</summary>
        public static KioskSettings Settings()
        {
            KioskSettings settings;
            byte[] file = Hex.Ascii(Text);
            SettingsError error = SettingsReader.Read(file, file.Length, out settings);
            return error == null ? settings : throw new Exception(error.Key);
        }

        /// <summary>The text with another line in the place of that of a key, <c>pin.tries</c>; with none for null.</summary>
        public static string With(string key, string line)
        {
            int start = Find(key);
            int end = Text.IndexOf('\n', start) + 1;
            return Text.Substring(0, start) + (line == null ? "" : line + "\n") + Text.Substring(end);
        }

        /// <summary>The text with another value of a key.</summary>
        public static string WithValue(string key, string value)
        {
            return With(key, key.Substring(key.IndexOf('.') + 1) + "=" + value);
        }

        /// <summary>Number of the line on which a key stands, or of a section, <c>pin</c>.</summary>
        public static int LineOf(string key)
        {
            int line = 1;
            int end = key.IndexOf('.') < 0 ? Text.IndexOf("[" + key + "]") : Find(key);
            for (int i = 0; i < end; i++)
            {
                line += Text[i] == '\n' ? 1 : 0;
            }

            return line;
        }

        private static int Find(string key)
        {
            int point = key.IndexOf('.');
            int section = Text.IndexOf("[" + key.Substring(0, point) + "]");
            return Text.IndexOf("\n" + key.Substring(point + 1) + "=", section) + 1;
        }
    }
}
