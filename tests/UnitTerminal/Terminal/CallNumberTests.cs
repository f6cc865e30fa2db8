using Kiosk.Core.Crypto;
using Kiosk.Core.Display;
using Kiosk.Core.Settings;
using Kiosk.Core.Terminal;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    /// <summary>Screens that say to call show the number of the card's brand, if nf.config has one; nothing is cut off for it.</summary>
    [TestClass]
    public class CallNumberTests
    {
        private const int Tall = (int)DisplayType.Ssd1306Tall;
        private const int Flat = (int)DisplayType.Ssd1306Flat;
        private const string Visa = "4111111111111111";

        // As long as a number may be.
        private const string Phone = "+12 34 56 789 012 345";

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
        [DataRow(106, Tall, "CARD LOCKED||CALL THE NUMBER|ON THE BACK|OF YOUR CARD|" + Phone + "|YOU ARE NOT CHARGED|")]
        [DataRow(106, Flat, "CARD LOCKED|CALL (BACK OF CARD):|" + Phone + "|YOU ARE NOT CHARGED")]
        [DataRow(125, Tall, "NOT ACCEPTED||CARD NOT ACTIVATED|ACTIVATE YOUR CARD:|" + Phone + "|YOU ARE NOT CHARGED||")]
        [DataRow(125, Flat, "NOT ACCEPTED|CARD NOT ACTIVATED|ACTIVATE YOUR CARD:|" + Phone)]
        [DataRow(104, Tall, "NOT ACCEPTED||CARD NOT PERMITTED|CALL YOUR BANK|" + Phone + "|||")]
        [DataRow(104, Flat, "NOT ACCEPTED|CARD NOT PERMITTED|CALL YOUR BANK|" + Phone)]
        [DataRow(111, Tall, "NOT ACCEPTED||CARD NOT KNOWN|CALL YOUR BANK|" + Phone + "|||")]
        [DataRow(111, Flat, "NOT ACCEPTED|CARD NOT KNOWN|CALL YOUR BANK|" + Phone)]
        [DataRow(100, Tall, "DECLINED||YOU ARE NOT CHARGED|CALL YOUR BANK|" + Phone + "|||")]
        [DataRow(100, Flat, "DECLINED|YOU ARE NOT CHARGED|CALL YOUR BANK|" + Phone)]
        [DataRow(116, Tall, "DECLINED||INSUFFICIENT FUNDS|USE ANOTHER CARD||||")]
        public void OfAPayment(int code, int display, string lines)
        {
            Begin(Language.English, display, Phone);
            Pay(code);
            AssertLines(lines);
            _kiosk.EndResult();
        }

        [TestMethod]
        [DataRow(106, Tall, "CARD LOCKED||CALL THE NUMBER|ON THE BACK|OF YOUR CARD|YOU ARE NOT CHARGED||")]
        [DataRow(106, Flat, "CARD LOCKED|CALL THE NUMBER ON|THE BACK OF YOUR CARD|YOU ARE NOT CHARGED")]
        [DataRow(125, Tall, "NOT ACCEPTED||CARD NOT ACTIVATED|ACTIVATE YOUR CARD|AND TRY AGAIN|YOU ARE NOT CHARGED||")]
        [DataRow(125, Flat, "NOT ACCEPTED|CARD NOT ACTIVATED|ACTIVATE YOUR CARD|AND TRY AGAIN")]
        [DataRow(104, Tall, "NOT ACCEPTED||CARD NOT PERMITTED|CALL YOUR BANK||||")]
        [DataRow(104, Flat, "NOT ACCEPTED|CARD NOT PERMITTED|CALL YOUR BANK|")]
        public void OfAPaymentWithoutANumber(int code, int display, string lines)
        {
            Begin(Language.English, display, null);
            Pay(code);
            AssertLines(lines);
            _kiosk.EndResult();
        }

        // A card that is locked here, and the issuer says nothing else.
        [TestMethod]
        public void WhenALockedCardComesAgain()
        {
            Begin(Language.English, Tall, Phone);
            Pay(106);
            _kiosk.EndResult();
            _kiosk.GoToCard();
            _kiosk.Swipe(KioskRig.Amex, "2912");
            _kiosk.Answer(106, "PT0200");
            AssertLines("CARD LOCKED||CALL THE NUMBER|ON THE BACK|OF YOUR CARD|" + Phone + "|YOU ARE NOT CHARGED|");
        }

        [TestMethod]
        [DataRow(119, Tall, "PIN NOT CHANGED||CARD NOT PERMITTED|CALL THE NUMBER|ON THE BACK|OF YOUR CARD|" + Phone + "|")]
        [DataRow(119, Flat, "PIN NOT CHANGED|CARD NOT PERMITTED|CALL (BACK OF CARD):|" + Phone)]
        [DataRow(106, Tall, "CARD LOCKED||CALL THE NUMBER|ON THE BACK|OF YOUR CARD|" + Phone + "|PIN NOT CHANGED|")]
        [DataRow(106, Flat, "CARD LOCKED|CALL (BACK OF CARD):|" + Phone + "|PIN NOT CHANGED")]
        [DataRow(125, Flat, "NOT ACCEPTED|CARD NOT ACTIVATED|ACTIVATE YOUR CARD:|" + Phone)]
        public void OfAPinChange(int code, int display, string lines)
        {
            Begin(Language.English, display, Phone);
            ChangePin(code);
            AssertLines(lines);
            _kiosk.EndResult();
        }

        [TestMethod]
        [DataRow(119, Tall, "PIN NOT CHANGED||CARD NOT PERMITTED|CALL THE NUMBER|ON THE BACK|OF YOUR CARD||")]
        [DataRow(119, Flat, "PIN NOT CHANGED|CARD NOT PERMITTED|CALL THE NUMBER ON|THE BACK OF YOUR CARD")]
        public void OfAPinChangeWithoutANumber(int code, int display, string lines)
        {
            Begin(Language.English, display, null);
            ChangePin(code);
            AssertLines(lines);
            _kiosk.EndResult();
        }

        [TestMethod]
        [DataRow(106, "PT0200LU12260303110000", Tall, "CARD LOCKED||ENDS 2026-03-03 12:00||CALL THE NUMBER|ON THE BACK|OF YOUR CARD|" + Phone)]
        [DataRow(106, "PT0200LU12260303110000", Flat, "CARD LOCKED|ENDS 2026-03-03 12:00|CALL (BACK OF CARD):|" + Phone)]
        [DataRow(106, "PT0200", Tall, "CARD LOCKED||||CALL THE NUMBER|ON THE BACK|OF YOUR CARD|" + Phone)]
        [DataRow(106, "PT0200", Flat, "CARD LOCKED||CALL (BACK OF CARD):|" + Phone)]
        [DataRow(104, "PT0203", Tall, "NOT ACCEPTED||CARD NOT PERMITTED|CALL YOUR BANK|" + Phone + "|||")]
        [DataRow(125, "PT0203", Tall, "NOT ACCEPTED||CARD NOT ACTIVATED|ACTIVATE YOUR CARD:|" + Phone + "|||")]
        public void OfACardStatus(int code, string data, int display, string lines)
        {
            Begin(Language.English, display, Phone);
            AskStatus(code, data);
            AssertLines(lines);
            _kiosk.EndResult();
        }

        [TestMethod]
        [DataRow("PT0200LU12260303110000", Tall, "CARD LOCKED||ENDS 2026-03-03 12:00||CALL THE NUMBER|ON THE BACK|OF YOUR CARD|")]
        [DataRow("PT0200LU12260303110000", Flat, "CARD LOCKED|ENDS 2026-03-03 12:00|CALL THE NUMBER ON|THE BACK OF YOUR CARD")]
        public void OfACardStatusWithoutANumber(string data, int display, string lines)
        {
            Begin(Language.English, display, null);
            AskStatus(106, data);
            AssertLines(lines);
            _kiosk.EndResult();
        }

        [TestMethod]
        [DataRow((int)Language.English, Tall)]
        [DataRow((int)Language.German, Tall)]
        [DataRow((int)Language.French, Tall)]
        [DataRow((int)Language.Spanish, Tall)]
        [DataRow((int)Language.English, Flat)]
        [DataRow((int)Language.German, Flat)]
        [DataRow((int)Language.French, Flat)]
        [DataRow((int)Language.Spanish, Flat)]
        public void InEachLanguage(int language, int display)
        {
            int[] payments = new int[] { 100, 104, 111, 125, 106 };
            for (int i = 0; i < payments.Length; i++)
            {
                Begin((Language)language, display, Phone);
                Pay(payments[i]);
                AssertShowsPhone("payment " + payments[i].ToString());
            }

            Begin((Language)language, display, Phone);
            ChangePin(119);
            AssertShowsPhone("PIN change");
            Begin((Language)language, display, Phone);
            AskStatus(106, "PT0200LU12260303110000");
            AssertShowsPhone("status");
            Begin((Language)language, display, null);
            Pay(106);
            AssertFits("locked, no number");
            Begin((Language)language, display, null);
            Pay(125);
            AssertFits("not activated, no number");
        }

        [TestMethod]
        public void EachCardHasTheNumberOfItsBrand()
        {
            Begin(Language.English, Tall, Phone);
            _kiosk.Settings.SetPhone(Brands.Visa, "+44 20 7946 0654");
            _kiosk.GoToCard();
            _kiosk.Swipe(Visa, "2912");
            _kiosk.Send("8520");
            _kiosk.Answer(106, "PT0200");
            _kiosk.AssertShows("+44 20 7946 0654");
            Assert.IsFalse(_kiosk.Screen.Shows(Phone));
        }

        private static void Begin(Language language, int display, string phone)
        {
            _kiosk = null;
            _kiosk = new KioskRig(_cipher);
            _kiosk.UseDisplay((DisplayType)display);
            _kiosk.Settings.Language = language;
            _kiosk.Settings.SetPhone(Brands.Amex, phone);
            _kiosk.Start();
        }

        private static void Pay(int code)
        {
            _kiosk.GoToPin();
            _kiosk.Send("4071");
            _kiosk.Answer(code, null);
            _kiosk.AssertState(TerminalState.Result);
        }

        private static void ChangePin(int code)
        {
            _kiosk.Press("A1");
            _kiosk.Swipe(KioskRig.Amex, "2912");
            _kiosk.Press("4071#6283#");
            _kiosk.Send("6283");
            _kiosk.Answer(code, null);
            _kiosk.AssertState(TerminalState.Result);
        }

        private static void AskStatus(int code, string data)
        {
            _kiosk.Press("A2");
            _kiosk.Swipe(KioskRig.Amex, "2912");
            _kiosk.Answer(code, data);
            _kiosk.AssertState(TerminalState.Result);
        }

        private static void AssertShowsPhone(string which)
        {
            Assert.IsTrue(_kiosk.Screen.Shows(Phone), which);
            AssertFits(which);
        }

        private static void AssertFits(string which)
        {
            Assert.IsTrue(_kiosk.Screen.HasDarkEdges(), which);
        }

        /// <summary>Asserts the whole screen: each line in the middle of its page, parted by <c>|</c>.</summary>
        private static void AssertLines(string expected)
        {
            string[] lines = expected.Split('|');
            Assert.AreEqual(_kiosk.Settings.Display == DisplayType.Ssd1306Flat ? FrameBuffer.FlatPages : FrameBuffer.MostPages, lines.Length);
            for (int page = 0; page < lines.Length; page++)
            {
                int column = (FrameBuffer.Width - (lines[page].Length * TextFont.Advance) + 1) / 2;
                Assert.IsTrue(lines[page].Length == 0 ? IsDark(page) : _kiosk.Screen.ShowsIn(page, column, lines[page]), page.ToString() + " " + lines[page]);
            }
        }

        private static bool IsDark(int page)
        {
            for (int i = 0; i < FrameBuffer.Width; i++)
            {
                if (_kiosk.Screen.Image[(page * FrameBuffer.Width) + i] != 0)
                {
                    return false;
                }
            }

            return true;
        }
    }
}
