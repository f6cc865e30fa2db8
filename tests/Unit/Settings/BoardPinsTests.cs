using Kiosk.Core.Settings;
using nanoFramework.TestFramework;

namespace Kiosk.Unit.Settings
{
    /// <summary>Boards, their pins, and pins that a chip cannot use.</summary>
    [TestClass]
    public class BoardPinsTests
    {
        // The pins of SampleConfig, which the board has too.
        private const string PinLines = "expander=none\nrows=32, 33, 25, 26\ncolumns=27, 14, 13, 4\ndata=21\nclock=22\nreceive=39\nsend=19\nswitch=35\nloop=34\npin=23\npin=18\n";

        private static KioskSettings _settings;

        // Board, rows, columns, expander, then data, clock, receive, send, switch, loop, buzzer, heartbeat.
        [TestMethod]
        [DataRow("esp32-devkitc", "32 33 25 26 ", "27 14 13 4 ", 0, "21 22 39 19 35 34 23 18 ")]
        [DataRow("esp32-s3-devkitc", "4 5 6 7 ", "15 16 17 18 ", 0, "8 9 10 11 12 13 14 21 ")]
        [DataRow("esp32-c3-devkitm", "0 1 2 3 ", "8 9 10 11 ", 0x20, "4 5 6 7 1 0 3 10 ")]
        public void WithoutAWordThePinsAreTheBoards(string board, string rows, string columns, int expander, string others)
        {
            Assert.IsNull(Read(On(board, "")));
            Assert.AreEqual(rows, Text(_settings.RowPins));
            Assert.AreEqual(columns, Text(_settings.ColumnPins));
            Assert.AreEqual(expander, _settings.KeypadExpander);
            Assert.AreEqual(others, Text(Others(_settings)));
        }

        [TestMethod]
        public void APinHasThePlaceThatNfConfigGivesIt()
        {
            Assert.IsNull(Read(On("esp32-s3-devkitc", "[keypad]columns=15, 16, 17, 47")));
            Assert.AreEqual("15 16 17 47 ", Text(_settings.ColumnPins));
            Assert.AreEqual("4 5 6 7 ", Text(_settings.RowPins));
            Assert.IsNull(Read(On("esp32-s3-devkitc", "[heartbeat]pin=48")));
            Assert.AreEqual(48, _settings.HeartbeatPin);
            Assert.IsNull(Read(On("esp32-devkitc", "[buzzer]pin=none")));
            Assert.AreEqual(KioskSettings.NoPin, _settings.BuzzerPin);
            Assert.IsNull(Read(On("esp32-c3-devkitm", "[keypad]rows=15, 7, 14, 6")));
            Assert.AreEqual("15 7 14 6 ", Text(_settings.RowPins));
        }

        // Board, line, and the reason that is given.
        [TestMethod]
        [DataRow("esp32-devkitc", "[keypad]rows=32, 33, 25, 6", "keypad.rows", "GPIO 6 is the flash")]
        [DataRow("esp32-devkitc", "[keypad]rows=11, 33, 25, 26", "keypad.rows", "GPIO 11 is the flash")]
        [DataRow("esp32-devkitc", "[keypad]rows=32, 33, 25, 34", "keypad.rows", "GPIO 34 is an input only")]
        [DataRow("esp32-devkitc", "[keypad]columns=27, 14, 13, 36", "keypad.columns", "GPIO 36 has no pull of its own")]
        [DataRow("esp32-devkitc", "[keypad]columns=27, 14, 13, 16", "keypad.columns", "GPIO 16 may be the PSRAM")]
        [DataRow("esp32-devkitc", "[display]data=1", "display.data", "GPIO 1 is the USB serial port")]
        [DataRow("esp32-devkitc", "[display]clock=36", "display.clock", "GPIO 36 is an input only")]
        [DataRow("esp32-devkitc", "[reader]receive=3", "reader.receive", "GPIO 3 is the USB serial port")]
        [DataRow("esp32-devkitc", "[reader]send=17", "reader.send", "GPIO 17 may be the PSRAM")]
        [DataRow("esp32-devkitc", "[reader]send=39", "reader.send", "GPIO 39 is an input only")]
        [DataRow("esp32-devkitc", "[service]switch=0", "service.switch", "GPIO 0 decides how the chip starts")]
        [DataRow("esp32-devkitc", "[tamper]loop=12", "tamper.loop", "GPIO 12 decides how the chip starts")]
        [DataRow("esp32-devkitc", "[tamper]loop=24", "tamper.loop", "GPIO 24 is no pin of this chip")]
        [DataRow("esp32-devkitc", "[buzzer]pin=40", "buzzer.pin", "GPIO 40 is no pin of this chip")]
        [DataRow("esp32-devkitc", "[heartbeat]pin=15", "heartbeat.pin", "GPIO 15 decides how the chip starts")]
        [DataRow("esp32-s3-devkitc", "[buzzer]pin=22", "buzzer.pin", "GPIO 22 is no pin of this chip")]
        [DataRow("esp32-s3-devkitc", "[buzzer]pin=26", "buzzer.pin", "GPIO 26 is the flash")]
        [DataRow("esp32-s3-devkitc", "[buzzer]pin=32", "buzzer.pin", "GPIO 32 is the flash")]
        [DataRow("esp32-s3-devkitc", "[buzzer]pin=33", "buzzer.pin", "GPIO 33 may be the PSRAM")]
        [DataRow("esp32-s3-devkitc", "[buzzer]pin=37", "buzzer.pin", "GPIO 37 may be the PSRAM")]
        [DataRow("esp32-s3-devkitc", "[buzzer]pin=46", "buzzer.pin", "GPIO 46 decides how the chip starts")]
        [DataRow("esp32-s3-devkitc", "[buzzer]pin=20", "buzzer.pin", "GPIO 20 is the USB serial port")]
        [DataRow("esp32-s3-devkitc", "[buzzer]pin=43", "buzzer.pin", "GPIO 43 is the USB serial port")]
        [DataRow("esp32-c3-devkitm", "[buzzer]pin=9", "buzzer.pin", "GPIO 9 decides how the chip starts")]
        [DataRow("esp32-c3-devkitm", "[buzzer]pin=11", "buzzer.pin", "GPIO 11 is the flash")]
        [DataRow("esp32-c3-devkitm", "[buzzer]pin=17", "buzzer.pin", "GPIO 17 is the flash")]
        [DataRow("esp32-c3-devkitm", "[buzzer]pin=18", "buzzer.pin", "GPIO 18 is the USB serial port")]
        [DataRow("esp32-c3-devkitm", "[buzzer]pin=22", "buzzer.pin", "GPIO 22 is no pin of this chip")]
        [DataRow("esp32-c3-devkitm", "[keypad]columns=8, 9, 10, 15", "keypad.columns", "pin 15 of the MCP23017 is an output only")]
        [DataRow("esp32-c3-devkitm", "[keypad]columns=8, 9, 10, 7", "keypad.columns", "pin 7 of the MCP23017 is an output only")]
        [DataRow("esp32-c3-devkitm", "[keypad]rows=0, 1, 2, 16", "keypad.rows", "pin 16 is no pin of the MCP23017")]
        public void APinThatTheChipCannotUseSoIsRefusedWithTheReason(string board, string line, string key, string reason)
        {
            AssertRefused(On(board, line), key, reason);
        }

        // The one that nf.config says is named, with the other beside it.
        [TestMethod]
        [DataRow("esp32-devkitc", "[keypad]columns=27, 14, 13, 32", "keypad.columns", "GPIO 32 is keypad.rows too")]
        [DataRow("esp32-devkitc", "[keypad]rows=32, 33, 33, 26", "keypad.rows", "GPIO 33 is keypad.rows too")]
        [DataRow("esp32-devkitc", "[display]data=22", "display.data", "GPIO 22 is display.clock too")]
        [DataRow("esp32-devkitc", "[display]clock=4", "display.clock", "GPIO 4 is keypad.columns too")]
        [DataRow("esp32-devkitc", "[reader]receive=18", "reader.receive", "GPIO 18 is heartbeat.pin too")]
        [DataRow("esp32-devkitc", "[tamper]loop=35", "tamper.loop", "GPIO 35 is service.switch too")]
        [DataRow("esp32-devkitc", "[heartbeat]pin=23", "heartbeat.pin", "GPIO 23 is buzzer.pin too")]
        [DataRow("esp32-c3-devkitm", "[keypad]columns=8, 9, 10, 3", "keypad.columns", "pin 3 is keypad.rows too")]
        public void APinHasOneUse(string board, string line, string key, string reason)
        {
            AssertRefused(On(board, line), key, reason);
        }

        [TestMethod]
        public void PinsOfTheExpanderAreNotThoseOfTheChip()
        {
            // On the C3 GPIO 0 to 3 and the expander's 0 to 3 are in use both.
            Assert.IsNull(Read(On("esp32-c3-devkitm", "")));
        }

        [TestMethod]
        public void AKeypadThatIsNotWhereTheBoardHasItSaysItsPins()
        {
            SettingsError error = Read(On("esp32-devkitc", "[keypad]expander=0x21"));
            Assert.AreEqual((int)SettingsProblem.Missing, (int)error.Problem);
            Assert.AreEqual("keypad.rows", error.Key);
            Assert.IsNull(Read(On("esp32-devkitc", "[keypad]expander=0x21\nrows=0, 1, 2, 3\ncolumns=4, 5, 6, 8")));
            Assert.AreEqual(0x21, _settings.KeypadExpander);
            Assert.AreEqual("4 5 6 8 ", Text(_settings.ColumnPins));
        }

        [TestMethod]
        public void ARefusedFileIsShownOnItsOwnDisplay()
        {
            SettingsError error = Read(On("esp32-s3-devkitc", "[display]data=41\nclock=42") + "\n[nonsense]");
            Assert.AreEqual(41, error.Display.DisplayData);
            Assert.AreEqual(42, error.Display.DisplayClock);
            error = Read(On("esp32-s3-devkitc", "") + "\n[nonsense]");
            Assert.AreEqual(8, error.Display.DisplayData);
            Assert.AreEqual(9, error.Display.DisplayClock);

            // Also by what stands after the fault.
            error = Read("[nonsense]\nx=1\n[board]\nname=esp32-s3-devkitc\n[display]\ntype=sh1106-128x64\naddress=0x3D\ndata=41\nclock=42");
            Assert.AreEqual(1, error.Line);
            Assert.AreEqual((int)DisplayType.Sh1106, (int)error.Display.Display);
            Assert.AreEqual(0x3D, error.Display.DisplayAddress);
            Assert.AreEqual(41, error.Display.DisplayData);
            Assert.AreEqual(42, error.Display.DisplayClock);
            error = Read("[display]\nnonsense\ntype=ssd1306-128x32\naddress=none\nnonsense=1\n[\n=\n[nonsense]\ntype=sh1106-128x64");
            Assert.AreEqual(2, error.Line);
            Assert.AreEqual((int)DisplayType.Ssd1306Flat, (int)error.Display.Display);
            Assert.AreEqual(0x3C, error.Display.DisplayAddress);

            // Not on pins that could not be a display's.
            error = Read(On("esp32-c3-devkitm", "[display]data=12"));
            Assert.AreEqual(4, error.Display.DisplayData);
            Assert.AreEqual(5, error.Display.DisplayClock);
        }

        private static SettingsError Read(string text)
        {
            byte[] file = Hex.Ascii(text);
            return SettingsReader.Read(file, file.Length, out _settings);
        }

        private static void AssertRefused(string text, string key, string reason)
        {
            SettingsError error = Read(text);
            Assert.IsNotNull(error);
            Assert.AreEqual((int)SettingsProblem.BadGpio, (int)error.Problem);
            Assert.AreEqual(key, error.Key);
            Assert.AreEqual(reason, error.Takes);
            Assert.AreEqual(LineOf(text, key), error.Line);
            Assert.AreEqual("nf.config line " + error.Line.ToString() + ": " + key + ": " + reason, error.ToString());
        }

        /// <summary>SampleConfig without its pins, on a board, and lines of a section more.</summary>
        private static string On(string board, string lines)
        {
            string text = SampleConfig.WithValue("board.name", board);
            string[] pins = PinLines.Split('\n');
            for (int i = 0; i < pins.Length - 1; i++)
            {
                int start = text.IndexOf("\n" + pins[i].Trim() + "\n") + 1;
                text = text.Substring(0, start) + text.Substring(start + pins[i].Trim().Length + 1);
            }

            if (lines.Length == 0)
            {
                return text;
            }

            int end = lines.IndexOf(']') + 1;
            int section = text.IndexOf(lines.Substring(0, end)) + end + 1;
            return text.Substring(0, section) + lines.Substring(end) + "\n" + text.Substring(section);
        }

        private static int LineOf(string text, string key)
        {
            int point = key.IndexOf('.');
            int end = text.IndexOf("\n" + key.Substring(point + 1) + "=", text.IndexOf("[" + key.Substring(0, point) + "]")) + 1;
            int line = 1;
            for (int i = 0; i < end; i++)
            {
                line += text[i] == '\n' ? 1 : 0;
            }

            return line;
        }

        private static int[] Others(KioskSettings s)
        {
            return new int[] { s.DisplayData, s.DisplayClock, s.ReaderReceive, s.ReaderSend, s.ServiceSwitch, s.TamperLoop, s.BuzzerPin, s.HeartbeatPin };
        }

        private static string Text(int[] numbers)
        {
            string text = "";
            for (int i = 0; i < numbers.Length; i++)
            {
                text += numbers[i].ToString() + " ";
            }

            return text;
        }
    }
}
