using Kiosk.Core.Crypto;
using Kiosk.Core.Display;
using Kiosk.Core.Issuer;
using Kiosk.Core.Settings;
using Kiosk.Core.Terminal;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    /// <summary>
    /// Every text of the four languages, as the customer's way brings it to the screen, fits its line of 21 characters, and a display of 32 rows leaves out
    /// nothing that matters.
    /// </summary>
    [TestClass]
    public class ScreensTests
    {
        private static AesCipher _cipher;
        private static KioskRig _kiosk;

        [Setup]
        public void Setup()
        {
            _cipher = new AesCipher();
        }

        [Cleanup]
        public void Cleanup()
        {
            _cipher = null;
            _kiosk = null;
        }

        [TestMethod]
        [DataRow((int)Language.English, (int)DisplayType.Ssd1306Tall)]
        [DataRow((int)Language.German, (int)DisplayType.Ssd1306Tall)]
        [DataRow((int)Language.French, (int)DisplayType.Ssd1306Tall)]
        [DataRow((int)Language.Spanish, (int)DisplayType.Ssd1306Tall)]
        [DataRow((int)Language.English, (int)DisplayType.Ssd1306Flat)]
        [DataRow((int)Language.German, (int)DisplayType.Ssd1306Flat)]
        [DataRow((int)Language.French, (int)DisplayType.Ssd1306Flat)]
        [DataRow((int)Language.Spanish, (int)DisplayType.Ssd1306Flat)]
        public void ScreensOfTheCustomersWayFit(int language, int display)
        {
            Begin(language, display);
            AssertFits("idle");
            _kiosk.Press("241#");
            AssertFits("at most");
            _kiosk.Press("1#");
            AssertFits("at least");
            _kiosk.Press("60#");
            AssertFits("card");
            _kiosk.Settings.ReaderSwipes = true;
            _kiosk.Press("CCCC");
            AssertFits("swipe");
            _kiosk.Press("A371449635398431");
            AssertFits("card number");
            _kiosk.Press("#1229");
            AssertFits("expiry");
            _kiosk.Press("#");
            AssertFits("pin");
            _kiosk.Press("123#");
            AssertFits("too few digits");
            _kiosk.Send("4");
            AssertFits("please wait");
            _kiosk.Answer(117, "PT0202");
            AssertFits("incorrect pin");
            _kiosk.Pass(3000);
            _kiosk.WrongPin(1);
            AssertFits("last try");
            _kiosk.Press("D");
            AssertFits("cancelled");
            _kiosk.EndResult();
            _kiosk.GoToCard();
            _kiosk.Pass(30000);
            AssertFits("time out");
            _kiosk.EndResult();
            _kiosk.GoToPin();
            _kiosk.Send("4071");
            _kiosk.Answer(0, null);
            AssertFits("approved");
            _kiosk.EndResult();
            _kiosk.GoToCard();
            _kiosk.Swipe("6011111111111117", "2912");
            AssertFits("brand");
            _kiosk.EndResult();
            _kiosk.GoToCard();
            _kiosk.Swipe(KioskRig.Amex, "2512");
            AssertFits("expired");
            _kiosk.EndResult();
            _kiosk.GoToCard();
            _kiosk.Swipe("371449635398432", "2912");
            AssertFits("card error");
        }

        [TestMethod]
        [DataRow((int)Language.English, (int)DisplayType.Ssd1306Tall)]
        [DataRow((int)Language.German, (int)DisplayType.Ssd1306Tall)]
        [DataRow((int)Language.French, (int)DisplayType.Ssd1306Tall)]
        [DataRow((int)Language.Spanish, (int)DisplayType.Ssd1306Tall)]
        [DataRow((int)Language.English, (int)DisplayType.Ssd1306Flat)]
        [DataRow((int)Language.German, (int)DisplayType.Ssd1306Flat)]
        [DataRow((int)Language.French, (int)DisplayType.Ssd1306Flat)]
        [DataRow((int)Language.Spanish, (int)DisplayType.Ssd1306Flat)]
        public void ResultsOfTheIssuerFit(int language, int display)
        {
            int[] codes = new int[] { 100, 104, 109, 110, 111, 116, 121, 125, 908, 106 };
            Begin(language, display);
            for (int i = 0; i < codes.Length; i++)
            {
                _kiosk.GoToPin();
                _kiosk.Send("4071");
                _kiosk.Answer(codes[i], "PT0203");
                AssertFits(codes[i].ToString());
                _kiosk.EndResult();
            }

            // Another card: the first is locked now.
            _kiosk.GoToCard();
            _kiosk.Swipe("4111111111111111", "2912");
            _kiosk.Send("8520");
            _kiosk.Pass(30000);
            AssertFits("no answer");
        }

        [TestMethod]
        [DataRow((int)Language.English, (int)DisplayType.Ssd1306Tall)]
        [DataRow((int)Language.German, (int)DisplayType.Ssd1306Tall)]
        [DataRow((int)Language.French, (int)DisplayType.Ssd1306Tall)]
        [DataRow((int)Language.Spanish, (int)DisplayType.Ssd1306Tall)]
        [DataRow((int)Language.English, (int)DisplayType.Ssd1306Flat)]
        [DataRow((int)Language.German, (int)DisplayType.Ssd1306Flat)]
        [DataRow((int)Language.French, (int)DisplayType.Ssd1306Flat)]
        [DataRow((int)Language.Spanish, (int)DisplayType.Ssd1306Flat)]
        public void TheOtherScreensFit(int language, int display)
        {
            Begin(language, display);
            _kiosk.Press("A");
            AssertFits("languages");
            _kiosk.Settings.Mode = KioskMode.Toll;
            _kiosk.Start();
            AssertFits("toll");
            _kiosk.Settings.Mode = KioskMode.Parking;
            _kiosk.Settings.ParkingFreeMinutes = 240;
            _kiosk.Start();
            _kiosk.Press("60#");
            AssertFits("no charge");
            _kiosk.Flash.RemoveRecord("keys");
            _kiosk.Start();
            AssertFits("out of service");
        }

        // Longest words and largest numbers that the settings allow.
        [TestMethod]
        [DataRow((int)Language.English, (int)DisplayType.Ssd1306Tall)]
        [DataRow((int)Language.German, (int)DisplayType.Ssd1306Tall)]
        [DataRow((int)Language.French, (int)DisplayType.Ssd1306Tall)]
        [DataRow((int)Language.Spanish, (int)DisplayType.Ssd1306Tall)]
        [DataRow((int)Language.English, (int)DisplayType.Ssd1306Flat)]
        [DataRow((int)Language.German, (int)DisplayType.Ssd1306Flat)]
        [DataRow((int)Language.French, (int)DisplayType.Ssd1306Flat)]
        [DataRow((int)Language.Spanish, (int)DisplayType.Ssd1306Flat)]
        public void LargeNumbersFit(int language, int display)
        {
            NewKiosk();
            _kiosk.UseDisplay((DisplayType)display);
            _kiosk.Settings.Language = (Language)language;
            _kiosk.Settings.PinTries = 9;
            _kiosk.Settings.PinMinimum = 12;
            _kiosk.Settings.ParkingUnitMinutes = 1440;
            _kiosk.Settings.ParkingUnitAmount = 99999;
            _kiosk.Settings.ParkingMinimumMinutes = 8640;
            _kiosk.Settings.ParkingMaximumMinutes = 8640;
            _kiosk.Start();
            AssertFits("idle");
            _kiosk.Press("8639#");
            AssertFits("at least");
            _kiosk.Press("9999#");
            AssertFits("at most");
            _kiosk.Press("8640#");
            AssertFits("card");
            _kiosk.Swipe(KioskRig.Amex, "2912");
            AssertFits("pin");
            _kiosk.Press("12345678901#");
            AssertFits("too few digits");
        }

        [TestMethod]
        [DataRow((int)Language.English, (int)DisplayType.Ssd1306Tall)]
        [DataRow((int)Language.German, (int)DisplayType.Ssd1306Tall)]
        [DataRow((int)Language.French, (int)DisplayType.Ssd1306Tall)]
        [DataRow((int)Language.Spanish, (int)DisplayType.Ssd1306Tall)]
        [DataRow((int)Language.English, (int)DisplayType.Ssd1306Flat)]
        [DataRow((int)Language.German, (int)DisplayType.Ssd1306Flat)]
        [DataRow((int)Language.French, (int)DisplayType.Ssd1306Flat)]
        [DataRow((int)Language.Spanish, (int)DisplayType.Ssd1306Flat)]
        public void ScreensOfThePinChangeFit(int language, int display)
        {
            int[] codes = new int[] { 0, 100, 104, 109, 111, 119, 125, 126, 908, 912, 106 };
            Begin(language, display);
            _kiosk.Press("A");
            AssertFits("menu");
            _kiosk.Press("1");
            AssertFits("card");
            _kiosk.Swipe(KioskRig.Amex, "2912");
            AssertFits("current PIN");
            _kiosk.Press("4071#");
            AssertFits("new PIN");
            _kiosk.Press("123456789012");
            AssertFits("stars");
            _kiosk.Press("#");
            AssertFits("weak");
            _kiosk.Press("628#");
            AssertFits("too few digits");
            _kiosk.Press("3#");
            AssertFits("again");
            _kiosk.Press("6284#");
            AssertFits("not the same");
            _kiosk.Press("6283#");
            for (int i = 0; i < codes.Length; i++)
            {
                _kiosk.Send("6283");
                _kiosk.Answer(codes[i], "PT0203");
                AssertFits(codes[i].ToString());
                _kiosk.EndResult();
                _kiosk.Press("A1");
                _kiosk.Swipe(codes[i] == 912 || codes[i] == 106 ? "4111111111111111" : KioskRig.Amex, "2912");
                _kiosk.Press("4071#6283#");
            }

            _kiosk.Press("D");
            AssertFits("cancelled");
        }

        [TestMethod]
        [DataRow((int)Language.English, (int)DisplayType.Ssd1306Tall)]
        [DataRow((int)Language.German, (int)DisplayType.Ssd1306Tall)]
        [DataRow((int)Language.French, (int)DisplayType.Ssd1306Tall)]
        [DataRow((int)Language.Spanish, (int)DisplayType.Ssd1306Tall)]
        [DataRow((int)Language.English, (int)DisplayType.Ssd1306Flat)]
        [DataRow((int)Language.German, (int)DisplayType.Ssd1306Flat)]
        [DataRow((int)Language.French, (int)DisplayType.Ssd1306Flat)]
        [DataRow((int)Language.Spanish, (int)DisplayType.Ssd1306Flat)]
        public void ScreensOfTheCardStatusFit(int language, int display)
        {
            int[] codes = new int[] { 0, 0, 101, 104, 106, 106, 111, 125, 908 };
            string[] data = new string[] { "PT0203", "PT0201", null, null, "PT0200LU12260303110000", "PT0200", null, null, null };
            Begin(language, display);
            for (int i = 0; i < codes.Length; i++)
            {
                _kiosk.Press("A2");
                AssertFits("card");
                _kiosk.Swipe(KioskRig.Amex, "2912");
                _kiosk.AssertState(TerminalState.Inquiry);
                _kiosk.Answer(codes[i], data[i]);
                _kiosk.AssertState(TerminalState.Result);
                AssertFits(codes[i].ToString());
                _kiosk.EndResult();
            }
        }

        // What happened and what to do, of a PIN change and a card's status.
        [TestMethod]
        public void AFlatDisplayTellsOfThePinAndTheCard()
        {
            Begin((int)Language.English, (int)DisplayType.Ssd1306Flat);
            _kiosk.Press("A");
            AssertShows("1 CHANGE PIN", "2 CARD STATUS", "3 EN DE FR ES");
            _kiosk.Press("1");
            AssertShows("CHANGE PIN", "INSERT CARD", "MENU: KEY NUMBER");
            _kiosk.Swipe(KioskRig.Amex, "2912");
            AssertShows("CHANGE PIN", "ENTER PIN", "3 TRIES LEFT");
            _kiosk.Press("4071#");
            AssertShows("CHANGE PIN", "NEW PIN");
            _kiosk.Press("1111#");
            AssertShows("NEW PIN", "TOO EASY TO GUESS");
            _kiosk.Press("6283#");
            AssertShows("CHANGE PIN", "NEW PIN AGAIN");
            _kiosk.Press("628");
            Assert.AreEqual(3, _kiosk.Screen.Count('*'));
            _kiosk.Send("3");
            _kiosk.Answer(119, "PT0203");
            AssertShows("PIN NOT CHANGED", "CARD NOT PERMITTED", "CALL (BACK OF CARD):", "+44 20 7946 0321");
            _kiosk.EndResult();
            _kiosk.Press("A1");
            _kiosk.Swipe(KioskRig.Amex, "2912");
            _kiosk.Press("4071#6283#");
            _kiosk.Send("6283");
            _kiosk.Answer(912, null);
            AssertShows("PROCESSING ERROR", "IT IS NOT KNOWN IF", "THE PIN WAS CHANGED", "TRY THE NEW PIN FIRST");
            _kiosk.EndResult();
            _kiosk.Press("A2");
            _kiosk.Swipe(KioskRig.Amex, "2912");
            _kiosk.Answer(106, "PT0200LU12260303110000");
            AssertShows("CARD LOCKED", "ENDS 2026-03-03 12:00", "CALL (BACK OF CARD):", "+44 20 7946 0321");
        }

        // What happened, why and what to do; amounts, tries and stars: in four lines.
        [TestMethod]
        public void AFlatDisplayLeavesOutNothingThatMatters()
        {
            Begin((int)Language.English, (int)DisplayType.Ssd1306Flat);
            AssertShows("0.60 EUR / 15 MIN", "ENTER MINUTES", "BENCH KEYS");
            _kiosk.Press("241");
            Assert.IsTrue(_kiosk.Screen.ShowsLarge("241"));
            AssertShows("MIN", "10.20 EUR", "CLEAR OR ENTER");
            _kiosk.Press("#");
            AssertShows("AT MOST 240 MIN");
            _kiosk.Press("60#");
            Assert.IsTrue(_kiosk.Screen.ShowsLarge("2.40"));
            AssertShows("EUR", "INSERT CARD", "MENU: KEY NUMBER");
            _kiosk.Press("A371449635398431");
            AssertShows("CARD NUMBER", "-----------8431", "CANCEL OR ENTER");
            _kiosk.Press("#1229");
            Assert.IsTrue(_kiosk.Screen.ShowsLarge("1229"));
            AssertShows("EXPIRY DATE MM/YY", "CANCEL OR ENTER");
            _kiosk.Press("#");
            AssertShows("2.40 EUR", "ENTER PIN", "3 TRIES LEFT");
            _kiosk.Press("123");
            Assert.AreEqual(3, _kiosk.Screen.Count('*'));
            AssertShows("2.40 EUR", "ENTER PIN", "3 TRIES LEFT");
            _kiosk.Press("#");
            AssertShows("2.40 EUR", "ENTER PIN", "4 DIGITS OR MORE");
            _kiosk.Press("B");
            Assert.AreEqual(0, _kiosk.Screen.Count('*'));
            _kiosk.Send("1234");
            AssertShows("PLEASE WAIT");
            _kiosk.Answer(117, "PT0201");
            AssertShows("INCORRECT PIN", "LAST TRY: 1");
            _kiosk.Pass(3000);
            _kiosk.Send("4071");
            _kiosk.Answer(0, null);
            Assert.IsTrue(_kiosk.Screen.ShowsLarge("2.40"));
            AssertShows("APPROVED", "EUR");
            _kiosk.EndResult();
            _kiosk.GoToPin();
            _kiosk.Send("4071");
            _kiosk.Answer(125, null);
            AssertShows("NOT ACCEPTED", "CARD NOT ACTIVATED", "ACTIVATE YOUR CARD:", "+44 20 7946 0321");
            _kiosk.EndResult();
            _kiosk.GoToPin();
            _kiosk.Send("4071");
            _kiosk.Answer(908, null);
            AssertShows("PROCESSING ERROR", "ISSUER UNAVAILABLE", "TRY AGAIN LATER", "YOU ARE NOT CHARGED");
            _kiosk.EndResult();
            _kiosk.GoToPin();
            _kiosk.Send("4071");
            _kiosk.Answer(106, "PT0200");
            AssertShows("CARD LOCKED", "CALL (BACK OF CARD):", "+44 20 7946 0321", "YOU ARE NOT CHARGED");
        }

        [TestMethod]
        public void AFlatTollDisplayShowsClassesAndBenchKeys()
        {
            Begin((int)Language.English, (int)DisplayType.Ssd1306Flat);
            _kiosk.Settings.Mode = KioskMode.Toll;
            for (int i = 0; i < 6; i++)
            {
                _kiosk.Settings.TollAmounts[i] = 250;
            }

            _kiosk.Start();
            AssertShows("VEHICLE CLASS", "1: 2.50", "4: 2.50", "BENCH KEYS");
        }

        // Of all that a customer can be told only this has more than four lines.
        [TestMethod]
        [DataRow((int)Language.English)]
        [DataRow((int)Language.German)]
        [DataRow((int)Language.French)]
        [DataRow((int)Language.Spanish)]
        public void OnlyACardThatIsNotActiveIsNotToldThatNothingIsCharged(int language)
        {
            int[] codes = new int[] { 104, 109, 110, 111, 116, 121, 125, 908, 100, 106 };
            string[] last = new string[] { "CALL YOUR BANK", "TRY AGAIN", "YOU ARE NOT CHARGED", "CALL YOUR BANK", "USE ANOTHER CARD", "USE ANOTHER CARD", "", "YOU ARE NOT CHARGED", "CALL YOUR BANK", "YOU ARE NOT CHARGED" };
            Begin(language, (int)DisplayType.Ssd1306Flat);
            for (int i = 0; i < codes.Length; i++)
            {
                _kiosk.GoToPin();
                _kiosk.Send("4071");
                _kiosk.Answer(codes[i], "PT0203");
                if (last[i].Length > 0)
                {
                    Assert.IsTrue(_kiosk.Screen.Shows(Translated(last[i], language)), codes[i].ToString());
                }

                _kiosk.EndResult();
            }
        }

        [TestMethod]
        [DataRow((int)SettingsProblem.NotALine, "NOT KEY = VALUE")]
        [DataRow((int)SettingsProblem.UnknownSection, "UNKNOWN SECTION")]
        [DataRow((int)SettingsProblem.UnknownKey, "UNKNOWN KEY")]
        [DataRow((int)SettingsProblem.Twice, "SECOND TIME")]
        [DataRow((int)SettingsProblem.BadValue, "BAD VALUE, TAKES")]
        [DataRow((int)SettingsProblem.BadGpio, "GPIO NOT USABLE")]
        [DataRow((int)SettingsProblem.Missing, "KEY MISSING")]
        [DataRow((int)SettingsProblem.NoFile, "NO FILE")]
        public void RefusedSettingsAreShownWithTheirLine(int problem, string text)
        {
            SettingsError error = new SettingsError((SettingsProblem)problem, 8192, "pin.tries", "1 to 9");
            for (int part = 0; part < 2; part++)
            {
                FakeScreen screen = Refused(DisplayType.Ssd1306Tall, error, part);
                Assert.IsTrue(screen.Shows("OUT OF SERVICE"));
                Assert.IsTrue(screen.Shows("NF.CONFIG LINE 8192"));
                Assert.IsTrue(screen.Shows("pin.tries"));
                Assert.IsTrue(screen.Shows(text));
                Assert.IsTrue(screen.Shows("1 to 9"));
            }

            FakeScreen flat = Refused(DisplayType.Ssd1306Flat, error, 0);
            Assert.IsTrue(flat.Shows("OUT OF SERVICE"));
            Assert.IsTrue(flat.Shows("NF.CONFIG LINE 8192"));
            Assert.IsTrue(flat.Shows("pin.tries"));
            Assert.IsTrue(flat.Shows(text));
            Assert.IsFalse(flat.Shows("1 to 9"));
            Assert.IsTrue(Refused(DisplayType.Ssd1306Flat, error, 1).Shows("1 to 9"));
        }

        [TestMethod]
        public void WhatAKeyTakesIsBrokenAtBlanks()
        {
            const string brands = "amex, visa, mastercard, discover, jcb, diners, unionpay, maestro, with commas";
            SettingsError error = new SettingsError(SettingsProblem.BadValue, 9, "card.brands", brands);
            string[] lines = new string[] { "amex, visa,", "mastercard, discover,", "jcb, diners,", "unionpay, maestro,", "with commas" };
            for (int i = 0; i < lines.Length; i++)
            {
                Assert.IsTrue(Refused(DisplayType.Ssd1306Tall, error, i < 3 ? 0 : 1).Shows(lines[i]), lines[i]);
                Assert.IsTrue(Refused(DisplayType.Ssd1306Flat, error, i < 4 ? 1 : 2).Shows(lines[i]), lines[i]);
            }

            error = new SettingsError(SettingsProblem.BadGpio, 9, "buzzer.pin", "GPIO 34 is an input only");
            Assert.IsTrue(Refused(DisplayType.Ssd1306Tall, error, 0).Shows("GPIO 34 is an input"));
            Assert.IsTrue(Refused(DisplayType.Ssd1306Tall, error, 0).Shows("only"));
        }

        [TestMethod]
        [DataRow("123456789012345678901234", "123456789012345678901", "234")]
        [DataRow("a 1234567890123456789012 b", "a", "123456789012345678901")]
        [DataRow("123456789012345678901 b", "123456789012345678901", "b")]
        [DataRow("ab 123456789012345678 c", "ab 123456789012345678", "c")]
        public void AWordThatIsLongerThanALineIsBroken(string takes, string first, string second)
        {
            FakeScreen screen = Refused(DisplayType.Ssd1306Tall, new SettingsError(SettingsProblem.BadValue, 9, "card.brands", takes), 0);
            Assert.IsTrue(screen.ShowsIn(5, 0, first));
            Assert.IsTrue(screen.ShowsIn(6, 0, second));
        }

        /// <summary>What is shown of it at a time.</summary>
        private static FakeScreen Refused(DisplayType display, SettingsError error, int part)
        {
            FrameBuffer frame = new FrameBuffer(display);
            FakeScreen screen = new FakeScreen(frame.Pages);
            RefusalScreen refusal = new RefusalScreen(frame, error);
            refusal.Turn(0);
            refusal.Turn(part * 4000L);
            frame.Flush(screen);
            return screen;
        }

        private static void NewKiosk()
        {
            _kiosk = null;
            _kiosk = new KioskRig(_cipher);
        }

        private static void Begin(int language, int display)
        {
            NewKiosk();
            _kiosk.UseDisplay((DisplayType)display);
            _kiosk.Settings.Language = (Language)language;
            _kiosk.Start();
        }

        private static string Translated(string text, int language)
        {
            switch (text + language.ToString())
            {
                case "CALL YOUR BANK1": return "BANK ANRUFEN";
                case "CALL YOUR BANK2": return "APPELEZ LA BANQUE";
                case "CALL YOUR BANK3": return "LLAME A SU BANCO";
                case "TRY AGAIN1": return "ERNEUT VERSUCHEN";
                case "TRY AGAIN2": return "R\u00C9ESSAYEZ";
                case "TRY AGAIN3": return "REINTENTE";
                case "USE ANOTHER CARD1": return "ANDERE KARTE NEHMEN";
                case "USE ANOTHER CARD2": return "UTILISEZ AUTRE CARTE";
                case "USE ANOTHER CARD3": return "USE OTRA TARJETA";
                case "YOU ARE NOT CHARGED1": return "NICHTS ABGEBUCHT";
                case "YOU ARE NOT CHARGED2": return "AUCUN D\u00C9BIT";
                case "YOU ARE NOT CHARGED3": return "NO SE HA COBRADO";
                default: return text;
            }
        }

        private static void AssertShows(params string[] texts)
        {
            for (int i = 0; i < texts.Length; i++)
            {
                _kiosk.AssertShows(texts[i]);
            }
        }

        private static void AssertFits(string which)
        {
            Assert.IsTrue(_kiosk.Screen.HasDarkEdges(), which);
        }
    }
}
