using Kiosk.Core.Settings;
using Kiosk.Core.Storage;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    [TestClass]
    public class SettingsReaderTests
    {
        private static KioskSettings _settings;

        [Cleanup]
        public void Cleanup()
        {
            _settings = null;
        }

        [TestMethod]
        public void EveryValueArrives()
        {
            AssertGood(SampleConfig.Text);
            Assert.AreEqual("KIOSK001", _settings.TerminalId);
            Assert.AreEqual("KIOSKBENCH00001", _settings.MerchantId);
            Assert.AreEqual("Parking lot 1", _settings.Location);
            Assert.AreEqual((int)KioskMode.Parking, (int)_settings.Mode);
            Assert.AreEqual((int)Language.English, (int)_settings.Language);
            Assert.AreEqual("EUR", _settings.Currency);
            Assert.AreEqual(978, _settings.CurrencyNumber);
            Assert.AreEqual(2, _settings.CurrencyDigits);
            Assert.AreEqual(60, _settings.UtcOffsetMinutes);
            Assert.AreEqual(15, _settings.ParkingUnitMinutes);
            Assert.AreEqual(60, _settings.ParkingUnitAmount);
            Assert.AreEqual(15, _settings.ParkingMinimumMinutes);
            Assert.AreEqual(240, _settings.ParkingMaximumMinutes);
            Assert.AreEqual(0, _settings.ParkingFreeMinutes);
            CollectionAssert.AreEqual(new int[] { 250, 500, 1250, 0, 0, 0, 0, 0, 0 }, _settings.TollAmounts);
            Assert.AreEqual((int)(Brands.Amex | Brands.Visa | Brands.Mastercard), (int)_settings.AcceptedBrands);
            Assert.IsTrue(_settings.HasReader);
            Assert.AreEqual("+44 20 7946 0321", _settings.PhoneOf(Brands.Amex));
            Assert.IsNull(_settings.PhoneOf(Brands.Visa));
            Assert.AreEqual(4, _settings.PinMinimum);
            Assert.AreEqual(12, _settings.PinMaximum);
            Assert.AreEqual(3, _settings.PinTries);
            Assert.AreEqual(24, _settings.LockHours);
            Assert.AreEqual("localhost", _settings.IssuerHost);
            Assert.AreEqual(8583, _settings.IssuerPort);
            Assert.AreEqual("issuer-ca.pem", _settings.IssuerCa);
            Assert.AreEqual(30, _settings.AnswerSeconds);
            Assert.AreEqual("pool.ntp.org", _settings.TimeServer);
            Assert.IsTrue(_settings.BenchKeys);
            Assert.AreEqual(30, _settings.KeySeconds);
            Assert.AreEqual(60, _settings.PinSeconds);
            Assert.AreEqual(5, _settings.ResultSeconds);
            Assert.AreEqual("123A456B789C*0#D", _settings.KeyLegend);
            CollectionAssert.AreEqual(new int[] { 32, 33, 25, 26 }, _settings.RowPins);
            CollectionAssert.AreEqual(new int[] { 27, 14, 13, 4 }, _settings.ColumnPins);
            Assert.AreEqual(21, _settings.DisplayData);
            Assert.AreEqual(22, _settings.DisplayClock);
            Assert.AreEqual(0x3C, _settings.DisplayAddress);
            Assert.AreEqual(39, _settings.ReaderReceive);
            Assert.AreEqual(19, _settings.ReaderSend);
            Assert.AreEqual(9600, _settings.ReaderBaud);
            Assert.IsFalse(_settings.ReaderSwipes);
            Assert.IsFalse(_settings.ReaderHasLrc);
            Assert.IsTrue(_settings.BuzzerSounds);
            Assert.AreEqual(23, _settings.BuzzerPin);
            Assert.AreEqual(18, _settings.HeartbeatPin);
            Assert.AreEqual(240, _settings.EchoSeconds);
            Assert.AreEqual((int)DisplayType.Ssd1306Tall, (int)_settings.Display);
        }

        [TestMethod]
        [DataRow("terminal.id", "K")]
        [DataRow("terminal.id", "KIOSK 01")]
        [DataRow("terminal.merchant", "M")]
        [DataRow("terminal.location", "1234567890123456789012345678901234567890")]
        [DataRow("terminal.location", "a = b")]
        [DataRow("terminal.mode", "toll")]
        [DataRow("terminal.language", "de")]
        [DataRow("terminal.language", "fr")]
        [DataRow("terminal.language", "es")]
        [DataRow("terminal.currency", "USD")]
        [DataRow("terminal.currency-number", "1")]
        [DataRow("terminal.currency-number", "999")]
        [DataRow("terminal.utc-offset", "-720")]
        [DataRow("terminal.utc-offset", "840")]
        [DataRow("terminal.utc-offset", "0")]
        [DataRow("parking.unit-minutes", "1")]
        [DataRow("parking.unit-amount", "0.01")]
        [DataRow("parking.unit-amount", "62499.99")]
        [DataRow("parking.minimum", "1")]
        [DataRow("parking.minimum", "240")]
        [DataRow("parking.maximum", "15")]
        [DataRow("parking.maximum", "9990")]
        [DataRow("parking.free", "9999")]
        [DataRow("toll.class-1", "0.01")]
        [DataRow("card.brands", "amex")]
        [DataRow("card.brands", "amex,visa,mastercard,discover,jcb,diners,unionpay,maestro")]
        [DataRow("card.reader", "none")]
        [DataRow("card.amex-phone", "none")]
        [DataRow("card.amex-phone", "+1234567")]
        [DataRow("card.amex-phone", "+123456789012345")]
        [DataRow("card.amex-phone", "+12 34 56 789 012 345")]
        [DataRow("card.amex-phone", "+44 20 7946 0321")]
        [DataRow("pin.minimum", "12")]
        [DataRow("pin.maximum", "4")]
        [DataRow("pin.tries", "1")]
        [DataRow("pin.tries", "9")]
        [DataRow("pin.lock-hours", "1")]
        [DataRow("pin.lock-hours", "240")]
        [DataRow("issuer.host", "192.168.1.20")]
        [DataRow("issuer.port", "1")]
        [DataRow("issuer.port", "65535")]
        [DataRow("issuer.ca", "1234567890123456")]
        [DataRow("issuer.answer", "5")]
        [DataRow("issuer.answer", "120")]
        [DataRow("keys.bench", "no")]
        [DataRow("time-out.key", "5")]
        [DataRow("time-out.key", "300")]
        [DataRow("time-out.pin", "10")]
        [DataRow("time-out.pin", "600")]
        [DataRow("time-out.result", "1")]
        [DataRow("time-out.result", "60")]
        [DataRow("keypad.legend", "D#0* C987 B654 A321")]
        [DataRow("board.name", "esp32-devkitc")]
        [DataRow("issuer.echo", "0")]
        [DataRow("issuer.echo", "30")]
        [DataRow("issuer.echo", "3600")]
        [DataRow("keypad.expander", "none")]
        [DataRow("display.type", "ssd1306-128x32")]
        [DataRow("display.type", "sh1106-128x64")]
        [DataRow("reader.entry", "swipe")]
        [DataRow("reader.lrc", "yes")]
        [DataRow("buzzer.sound", "no")]
        [DataRow("buzzer.pin", "none")]
        [DataRow("heartbeat.pin", "none")]
        [DataRow("keypad.rows", "26,25,33,32")]
        [DataRow("display.address", "0x3D")]
        [DataRow("reader.receive", "36")]
        [DataRow("reader.baud", "1200")]
        [DataRow("reader.baud", "115200")]
        public void AGoodValueIsTaken(string key, string value)
        {
            AssertGood(SampleConfig.WithValue(key, value));
        }

        [TestMethod]
        [DataRow("terminal.id", "")]
        [DataRow("terminal.id", "KIOSK0001")]
        [DataRow("terminal.id", "KI\u00D6SK")]
        [DataRow("terminal.merchant", "KIOSKBENCH000001")]
        [DataRow("terminal.location", "12345678901234567890123456789012345678901")]
        [DataRow("terminal.mode", "Parking")]
        [DataRow("terminal.mode", "both")]
        [DataRow("terminal.language", "it")]
        [DataRow("terminal.currency", "EU")]
        [DataRow("terminal.currency", "EURO")]
        [DataRow("terminal.currency-number", "0")]
        [DataRow("terminal.currency-number", "1000")]
        [DataRow("terminal.currency-digits", "4")]
        [DataRow("terminal.currency-digits", "-1")]
        [DataRow("terminal.utc-offset", "-721")]
        [DataRow("terminal.utc-offset", "841")]
        [DataRow("terminal.utc-offset", "-")]
        [DataRow("terminal.utc-offset", "+60")]
        [DataRow("parking.unit-minutes", "0")]
        [DataRow("parking.unit-minutes", "1441")]
        [DataRow("parking.unit-minutes", "15 min")]
        [DataRow("parking.unit-amount", "0.00")]
        [DataRow("parking.unit-amount", "0.6")]
        [DataRow("parking.unit-amount", "0.600")]
        [DataRow("parking.unit-amount", "0,60")]
        [DataRow("parking.unit-amount", "60")]
        [DataRow("parking.unit-amount", ".60")]
        [DataRow("parking.unit-amount", "-1.00")]
        [DataRow("parking.unit-amount", "1000000.00")]
        [DataRow("parking.minimum", "0")]
        [DataRow("parking.maximum", "10000")]
        [DataRow("parking.free", "-1")]
        [DataRow("toll.class-1", "2.5")]
        [DataRow("card.brands", "")]
        [DataRow("card.brands", "amex,")]
        [DataRow("card.brands", "amex visa")]
        [DataRow("card.brands", "Amex")]
        [DataRow("card.reader", "yes")]
        [DataRow("card.amex-phone", "")]
        [DataRow("card.amex-phone", "+")]
        [DataRow("card.amex-phone", "+020 7946 0321")]
        [DataRow("card.amex-phone", "+123456")]
        [DataRow("card.amex-phone", "+12 34 56")]
        [DataRow("card.amex-phone", "+1234567890123456")]
        [DataRow("card.amex-phone", "+1 2 34 56 789 012 345")]
        [DataRow("card.amex-phone", "44 20 7946 0321")]
        [DataRow("card.amex-phone", "+44  20 7946 0321")]
        [DataRow("card.amex-phone", "+ 44 20 7946 0321")]
        [DataRow("card.amex-phone", "+44-20-7946-0321")]
        [DataRow("card.amex-phone", "+44 20 7946 O321")]
        [DataRow("card.amex-phone", "+44 +20 7946 0321")]
        [DataRow("card.amex-phone", "None")]
        [DataRow("pin.minimum", "3")]
        [DataRow("pin.minimum", "13")]
        [DataRow("pin.maximum", "3")]
        [DataRow("pin.maximum", "13")]
        [DataRow("pin.tries", "0")]
        [DataRow("pin.tries", "10")]
        [DataRow("pin.lock-hours", "0")]
        [DataRow("pin.lock-hours", "241")]
        [DataRow("issuer.host", "")]
        [DataRow("issuer.port", "0")]
        [DataRow("issuer.port", "65536")]
        [DataRow("issuer.ca", "12345678901234567")]
        [DataRow("issuer.profile", "des")]
        [DataRow("pin.format", "1")]
        [DataRow("pin.format", "2")]
        [DataRow("pin.format", "5")]
        [DataRow("pin.format", "")]
        [DataRow("service.code", "12345")]
        [DataRow("service.code", "1234567890123")]
        [DataRow("service.code", "12345A")]
        [DataRow("service.switch", "49")]
        [DataRow("service.switch", "off")]
        [DataRow("tamper.loop", "-1")]
        [DataRow("issuer.answer", "4")]
        [DataRow("issuer.answer", "121")]
        [DataRow("keys.bench", "true")]
        [DataRow("time-out.key", "4")]
        [DataRow("time-out.key", "301")]
        [DataRow("time-out.pin", "9")]
        [DataRow("time-out.pin", "601")]
        [DataRow("time-out.result", "0")]
        [DataRow("time-out.result", "61")]
        [DataRow("keypad.legend", "123A 456B 789C *0#")]
        [DataRow("keypad.legend", "123A 456B 789C *0#E")]
        [DataRow("keypad.legend", "123A 456B 789C *1#D")]
        [DataRow("keypad.legend", "123 456 789 ABC")]
        [DataRow("keypad.rows", "32, 33, 25")]
        [DataRow("keypad.rows", "32, 33, 25, 26, 27")]
        [DataRow("keypad.rows", "32, 33, 25, 49")]
        [DataRow("keypad.rows", "32, 33, 25, -1")]
        [DataRow("keypad.rows", "32, 33, , 26")]
        [DataRow("keypad.columns", "27, 14")]
        [DataRow("display.data", "49")]
        [DataRow("display.clock", "SCL")]
        [DataRow("display.address", "0x3c")]
        [DataRow("display.address", "60")]
        [DataRow("reader.receive", "49")]
        [DataRow("reader.send", "-1")]
        [DataRow("reader.entry", "tap")]
        [DataRow("reader.lrc", "maybe")]
        [DataRow("board.name", "esp8266")]
        [DataRow("board.name", "ESP32-DEVKITC")]
        [DataRow("issuer.certificate", "12345678901234567")]
        [DataRow("issuer.certificate-key", "")]
        [DataRow("issuer.echo", "29")]
        [DataRow("issuer.echo", "3601")]
        [DataRow("keypad.expander", "0x28")]
        [DataRow("keypad.expander", "0x1F")]
        [DataRow("keypad.expander", "32")]
        [DataRow("display.type", "ssd1306")]
        [DataRow("buzzer.sound", "loud")]
        [DataRow("buzzer.pin", "-1")]
        [DataRow("heartbeat.pin", "off")]
        [DataRow("reader.baud", "1199")]
        [DataRow("reader.baud", "115201")]
        [DataRow("reader.baud", "9600000000")]
        public void ABadValueIsNamedWithItsLine(string key, string value)
        {
            SettingsError error = Read(SampleConfig.WithValue(key, value));
            AssertError(error, SettingsProblem.BadValue, SampleConfig.LineOf(key), key);
            Assert.AreNotEqual("", error.Takes);
            Assert.IsTrue(error.ToString().StartsWith("nf.config line " + error.Line.ToString() + ": " + key + " takes "));
        }

        [TestMethod]
        [DataRow("board.name")]
        [DataRow("terminal.id")]
        [DataRow("terminal.mode")]
        [DataRow("terminal.utc-offset")]
        [DataRow("parking.free")]
        [DataRow("toll.class-1")]
        [DataRow("card.brands")]
        [DataRow("card.amex-phone")]
        [DataRow("card.visa-phone")]
        [DataRow("card.mastercard-phone")]
        [DataRow("card.discover-phone")]
        [DataRow("card.jcb-phone")]
        [DataRow("card.diners-phone")]
        [DataRow("card.unionpay-phone")]
        [DataRow("card.maestro-phone")]
        [DataRow("pin.tries")]
        [DataRow("issuer.profile")]
        [DataRow("issuer.time-server")]
        [DataRow("keys.bench")]
        [DataRow("time-out.result")]
        [DataRow("keypad.legend")]
        [DataRow("display.address")]
        [DataRow("display.type")]
        [DataRow("issuer.certificate")]
        [DataRow("issuer.certificate-key")]
        [DataRow("issuer.echo")]
        [DataRow("reader.entry")]
        [DataRow("reader.baud")]
        [DataRow("reader.lrc")]
        [DataRow("buzzer.sound")]
        public void AMissingKeyIsNamedWithItsSection(string key)
        {
            string section = key.Substring(0, key.IndexOf('.'));
            AssertError(Read(SampleConfig.With(key, null)), SettingsProblem.Missing, SampleConfig.LineOf(section), key);
        }

        [TestMethod]
        [DataRow("card.amex-phone", (int)Brands.Amex)]
        [DataRow("card.visa-phone", (int)Brands.Visa)]
        [DataRow("card.mastercard-phone", (int)Brands.Mastercard)]
        [DataRow("card.discover-phone", (int)Brands.Discover)]
        [DataRow("card.jcb-phone", (int)Brands.Jcb)]
        [DataRow("card.diners-phone", (int)Brands.Diners)]
        [DataRow("card.unionpay-phone", (int)Brands.UnionPay)]
        [DataRow("card.maestro-phone", (int)Brands.Maestro)]
        public void ANumberIsThatOfItsBrandAlone(string key, int brand)
        {
            AssertGood(SampleConfig.WithValue(key, "+44 20 7946 0999"));
            for (int other = (int)Brands.Amex; other <= (int)Brands.Maestro; other <<= 1)
            {
                Assert.AreEqual(other == brand, _settings.PhoneOf((Brands)other) == "+44 20 7946 0999");
            }

            Assert.IsNull(_settings.PhoneOf(Brands.None));
        }

        [TestMethod]
        public void AMissingSectionIsNamedWithTheLastLine()
        {
            string text = SampleConfig.Text.Substring(0, SampleConfig.Text.IndexOf("[reader]"));
            AssertError(Read(text), SettingsProblem.Missing, SampleConfig.LineOf("reader") - 1, "reader.entry");
        }

        [TestMethod]
        public void TheSectionOfTheOtherModeMayBeMissing()
        {
            string text = SampleConfig.Text;
            int toll = text.IndexOf("[toll]");
            int card = text.IndexOf("[card]");
            AssertGood(text.Substring(0, toll) + text.Substring(card));
            text = SampleConfig.WithValue("terminal.mode", "toll");
            int parking = text.IndexOf("[parking]");
            AssertGood(text.Substring(0, parking) + text.Substring(text.IndexOf("[toll]")));
        }

        [TestMethod]
        public void TheSectionOfTheModeMayNotBeMissing()
        {
            string text = SampleConfig.WithValue("terminal.mode", "toll");
            text = text.Substring(0, text.IndexOf("[toll]")) + text.Substring(text.IndexOf("[card]"));
            Assert.AreEqual("toll.class-1", Read(text).Key);
        }

        [TestMethod]
        public void LaterTollClassesMayBeMissingAndNine()
        {
            AssertGood(SampleConfig.With("toll.class-2", "class-9=99.00"));
            Assert.AreEqual(0, _settings.TollAmounts[1]);
            Assert.AreEqual(9900, _settings.TollAmounts[8]);
        }

        [TestMethod]
        [DataRow("toll.class-2", "class-0=1.00", "toll.class-0")]
        [DataRow("toll.class-2", "class-10=1.00", "toll.class-10")]
        [DataRow("pin.tries", "attempts=3", "pin.attempts")]
        [DataRow("pin.tries", "Tries=3", "pin.Tries")]
        [DataRow("pin.tries", "port=3", "pin.port")]
        [DataRow("pin.tries", "pin.tries=3", "pin.pin.tries")]
        public void AnUnknownKeyIsNamedWithItsLine(string key, string line, string named)
        {
            AssertError(Read(SampleConfig.With(key, line)), SettingsProblem.UnknownKey, SampleConfig.LineOf(key), named);
        }

        [TestMethod]
        public void AKeyBeforeTheFirstSectionIsUnknown()
        {
            AssertError(Read("tries=3\n" + SampleConfig.Text), SettingsProblem.UnknownKey, 1, ".tries");
        }

        [TestMethod]
        [DataRow("[pins]", "pins")]
        [DataRow("[]", "")]
        [DataRow("[Pin]", "Pin")]
        [DataRow("[pin.tries]", "pin.tries")]
        [DataRow("[terminal id]", "terminal id")]
        public void AnUnknownSectionIsNamedWithItsLine(string line, string named)
        {
            AssertError(Read("# first\n" + line + "\n" + SampleConfig.Text), SettingsProblem.UnknownSection, 2, named);
        }

        [TestMethod]
        public void AKeyTwiceIsNamedWithItsSecondLine()
        {
            AssertError(Read(SampleConfig.With("pin.tries", "tries=3\ntries=3")), SettingsProblem.Twice, SampleConfig.LineOf("pin.tries") + 1, "pin.tries");
        }

        [TestMethod]
        public void ASectionTwiceIsNamedWithItsSecondLine()
        {
            AssertError(Read(SampleConfig.Text + "[pin]\n"), SettingsProblem.Twice, SampleConfig.LineOf("heartbeat") + 2, "pin");
        }

        [TestMethod]
        [DataRow("tries")]
        [DataRow("= 3")]
        [DataRow("[pin")]
        [DataRow("[")]
        [DataRow("!")]
        public void WhatIsNoLineIsNamedWithItsLine(string line)
        {
            AssertError(Read(SampleConfig.With("pin.tries", line)), SettingsProblem.NotALine, SampleConfig.LineOf("pin.tries"), line);
        }

        [TestMethod]
        [DataRow("# a comment")]
        [DataRow("   # a comment after blanks")]
        [DataRow("#tries=4")]
        [DataRow("")]
        [DataRow("  \t ")]
        public void CommentsAndEmptyLinesCountAsLines(string line)
        {
            AssertGood(SampleConfig.With("pin.tries", line + "\ntries=3"));
            AssertError(Read(SampleConfig.With("pin.tries", line + "\ntries=0")), SettingsProblem.BadValue, SampleConfig.LineOf("pin.tries") + 1, "pin.tries");
        }

        [TestMethod]
        [DataRow("location=Lot 1 # in front", "Lot 1")]
        [DataRow("location=Lot 1\t# in front", "Lot 1")]
        [DataRow("location=Lot#1", "Lot#1")]
        [DataRow("  location  =  Lot 1  ", "Lot 1")]
        [DataRow("\tlocation\t=\tLot 1\t", "Lot 1")]
        [DataRow("location=Lot 1 ;not a comment", "Lot 1 ;not a comment")]
        public void BlanksAndCommentsAreNotOfTheValue(string line, string value)
        {
            AssertGood(SampleConfig.With("terminal.location", line));
            Assert.AreEqual(value, _settings.Location);
        }

        [TestMethod]
        public void AByteOrderMarkIsPassedOver()
        {
            byte[] text = Hex.Ascii(SampleConfig.Text);
            byte[] file = new byte[text.Length + 3];
            Hex.Bytes("EFBBBF").CopyTo(file, 0);
            text.CopyTo(file, 3);
            Assert.IsNull(SettingsReader.Read(file, file.Length, out _settings));
        }

        [TestMethod]
        public void LinesMayEndWithCrLf()
        {
            string text = "";
            string[] lines = SampleConfig.Text.Split('\n');
            for (int i = 0; i < lines.Length; i++)
            {
                text += lines[i] + "\r\n";
            }

            AssertGood(text);
            Assert.AreEqual("KIOSK001", _settings.TerminalId);
        }

        [TestMethod]
        public void TheLastLineNeedsNoEnd()
        {
            AssertGood(SampleConfig.Text.Substring(0, SampleConfig.Text.Length - 1));
            Assert.AreEqual(9600, _settings.ReaderBaud);
        }

        [TestMethod]
        [DataRow(0)]
        [DataRow(FlashRead.Missing)]
        [DataRow(FlashRead.Failed)]
        [DataRow(SettingsReader.LongestFile + 1)]
        [DataRow(101)]
        public void NoFileEmptyOrTooLong(int length)
        {
            SettingsError error = SettingsReader.Read(new byte[100], length, out _settings);
            AssertError(error, SettingsProblem.NoFile, 0, "nf.config");
            Assert.IsTrue(error.ToString().Contains("8192"));
        }

        [TestMethod]
        public void AByteOrderMarkAloneIsAnEmptyFile()
        {
            SettingsError error = SettingsReader.Read(new byte[] { 0xEF, 0xBB, 0xBF, 0x0A }, 3, out _settings);
            AssertError(error, SettingsProblem.NoFile, 0, "nf.config");
        }

        [TestMethod]
        public void AFileOfTheLongestLengthIsRead()
        {
            byte[] text = Hex.Ascii(SampleConfig.Text);
            byte[] file = new byte[SettingsReader.LongestFile];
            text.CopyTo(file, 0);
            for (int i = text.Length; i < file.Length; i++)
            {
                file[i] = (byte)'\n';
            }

            Assert.IsNull(SettingsReader.Read(file, file.Length, out _settings));
        }

        // What several keys together get wrong: key, value, section whose line is named, what is named.
        [TestMethod]
        [DataRow("pin.minimum=7", "pin.maximum=6", "pin", "pin.minimum")]
        [DataRow("parking.minimum=60", "parking.maximum=45", "parking", "parking.minimum")]
        [DataRow("parking.maximum=241", "", "parking", "parking.maximum")]
        [DataRow("parking.unit-amount=62500.00", "", "parking", "parking.maximum")]
        [DataRow("keypad.legend=123 456 789 *0#", "", "keypad", "keypad.legend")]
        [DataRow("keypad.columns=27, 14, 13", "", "keypad", "keypad.legend")]
        [DataRow("issuer.certificate=device.pem", "", "issuer", "issuer.certificate-key")]
        [DataRow("issuer.certificate-key=device.key", "", "issuer", "issuer.certificate-key")]
        [DataRow("issuer.profile=tdes", "", "pin", "pin.format")]
        [DataRow("pin.format=0", "", "pin", "pin.format")]
        [DataRow("pin.format=3", "", "pin", "pin.format")]
        public void KeysThatContradict(string first, string second, string section, string named)
        {
            string text = Replace(SampleConfig.Text, first);
            text = second == "" ? text : Replace(text, second);
            AssertError(Read(text), SettingsProblem.BadValue, SampleConfig.LineOf(named), named);
        }

        [TestMethod]
        public void ADeviceCertificateHasItsKey()
        {
            AssertGood(Replace(Replace(SampleConfig.Text, "issuer.certificate=device.pem"), "issuer.certificate-key=device.key"));
            Assert.AreEqual("device.pem", _settings.DeviceCertificate);
            Assert.AreEqual("device.key", _settings.DeviceKey);
            AssertGood(SampleConfig.Text);
            Assert.IsNull(_settings.DeviceCertificate);
            Assert.IsNull(_settings.DeviceKey);
        }

        [TestMethod]
        [DataRow("0")]
        [DataRow("3")]
        public void TheProfileTdesTakesFormatsOfEightBytes(string format)
        {
            AssertGood(Replace(Replace(SampleConfig.Text, "issuer.profile=tdes"), "pin.format=" + format));
            Assert.AreEqual((int)MessageProfile.Tdes, (int)_settings.Profile);
            Assert.AreEqual(format, _settings.PinFormat.ToString());
        }

        [TestMethod]
        public void SwitchAndLoopMayBeMissing()
        {
            AssertGood(Replace(Replace(SampleConfig.Text, "service.switch=none"), "tamper.loop=none"));
            Assert.AreEqual(KioskSettings.NoPin, _settings.ServiceSwitch);
            Assert.AreEqual(KioskSettings.NoPin, _settings.TamperLoop);
        }

        [TestMethod]
        public void A4x3Is12Keys()
        {
            AssertGood(Replace(Replace(SampleConfig.Text, "keypad.legend=123 456 789 *0#"), "keypad.columns=27, 14, 13"));
            Assert.AreEqual("123456789*0#", _settings.KeyLegend);
        }

        // 12 keys, but three rows of four where the matrix has four rows of three: every key after the third would be another one.
        [TestMethod]
        public void TheRowsOfTheLegendAreThoseOfTheMatrix()
        {
            SettingsError error = Read(Replace(Replace(SampleConfig.Text, "keypad.legend=1234 5678 90*#"), "keypad.columns=27, 14, 13"));
            AssertError(error, SettingsProblem.BadValue, SampleConfig.LineOf("keypad.legend"), "keypad.legend");
        }

        // The decimals of an amount are those of the currency.
        [TestMethod]
        [DataRow("0", "60", true)]
        [DataRow("0", "60.0", false)]
        [DataRow("0", "0", false)]
        [DataRow("1", "6.0", true)]
        [DataRow("3", "0.600", true)]
        [DataRow("3", "0.60", false)]
        [DataRow("0", "999999", true)]
        [DataRow("0", "1000000", false)]
        public void AmountsHaveTheDecimalsOfTheCurrency(string digits, string amount, bool good)
        {
            string text = SampleConfig.WithValue("terminal.currency-digits", digits);
            text = text.Substring(0, text.IndexOf("[toll]")) + text.Substring(text.IndexOf("[card]"));
            SettingsError error = Read(Replace(text, "parking.unit-amount=" + amount));
            Assert.AreEqual(good, error == null);
        }

        // As much as the display shows large, in both modes.
        [TestMethod]
        [DataRow("2", "999999.99", true)]
        [DataRow("3", "99999.999", true)]
        [DataRow("3", "100000.000", false)]
        [DataRow("3", "999999.999", false)]
        public void AmountsHaveAtMostEightDigits(string digits, string amount, bool good)
        {
            string text = SampleConfig.WithValue("terminal.currency-digits", digits);
            text = text.Substring(0, text.IndexOf("[parking]")) + "[toll]\nclass-1=" + amount + "\n" + text.Substring(text.IndexOf("[card]"));
            SettingsError error = Read(text.Substring(0, text.IndexOf("mode=parking")) + "mode=toll" + text.Substring(text.IndexOf("mode=parking") + 12));
            Assert.AreEqual(good, error == null);
        }

        [TestMethod]
        public void AnAmountBeforeTheCurrencyIsRefused()
        {
            string text = "[toll]\nclass-1=2.50\n" + SampleConfig.Text;
            SettingsError error = Read(text);
            AssertError(error, SettingsProblem.BadValue, 2, "toll.class-1");
            Assert.IsTrue(error.Takes.Contains("currency-digits"));
        }

        [TestMethod]
        [DataRow((int)SettingsProblem.NotALine, "nf.config line 7: neither [section] nor key = value: pin.tries")]
        [DataRow((int)SettingsProblem.UnknownSection, "nf.config line 7: no such section: pin.tries")]
        [DataRow((int)SettingsProblem.UnknownKey, "nf.config line 7: no such key: pin.tries")]
        [DataRow((int)SettingsProblem.Twice, "nf.config line 7: second time: pin.tries")]
        [DataRow((int)SettingsProblem.BadValue, "nf.config line 7: pin.tries takes a number")]
        [DataRow((int)SettingsProblem.Missing, "nf.config line 7: missing: pin.tries")]
        public void OneLineForALog(int problem, string expected)
        {
            Assert.AreEqual(expected, new SettingsError((SettingsProblem)problem, 7, "pin.tries", "a number").ToString());
        }

        private static SettingsError Read(string text)
        {
            byte[] file = System.Text.Encoding.UTF8.GetBytes(text);
            return SettingsReader.Read(file, file.Length, out _settings);
        }

        private static void AssertGood(string text)
        {
            SettingsError error = Read(text);
            Assert.AreEqual("", error == null ? "" : error.ToString());
            Assert.IsNotNull(_settings);
        }

        private static void AssertError(SettingsError error, SettingsProblem problem, int line, string key)
        {
            Assert.IsNotNull(error);
            Assert.IsNull(_settings);
            Assert.AreEqual((int)problem, (int)error.Problem);
            Assert.AreEqual(line, error.Line);
            Assert.AreEqual(key, error.Key);
        }

        /// <summary>A text of the sample with another line, <c>pin.tries=3</c>, in place of that of its key.</summary>
        private static string Replace(string text, string keyAndValue)
        {
            int point = keyAndValue.IndexOf('.');
            string name = keyAndValue.Substring(point + 1, keyAndValue.IndexOf('=') - point);
            int section = text.IndexOf("[" + keyAndValue.Substring(0, point) + "]");
            int start = text.IndexOf("\n" + name, section) + 1;
            return text.Substring(0, start) + keyAndValue.Substring(point + 1) + text.Substring(text.IndexOf('\n', start));
        }
    }
}
