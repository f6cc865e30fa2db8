using System.Text;

namespace Kiosk.Core.Settings
{
    /// <summary>
    /// Reads nf.config: lines of <c>[section]</c>, <c>key = value</c>, and comments that begin with <c>#</c>. Every key must be
    /// there once, but for the sections of the other mode, for toll classes after the first, and for pins: what is not said of them is as the
    /// board has it. The first fault ends the reading.
    /// </summary>
    public sealed class SettingsReader
    {
        /// <summary>Longest file, in bytes.</summary>
        public const int LongestFile = 8192;

        private const int MostKeys = 80;

        // What the display can show large; DE 4 could hold 12 digits.
        private const long LargestAmount = 99999999;

        // The sections and the keys that each must have.
        private const string Required =
            "board.name terminal.id terminal.merchant terminal.location terminal.mode terminal.language terminal.currency terminal.currency-number "
            + "terminal.currency-digits terminal.utc-offset parking.unit-minutes parking.unit-amount parking.minimum parking.maximum parking.free "
            + "toll.class-1 card.brands card.reader card.amex-phone card.visa-phone card.mastercard-phone card.discover-phone card.jcb-phone "
            + "card.diners-phone card.unionpay-phone card.maestro-phone pin.minimum pin.maximum pin.format pin.tries pin.lock-hours issuer.host issuer.port issuer.ca "
            + "issuer.certificate issuer.certificate-key issuer.profile issuer.answer issuer.echo issuer.time-server keys.bench service.code "
            + "time-out.key time-out.pin time-out.result keypad.legend display.type display.address reader.entry reader.baud reader.lrc buzzer.sound";

        // What the board says otherwise.
        private const string Known = Required
            + " keypad.expander keypad.rows keypad.columns display.data display.clock reader.receive reader.send service.switch tamper.loop buzzer.pin heartbeat.pin";

        private const int MostPins = 16;

        private readonly KioskSettings _settings = new KioskSettings();
        private readonly string[] _seen = new string[MostKeys];
        private readonly int[] _seenLines = new int[MostKeys];
        private readonly int[] _sectionLines = new int[MostKeys];
        private readonly string[] _sections = new string[MostKeys];
        private int _seenCount;
        private int _sectionCount;
        private readonly string[] _pinKeys = new string[MostPins];
        private readonly int[] _pins = new int[MostPins];
        private int _pinCount;
        private int _legendRows;
        private string _takes = "";

        private SettingsReader()
        {
        }

        /// <summary>Reads a file.</summary>
        /// <param name="file">Its bytes, UTF-8.</param>
        /// <param name="length">How many of them; <see cref="Storage.FlashRead.Missing"/> and the like give <see cref="SettingsProblem.NoFile"/>.</param>
        /// <param name="settings">The settings, or null.</param>
        /// <returns>Null, or where and why the file is refused.</returns>
        public static SettingsError Read(byte[] file, int length, out KioskSettings settings)
        {
            settings = null;
            if (length <= 0 || length > LongestFile || length > file.Length)
            {
                return NoFile();
            }

            SettingsReader reader = new SettingsReader();
            SettingsError error = reader.ReadLines(file, length);
            if (error == null)
            {
                settings = reader._settings;
            }
            else
            {
                reader.ReadDisplay(file, length, error.Line);
                error.Display = reader.DisplaySettings();
            }

            return error;
        }

        private static SettingsError NoFile()
        {
            return new SettingsError(SettingsProblem.NoFile, 0, "nf.config", "");
        }

        private SettingsError ReadLines(byte[] file, int length)
        {
            string section = "";
            int line = 0;
            int start = 0;
            if (length >= 3 && file[0] == 0xEF && file[1] == 0xBB && file[2] == 0xBF)
            {
                start = 3;
                if (length == start)
                {
                    return NoFile();
                }
            }

            while (start < length)
            {
                int end = start;
                while (end < length && file[end] != '\n')
                {
                    end++;
                }

                line++;
                string text;
                try
                {
                    text = Clean(Encoding.UTF8.GetString(file, start, end - start));
                }
                catch (System.Exception)
                {
                    // Bytes that are not UTF-8: the device's decoder throws, the desktop's does not.
                    return new SettingsError(SettingsProblem.NotALine, line, "", "");
                }

                start = end + 1;
                if (text.Length == 0)
                {
                    continue;
                }

                if (text[0] == '[')
                {
                    if (text[text.Length - 1] != ']')
                    {
                        return new SettingsError(SettingsProblem.NotALine, line, text, "");
                    }

                    section = text.Substring(1, text.Length - 2).Trim();
                    if (!IsSection(section))
                    {
                        return new SettingsError(SettingsProblem.UnknownSection, line, section, "");
                    }

                    if (SectionLine(section) != 0)
                    {
                        return new SettingsError(SettingsProblem.Twice, line, section, "");
                    }

                    _sections[_sectionCount] = section;
                    _sectionLines[_sectionCount++] = line;
                    continue;
                }

                int equals = text.IndexOf('=');
                if (equals <= 0)
                {
                    return new SettingsError(SettingsProblem.NotALine, line, text, "");
                }

                string key = section + "." + text.Substring(0, equals).Trim();
                if (!IsKey(key))
                {
                    return new SettingsError(SettingsProblem.UnknownKey, line, key, "");
                }

                if (IsSeen(key))
                {
                    return new SettingsError(SettingsProblem.Twice, line, key, "");
                }

                _seen[_seenCount] = key;
                _seenLines[_seenCount++] = line;
                if (!Set(key, text.Substring(equals + 1).Trim()))
                {
                    return new SettingsError(SettingsProblem.BadValue, line, key, _takes);
                }
            }

            SettingsError error = FindMissing(line);
            if (error == null)
            {
                TakeBoardPins();
                error = FindKeypad() ?? Consistent() ?? CheckPins();
            }

            return error;
        }

        /// <summary>What comes after the line of a fault, for the display alone: it is to say so.</summary>
        private void ReadDisplay(byte[] file, int length, int faultLine)
        {
            string section = "";
            int line = 0;
            for (int start = 0; start < length; start++)
            {
                int first = start;
                while (start < length && file[start] != '\n')
                {
                    start++;
                }

                string text = "";
                try
                {
                    text = Clean(Encoding.UTF8.GetString(file, first, start - first));
                }
                catch (System.Exception)
                {
                    // The display's keys have no such bytes.
                }

                int equals = text.IndexOf('=');
                if (++line <= faultLine || equals <= 0)
                {
                    section = text.Length > 0 && text[0] == '[' ? text : section;
                    continue;
                }

                string key = section == "[board]" || section == "[display]" ? section.Substring(1, section.Length - 2) + "." + text.Substring(0, equals).Trim() : "";
                if (key.Length > 0 && IsKey(key) && !IsSeen(key))
                {
                    _seen[_seenCount++] = key;
                    Set(key, text.Substring(equals + 1).Trim());
                }
            }
        }

        /// <summary>A line without its comment, its blanks and its carriage return. A <c>#</c> begins a comment at the start or after a blank, so that a legend may hold one.</summary>
        private static string Clean(string line)
        {
            for (int i = 0; i < line.Length; i++)
            {
                if (line[i] == '#' && (i == 0 || line[i - 1] == ' ' || line[i - 1] == '\t'))
                {
                    return line.Substring(0, i).Trim();
                }
            }

            return line.Trim();
        }

        private static bool IsSection(string name)
        {
            return name.Length > 0 && name.IndexOf('.') < 0 && IsListed(name, '.');
        }

        private static bool IsKey(string key)
        {
            return TollClass(key) > 0 || IsListed(key, ' ');
        }

        /// <summary>Whether a word stands in the list, from a blank to what ends it.</summary>
        private static bool IsListed(string word, char end)
        {
            if (word.IndexOf(' ') >= 0)
            {
                return false;
            }

            for (int at = Known.IndexOf(word); at >= 0; at = Known.IndexOf(word, at + 1))
            {
                int after = at + word.Length;
                if ((at == 0 || Known[at - 1] == ' ') && (after == Known.Length ? end == ' ' : Known[after] == end))
                {
                    return true;
                }
            }

            return false;
        }

        /// <summary>1 to 9 for <c>toll.class-1</c> to <c>toll.class-9</c>, otherwise 0.</summary>
        private static int TollClass(string key)
        {
            return key.Length == 12 && key.StartsWith("toll.class-") && key[11] >= '1' && key[11] <= '9' ? key[11] - '0' : 0;
        }

        private bool IsSeen(string key)
        {
            for (int i = 0; i < _seenCount; i++)
            {
                if (_seen[i] == key)
                {
                    return true;
                }
            }

            return false;
        }

        private int SectionLine(string section)
        {
            for (int i = 0; i < _sectionCount; i++)
            {
                if (_sections[i] == section)
                {
                    return _sectionLines[i];
                }
            }

            return 0;
        }

        private SettingsError FindMissing(int lastLine)
        {
            string otherMode = _settings.Mode == KioskMode.Parking ? "toll" : "parking";
            string[] required = Required.Split(' ');
            for (int i = 0; i < required.Length; i++)
            {
                string section = required[i].Substring(0, required[i].IndexOf('.'));
                int line = SectionLine(section);
                if (!IsSeen(required[i]) && !(section == otherMode && line == 0))
                {
                    return new SettingsError(SettingsProblem.Missing, line == 0 ? lastLine : line, required[i], "");
                }
            }

            return null;
        }

        /// <summary>What only several keys together can get wrong.</summary>
        private SettingsError Consistent()
        {
            KioskSettings s = _settings;
            if (s.PinMinimum > s.PinMaximum)
            {
                return Wrong("pin", "pin.minimum", "at most pin.maximum");
            }

            if ((s.PinFormat == 4) != (s.Profile == MessageProfile.Aes))
            {
                // Here and not when a customer waits: no public profile puts 16 bytes into a DE 52 of 8.
                return Wrong("pin", "pin.format", s.Profile == MessageProfile.Aes ? "4: DE 52 has 16 bytes in profile aes" : "0 or 3: DE 52 has 8 bytes in profile tdes");
            }

            if (s.Mode == KioskMode.Parking)
            {
                if (s.ParkingMinimumMinutes > s.ParkingMaximumMinutes)
                {
                    return Wrong("parking", "parking.minimum", "at most parking.maximum");
                }

                if (s.ParkingMaximumMinutes % s.ParkingUnitMinutes != 0)
                {
                    return Wrong("parking", "parking.maximum", "a multiple of parking.unit-minutes");
                }

                if ((long)(s.ParkingMaximumMinutes / s.ParkingUnitMinutes) * s.ParkingUnitAmount > LargestAmount)
                {
                    return Wrong("parking", "parking.maximum", "minutes that cost at most 8 digits");
                }
            }

            if (_legendRows != s.RowPins.Length || s.KeyLegend.Length != s.RowPins.Length * s.ColumnPins.Length)
            {
                return Wrong("keypad", "keypad.legend", "a row for each of keypad.rows, a key for each of keypad.columns");
            }

            return CertificateAndKey();
        }

        private SettingsError CertificateAndKey()
        {
            return (_settings.DeviceCertificate == null) == (_settings.DeviceKey == null)
                ? null
                : Wrong("issuer", "issuer.certificate-key", "a file where issuer.certificate names one, otherwise none");
        }

        /// <summary>What was read, as far as a display needs it that is to say so.</summary>
        private KioskSettings DisplaySettings()
        {
            KioskSettings display = BoardPins.Of(_settings.Board);
            display.Display = _settings.Display;
            display.DisplayAddress = _settings.DisplayAddress;
            int data = IsSeen("display.data") ? _settings.DisplayData : display.DisplayData;
            int clock = IsSeen("display.clock") ? _settings.DisplayClock : display.DisplayClock;
            if (data != clock && IsOutput(data) && IsOutput(clock))
            {
                display.DisplayData = data;
                display.DisplayClock = clock;
            }

            return display;
        }

        private bool IsOutput(int pin)
        {
            return pin >= 0 && GpioRules.Refusal(_settings.Board, pin, GpioUse.Output) == null;
        }

        /// <summary>What nf.config does not say of the pins is as the board has it.</summary>
        private void TakeBoardPins()
        {
            KioskSettings s = _settings;
            KioskSettings board = BoardPins.Of(s.Board);
            s.KeypadExpander = IsSeen("keypad.expander") ? s.KeypadExpander : board.KeypadExpander;
            if ((s.KeypadExpander == KioskSettings.NoExpander) == (board.KeypadExpander == KioskSettings.NoExpander))
            {
                s.RowPins = IsSeen("keypad.rows") ? s.RowPins : board.RowPins;
                s.ColumnPins = IsSeen("keypad.columns") ? s.ColumnPins : board.ColumnPins;
            }

            s.DisplayData = IsSeen("display.data") ? s.DisplayData : board.DisplayData;
            s.DisplayClock = IsSeen("display.clock") ? s.DisplayClock : board.DisplayClock;
            s.ReaderReceive = IsSeen("reader.receive") ? s.ReaderReceive : board.ReaderReceive;
            s.ReaderSend = IsSeen("reader.send") ? s.ReaderSend : board.ReaderSend;
            s.ServiceSwitch = IsSeen("service.switch") ? s.ServiceSwitch : board.ServiceSwitch;
            s.TamperLoop = IsSeen("tamper.loop") ? s.TamperLoop : board.TamperLoop;
            s.BuzzerPin = IsSeen("buzzer.pin") ? s.BuzzerPin : board.BuzzerPin;
            s.HeartbeatPin = IsSeen("heartbeat.pin") ? s.HeartbeatPin : board.HeartbeatPin;
        }

        /// <summary>A keypad that is on an expander against the board's habit, or not on one: the board cannot say its pins.</summary>
        private SettingsError FindKeypad()
        {
            string missing = _settings.RowPins.Length == 0 ? "keypad.rows" : _settings.ColumnPins.Length == 0 ? "keypad.columns" : null;
            return missing == null ? null : new SettingsError(SettingsProblem.Missing, SectionLine("keypad"), missing, "");
        }

        /// <summary>Each pin: whether the chip can use it so, and whether it has one use.</summary>
        private SettingsError CheckPins()
        {
            KioskSettings s = _settings;
            bool expander = s.KeypadExpander != KioskSettings.NoExpander;
            SettingsError error = null;
            for (int i = 0; i < s.RowPins.Length && error == null; i++)
            {
                error = CheckPin("keypad.rows", s.RowPins[i], GpioUse.Output, expander);
            }

            for (int i = 0; i < s.ColumnPins.Length && error == null; i++)
            {
                error = CheckPin("keypad.columns", s.ColumnPins[i], GpioUse.PulledInput, expander);
            }

            return error
                ?? CheckPin("display.data", s.DisplayData, GpioUse.Output, false)
                ?? CheckPin("display.clock", s.DisplayClock, GpioUse.Output, false)
                ?? CheckPin("reader.receive", s.ReaderReceive, GpioUse.Input, false)
                ?? CheckPin("reader.send", s.ReaderSend, GpioUse.Output, false)
                ?? CheckPin("service.switch", s.ServiceSwitch, GpioUse.Input, false)
                ?? CheckPin("tamper.loop", s.TamperLoop, GpioUse.Input, false)
                ?? CheckPin("buzzer.pin", s.BuzzerPin, GpioUse.Output, false)
                ?? CheckPin("heartbeat.pin", s.HeartbeatPin, GpioUse.Output, false);
        }

        private SettingsError CheckPin(string key, int pin, GpioUse use, bool onExpander)
        {
            if (pin == KioskSettings.NoPin)
            {
                return null;
            }

            string name = (onExpander ? "pin " : "GPIO ") + pin.ToString();
            string refusal = onExpander ? GpioRules.ExpanderRefusal(pin, use) : GpioRules.Refusal(_settings.Board, pin, use);
            if (refusal != null)
            {
                return BadGpio(key, name + " " + refusal);
            }

            // Pins of the expander are numbers of their own, behind those of the chip.
            int number = onExpander ? GpioRules.LastGpio + 1 + pin : pin;
            for (int i = 0; i < _pinCount; i++)
            {
                if (_pins[i] == number)
                {
                    // One of the two stands in nf.config: no board has a pin twice.
                    return IsSeen(key) ? BadGpio(key, name + " is " + _pinKeys[i] + " too") : BadGpio(_pinKeys[i], name + " is " + key + " too");
                }
            }

            _pinKeys[_pinCount] = key;
            _pins[_pinCount++] = number;
            return null;
        }

        private SettingsError BadGpio(string key, string why)
        {
            SettingsError error = Wrong(key.Substring(0, key.IndexOf('.')), key, why);
            return new SettingsError(SettingsProblem.BadGpio, error.Line, key, why);
        }

        /// <summary>A value that does not go with others. The line is that of the key, or of its section when it is no key.</summary>
        private SettingsError Wrong(string section, string key, string takes)
        {
            int line = SectionLine(section);
            for (int i = 0; i < _seenCount; i++)
            {
                line = _seen[i] == key ? _seenLines[i] : line;
            }

            return new SettingsError(SettingsProblem.BadValue, line, key, takes);
        }

        private bool Set(string key, string value)
        {
            KioskSettings s = _settings;
            int tollClass = TollClass(key);
            if (tollClass > 0)
            {
                return Amount(value, out s.TollAmounts[tollClass - 1]);
            }

            switch (key)
            {
                case "board.name": return SetBoard(value);
                case "terminal.id": return Text(value, 8, out s.TerminalId);
                case "terminal.merchant": return Text(value, 15, out s.MerchantId);
                case "terminal.location": return Text(value, 40, out s.Location);
                case "terminal.mode": return Mode(value);
                case "terminal.language": return SetLanguage(value);
                case "terminal.currency": return Text(value, 3, out s.Currency) && (s.Currency.Length == 3 || Takes("three letters"));
                case "terminal.currency-number": return Number(value, 1, 999, out s.CurrencyNumber);
                case "terminal.currency-digits": return Number(value, 0, 3, out s.CurrencyDigits);
                case "terminal.utc-offset": return Number(value, -720, 840, out s.UtcOffsetMinutes);
                case "parking.unit-minutes": return Number(value, 1, 1440, out s.ParkingUnitMinutes);
                case "parking.unit-amount": return Amount(value, out s.ParkingUnitAmount);
                case "parking.minimum": return Number(value, 1, 9999, out s.ParkingMinimumMinutes);
                case "parking.maximum": return Number(value, 1, 9999, out s.ParkingMaximumMinutes);
                case "parking.free": return Number(value, 0, 9999, out s.ParkingFreeMinutes);
                case "card.brands": return SetBrands(value);
                case "card.reader": return Choice(value, "none", "track2", out s.HasReader);
                case "card.amex-phone": return Phone(value, Brands.Amex);
                case "card.visa-phone": return Phone(value, Brands.Visa);
                case "card.mastercard-phone": return Phone(value, Brands.Mastercard);
                case "card.discover-phone": return Phone(value, Brands.Discover);
                case "card.jcb-phone": return Phone(value, Brands.Jcb);
                case "card.diners-phone": return Phone(value, Brands.Diners);
                case "card.unionpay-phone": return Phone(value, Brands.UnionPay);
                case "card.maestro-phone": return Phone(value, Brands.Maestro);
                case "pin.minimum": return Number(value, 4, 12, out s.PinMinimum);
                case "pin.maximum": return Number(value, 4, 12, out s.PinMaximum);
                case "pin.format": return Format(value);
                case "pin.tries": return Number(value, 1, 9, out s.PinTries);
                case "pin.lock-hours": return Number(value, 1, 240, out s.LockHours);
                case "issuer.host": return Text(value, 64, out s.IssuerHost);
                case "issuer.port": return Number(value, 1, 65535, out s.IssuerPort);
                case "issuer.ca": return Text(value, 16, out s.IssuerCa);
                case "issuer.certificate": return OptionalFile(value, out s.DeviceCertificate);
                case "issuer.certificate-key": return OptionalFile(value, out s.DeviceKey);
                case "issuer.profile": return Profile(value);
                case "issuer.answer": return Number(value, 5, 120, out s.AnswerSeconds);
                case "issuer.echo": return Echo(value);
                case "issuer.time-server": return Text(value, 64, out s.TimeServer);
                case "keys.bench": return Choice(value, "no", "yes", out s.BenchKeys);
                case "service.code": return Code(value);
                case "service.switch": return OptionalPin(value, out s.ServiceSwitch);
                case "tamper.loop": return OptionalPin(value, out s.TamperLoop);
                case "time-out.key": return Number(value, 5, 300, out s.KeySeconds);
                case "time-out.pin": return Number(value, 10, 600, out s.PinSeconds);
                case "time-out.result": return Number(value, 1, 60, out s.ResultSeconds);
                case "keypad.legend": return Legend(value);
                case "keypad.expander": return Expander(value);
                case "keypad.rows": return Pins(value, 4, 4, out s.RowPins);
                case "keypad.columns": return Pins(value, 3, 4, out s.ColumnPins);
                case "display.type": return SetDisplay(value);
                case "display.data": return Number(value, 0, GpioRules.LastGpio, out s.DisplayData);
                case "display.clock": return Number(value, 0, GpioRules.LastGpio, out s.DisplayClock);
                case "display.address": return Address(value);
                case "reader.entry": return Choice(value, "insert", "swipe", out s.ReaderSwipes);
                case "reader.receive": return Number(value, 0, GpioRules.LastGpio, out s.ReaderReceive);
                case "reader.send": return Number(value, 0, GpioRules.LastGpio, out s.ReaderSend);
                case "reader.baud": return Number(value, 1200, 115200, out s.ReaderBaud);
                case "reader.lrc": return Choice(value, "no", "yes", out s.ReaderHasLrc);
                case "buzzer.sound": return Choice(value, "no", "yes", out s.BuzzerSounds);
                case "buzzer.pin": return OptionalPin(value, out s.BuzzerPin);
                case "heartbeat.pin": return OptionalPin(value, out s.HeartbeatPin);
                default: return false;
            }
        }

        /// <summary>Says what the key takes; always false.</summary>
        private bool Takes(string what)
        {
            _takes = what;
            return false;
        }

        private bool Text(string value, int longest, out string text)
        {
            text = value;
            bool good = value.Length > 0 && value.Length <= longest;
            for (int i = 0; i < value.Length; i++)
            {
                good &= value[i] >= ' ' && value[i] <= '~';
            }

            return good || Takes("1 to " + longest.ToString() + " ASCII characters");
        }

        private bool Number(string value, int least, int most, out int number)
        {
            return TryNumber(value, least, most, out number) || Takes("a whole number from " + least.ToString() + " to " + most.ToString());
        }

        private static bool TryNumber(string value, int least, int most, out int number)
        {
            number = 0;
            int first = value.Length > 0 && value[0] == '-' ? 1 : 0;
            if (value.Length == first || value.Length > first + 6)
            {
                return false;
            }

            for (int i = first; i < value.Length; i++)
            {
                if (value[i] < '0' || value[i] > '9')
                {
                    return false;
                }

                number = (number * 10) + (value[i] - '0');
            }

            number = first == 1 ? -number : number;
            return number >= least && number <= most;
        }

        /// <summary>An amount with exactly the decimals of the currency, which therefore stands before it.</summary>
        private bool Amount(string value, out int amount)
        {
            amount = 0;
            int digits = _settings.CurrencyDigits;
            int point = digits == 0 ? value.Length : value.Length - digits - 1;
            if (!IsSeen("terminal.currency-digits"))
            {
                return Takes("an amount, after terminal.currency-digits");
            }

            bool good = point > 0 && point <= 6 && (digits == 0 || value[point] == '.');
            for (int i = 0; good && i < value.Length; i++)
            {
                if (i != point)
                {
                    good = value[i] >= '0' && value[i] <= '9';
                    amount = (amount * 10) + (value[i] - '0');
                }
            }

            return (good && amount > 0 && amount <= LargestAmount) || Takes("an amount over 0 with " + digits.ToString() + " decimals and at most 8 digits");
        }

        private bool Choice(string value, string no, string yes, out bool chosen)
        {
            chosen = value == yes;
            return chosen || value == no || Takes(yes + " or " + no);
        }

        private bool Mode(string value)
        {
            bool toll;
            bool good = Choice(value, "parking", "toll", out toll);
            _settings.Mode = toll ? KioskMode.Toll : KioskMode.Parking;
            return good;
        }

        private bool Profile(string value)
        {
            bool tdes;
            bool good = Choice(value, "aes", "tdes", out tdes);
            _settings.Profile = tdes ? MessageProfile.Tdes : MessageProfile.Aes;
            return good;
        }

        /// <summary>A PIN block format that binds the card: formats 1 and 2 do not, and every card here has a number (RULES.md, K10).</summary>
        private bool Format(string value)
        {
            return (TryNumber(value, 0, 4, out _settings.PinFormat) && _settings.PinFormat != 1 && _settings.PinFormat != 2) || Takes("0, 3 or 4: 1 and 2 do not bind the card");
        }

        private bool Code(string value)
        {
            bool good = value.Length >= 6 && value.Length <= KioskSettings.LongestCode;
            for (int i = 0; i < value.Length; i++)
            {
                good &= value[i] >= '0' && value[i] <= '9';
            }

            _settings.ServiceCode = value;
            return good || Takes("6 to 12 digits");
        }

        private bool OptionalPin(string value, out int pin)
        {
            if (value == "none")
            {
                pin = KioskSettings.NoPin;
                return true;
            }

            return TryNumber(value, 0, GpioRules.LastGpio, out pin) || Takes("a GPIO number or none");
        }

        private bool OptionalFile(string value, out string name)
        {
            name = null;
            return value == "none" || Text(value, 16, out name);
        }

        private bool Echo(string value)
        {
            return (TryNumber(value, 0, 3600, out _settings.EchoSeconds) && (_settings.EchoSeconds == 0 || _settings.EchoSeconds >= 30)) || Takes("0 or 30 to 3600 seconds");
        }

        private bool Expander(string value)
        {
            if (value == "none")
            {
                _settings.KeypadExpander = KioskSettings.NoExpander;
                return true;
            }

            _settings.KeypadExpander = value.Length == 4 && value.StartsWith("0x2") ? 0x20 + value[3] - '0' : 0;
            return (_settings.KeypadExpander >= 0x20 && _settings.KeypadExpander <= 0x27) || Takes("none, or 0x20 to 0x27: an MCP23017");
        }

        private bool SetBoard(string value)
        {
            switch (value)
            {
                case "esp32-devkitc": _settings.Board = BoardType.Esp32DevKitC; return true;
                case "esp32-s3-devkitc": _settings.Board = BoardType.Esp32S3DevKitC; return true;
                case "esp32-c3-devkitm": _settings.Board = BoardType.Esp32C3DevKitM; return true;
                default: return Takes("esp32-devkitc, esp32-s3-devkitc or esp32-c3-devkitm");
            }
        }

        private bool SetDisplay(string value)
        {
            switch (value)
            {
                case "ssd1306-128x64": _settings.Display = DisplayType.Ssd1306Tall; return true;
                case "ssd1306-128x32": _settings.Display = DisplayType.Ssd1306Flat; return true;
                case "sh1106-128x64": _settings.Display = DisplayType.Sh1106; return true;
                default: return Takes("ssd1306-128x64, ssd1306-128x32 or sh1106-128x64");
            }
        }

        private bool SetLanguage(string value)
        {
            switch (value)
            {
                case "en": _settings.Language = Language.English; return true;
                case "de": _settings.Language = Language.German; return true;
                case "fr": _settings.Language = Language.French; return true;
                case "es": _settings.Language = Language.Spanish; return true;
                default: return Takes("en, de, fr or es");
            }
        }

        private bool SetBrands(string value)
        {
            string[] names = value.Split(',');
            for (int i = 0; i < names.Length; i++)
            {
                Brands brand = BrandOf(names[i].Trim());
                if (brand == Brands.None)
                {
                    return Takes("amex, visa, mastercard, discover, jcb, diners, unionpay, maestro, with commas");
                }

                _settings.AcceptedBrands |= brand;
            }

            return true;
        }

        private static Brands BrandOf(string name)
        {
            switch (name)
            {
                case "amex": return Brands.Amex;
                case "visa": return Brands.Visa;
                case "mastercard": return Brands.Mastercard;
                case "discover": return Brands.Discover;
                case "jcb": return Brands.Jcb;
                case "diners": return Brands.Diners;
                case "unionpay": return Brands.UnionPay;
                case "maestro": return Brands.Maestro;
                default: return Brands.None;
            }
        }

        /// <summary>An international number (ITU-T E.164) that fits a line of the display: <c>+</c>, digits, and single blanks between groups of them.</summary>
        private bool Phone(string value, Brands brand)
        {
            if (value == "none")
            {
                return true;
            }

            int digits = 0;

            // No country's code begins with 0.
            bool good = value.Length > 1 && value.Length <= KioskSettings.LongestPhone && value[0] == '+' && value[1] != '0';
            for (int i = 1; i < value.Length; i++)
            {
                bool isDigit = value[i] >= '0' && value[i] <= '9';
                digits += isDigit ? 1 : 0;

                // A blank has a digit before it, and what was trimmed ends with none.
                good &= isDigit || (value[i] == ' ' && value[i - 1] >= '0' && value[i - 1] <= '9');
            }

            _settings.SetPhone(brand, value);
            return (good && digits >= 7 && digits <= 15) || Takes("none, or + and 7 to 15 digits: 21 characters with blanks between groups");
        }

        /// <summary>Rows of key legends with blanks between: each legend once, all ten digits, <c>*</c> and <c>#</c>.</summary>
        private bool Legend(string value)
        {
            string[] rows = value.Split(' ');
            string legend = "";
            for (int i = 0; i < rows.Length; i++)
            {
                if (rows[i].Length != rows[0].Length)
                {
                    return Takes("rows of the same length, as 123A 456B 789C *0#D");
                }

                legend += rows[i];
            }

            const string all = "0123456789*#ABCD";
            for (int i = 0; i < legend.Length; i++)
            {
                if (all.IndexOf(legend[i]) < 0 || legend.IndexOf(legend[i], i + 1) >= 0)
                {
                    return Takes("each of 0-9 * # once, and A-D on a 4x4");
                }
            }

            for (int i = 0; i < 12; i++)
            {
                if (legend.IndexOf(all[i]) < 0)
                {
                    return Takes("all of 0-9 * #");
                }
            }

            _settings.KeyLegend = legend;
            _legendRows = rows.Length;
            return true;
        }

        private bool Pins(string value, int fewest, int most, out int[] pins)
        {
            string[] numbers = value.Split(',');
            pins = new int[numbers.Length];
            bool good = numbers.Length >= fewest && numbers.Length <= most;
            for (int i = 0; i < numbers.Length; i++)
            {
                good &= TryNumber(numbers[i].Trim(), 0, GpioRules.LastGpio, out pins[i]);
            }

            return good || Takes(fewest.ToString() + " to " + most.ToString() + " pin numbers with commas");
        }

        private bool Address(string value)
        {
            bool second;
            bool good = Choice(value, "0x3C", "0x3D", out second);
            _settings.DisplayAddress = second ? 0x3D : 0x3C;
            return good;
        }
    }
}
