using Kiosk.Core.Crypto;
using Kiosk.Core.Issuer;
using Kiosk.Core.Terminal;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    /// <summary>How a card stands is told without its PIN, by the issuer's word and by what was counted at the kiosk.</summary>
    [TestClass]
    public class CardStatusTests
    {
        private const long LockTime = 24 * 3600 * 1000L;

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
        public void AnActiveCard()
        {
            Begin();
            Ask();
            Assert.AreEqual(310000L, _kiosk.Issuer.Request.Number(Field.ProcessingCode));
            Assert.IsFalse(_kiosk.Issuer.Request.Has(Field.PinBlock));
            _kiosk.Answer(0, "PT0203");
            _kiosk.AssertShows("CARD STATUS");
            _kiosk.AssertShows("CARD ACTIVE");
            _kiosk.AssertShows("3 TRIES LEFT");
            _kiosk.EndResult();
            Assert.AreEqual(0, _kiosk.Terminal.Journal.Count);
        }

        // The smaller number, wherever it was counted.
        [TestMethod]
        [DataRow(0, "PT0201", "LAST TRY: 1")]
        [DataRow(1, "PT0203", "2 TRIES LEFT")]
        [DataRow(1, "PT0201", "LAST TRY: 1")]
        [DataRow(1, "UL12260302100000", "2 TRIES LEFT")]
        public void TriesLeft(int wrongHere, string data, string shown)
        {
            Begin();
            if (wrongHere > 0)
            {
                _kiosk.GoToPin();
                _kiosk.WrongPin(2);
                _kiosk.Press("D");
                _kiosk.EndResult();
            }

            Ask();
            _kiosk.Answer(0, data);
            _kiosk.AssertShows(shown);
        }

        [TestMethod]
        [DataRow(101, "CARD EXPIRED", "USE ANOTHER CARD")]
        [DataRow(104, "CARD NOT PERMITTED", "CALL YOUR BANK")]
        [DataRow(111, "CARD NOT KNOWN", "CALL YOUR BANK")]
        [DataRow(125, "CARD NOT ACTIVATED", "ACTIVATE YOUR CARD")]
        [DataRow(907, "ISSUER UNAVAILABLE", "TRY AGAIN LATER")]
        public void WhyNotAndWhatToDo(int code, string why, string advice)
        {
            Begin();
            Ask();
            _kiosk.Answer(code, null);
            _kiosk.AssertShows(why);
            _kiosk.AssertShows(advice);
            Assert.IsFalse(_kiosk.Screen.Shows("CHARGED"));
            Assert.IsFalse(_kiosk.Screen.Shows("PIN"));
        }

        // In local time: an hour before UTC.
        [TestMethod]
        public void LockedAtTheIssuerUntil()
        {
            Begin();
            Ask();
            _kiosk.Answer(106, "PT0200LU12260303090807");
            _kiosk.AssertShows("CARD LOCKED");
            _kiosk.AssertShows("ENDS 2026-03-03 10:08");
            _kiosk.AssertShows("CALL THE NUMBER");
            _kiosk.EndResult();

            // Nobody has tried a PIN: it is not locked here.
            _kiosk.GoToPin();
        }

        [TestMethod]
        [DataRow("PT0200")]
        [DataRow("PT0200LU12260399090807")]
        public void LockedWhoKnowsUntilWhen(string data)
        {
            Begin();
            Ask();
            _kiosk.Answer(106, data);
            _kiosk.AssertShows("CARD LOCKED");
            Assert.IsFalse(_kiosk.Screen.Shows("ENDS"));
        }

        // The later end counts: here until 12:00 of the next day, local time.
        [TestMethod]
        [DataRow(106, "PT0200LU12260303000000", "ENDS 2026-03-03 12:00")]
        [DataRow(106, "PT0200LU12260305090000", "ENDS 2026-03-05 10:00")]
        [DataRow(0, "PT0203", "ENDS 2026-03-03 12:00")]
        public void LockedHereToo(int code, string data, string ends)
        {
            Begin();
            LockHere();
            Ask();
            _kiosk.Answer(code, data);
            _kiosk.AssertShows("CARD LOCKED");
            _kiosk.AssertShows(ends);
        }

        [TestMethod]
        public void ACardThatTheIssuerHasUnlockedIsFreeHereToo()
        {
            Begin();
            LockHere();
            _kiosk.Pass(60000);
            Ask();
            _kiosk.Answer(0, "PT0203UL12260302110030");
            _kiosk.AssertShows("CARD ACTIVE");
            _kiosk.AssertShows("3 TRIES LEFT");
            _kiosk.EndResult();
            _kiosk.GoToPin();
            _kiosk.AssertShows("3 TRIES LEFT");
        }

        [TestMethod]
        public void ALockHereEnds()
        {
            Begin();
            LockHere();
            _kiosk.Pass(LockTime);
            _kiosk.Pass(60000);
            Ask();
            _kiosk.Answer(0, "PT0203");
            _kiosk.AssertShows("CARD ACTIVE");
        }

        // Without the issuer the kiosk tells what it knows itself: a lock; and else nothing.
        [TestMethod]
        public void WithoutAnAnswer()
        {
            Begin();
            Ask();
            _kiosk.Pass(30000);
            _kiosk.AssertShows("NO ANSWER IN TIME");
            _kiosk.EndResult();
            LockHere();
            Ask();
            _kiosk.Pass(30000);
            _kiosk.AssertShows("CARD LOCKED");
            _kiosk.AssertShows("ENDS 2026-03-03");
            _kiosk.EndResult();
            _kiosk.Link.State = LinkState.Down;
            _kiosk.Link.OpensTo = LinkState.Down;
            _kiosk.Press("A2");
            _kiosk.Swipe(KioskRig.Amex, "2912");
            _kiosk.Pass(10);
            _kiosk.AssertShows("CARD LOCKED");
            _kiosk.EndResult();
            _kiosk.Press("A2");
            _kiosk.Swipe("4111111111111111", "2912");
            _kiosk.Pass(10);
            _kiosk.AssertShows("ISSUER UNAVAILABLE");
        }

        [TestMethod]
        public void CancelAndTimeOut()
        {
            Begin();
            _kiosk.Press("A2");
            _kiosk.AssertShows("CARD STATUS");
            _kiosk.Press("D");
            _kiosk.AssertShows("CANCELLED");
            Assert.IsFalse(_kiosk.Screen.Shows("CHARGED"));
            _kiosk.EndResult();
            _kiosk.Press("A2");
            _kiosk.Pass(30000);
            _kiosk.AssertShows("TIME OUT");
            _kiosk.EndResult();
            _kiosk.Press("A");
            _kiosk.AssertState(TerminalState.Menu);
            _kiosk.Press("4");
            _kiosk.AssertState(TerminalState.Menu);
            _kiosk.Press("D");
            _kiosk.AssertState(TerminalState.Idle);
            _kiosk.Press("A");
            _kiosk.Pass(30000);
            _kiosk.AssertState(TerminalState.Idle);
        }

        private static void Begin()
        {
            _kiosk = null;
            _kiosk = new KioskRig(_cipher);
            _kiosk.Start();
        }

        private static void Ask()
        {
            int sent = _kiosk.Link.SentCount;
            _kiosk.Press("A2");
            _kiosk.Swipe(KioskRig.Amex, "2912");
            _kiosk.AssertState(TerminalState.Inquiry);
            _kiosk.AssertShows("PLEASE WAIT");
            Assert.AreEqual(sent + 1, _kiosk.Link.SentCount);
            Assert.IsTrue(_kiosk.Issuer.Takes(_kiosk.Link));
        }

        private static void LockHere()
        {
            _kiosk.GoToPin();
            _kiosk.Send("1470");
            _kiosk.Answer(106, "PT0200");
            _kiosk.AssertShows("CARD LOCKED");
            _kiosk.EndResult();
        }
    }
}
