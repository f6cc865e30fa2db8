using System.Text;
using Kiosk.Core.Crypto;
using Kiosk.Core.Issuer;
using Kiosk.Core.Pin;
using Kiosk.Core.Settings;
using Kiosk.Core.Terminal;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    /// <summary>A PIN is changed at the kiosk: one message, one try, and on every way out it is said how the PIN stands.</summary>
    [TestClass]
    public class PinChangeTests
    {
        private const int KeyTime = 30000;

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
        public void TheWholeWay()
        {
            Begin();
            _kiosk.Press("A");
            _kiosk.AssertState(TerminalState.Menu);
            _kiosk.AssertShows("1 CHANGE PIN");
            _kiosk.AssertShows("2 CARD STATUS");
            _kiosk.Press("1");
            _kiosk.AssertState(TerminalState.Card);
            _kiosk.AssertShows("CHANGE PIN");
            _kiosk.AssertShows("INSERT CARD");
            _kiosk.Swipe(KioskRig.Amex, "2912");
            _kiosk.AssertState(TerminalState.Pin);
            _kiosk.AssertShows("CHANGE PIN");
            _kiosk.AssertShows("ENTER PIN");
            _kiosk.AssertShows("3 TRIES LEFT");
            _kiosk.Press("4071#");
            _kiosk.AssertState(TerminalState.NewPin);
            _kiosk.AssertShows("NEW PIN");
            Assert.IsFalse(_kiosk.Screen.Shows("ENTER PIN"));
            Assert.IsFalse(_kiosk.Screen.ShowsLarge("*"));
            _kiosk.Press("6283");
            Assert.IsTrue(_kiosk.Screen.ShowsLarge("****"));
            _kiosk.Press("#");
            _kiosk.AssertState(TerminalState.NewPinAgain);
            _kiosk.AssertShows("NEW PIN AGAIN");
            Assert.AreEqual(0, _kiosk.Link.SentCount);
            _kiosk.Send("6283");
            _kiosk.AssertShows("PLEASE WAIT");
            _kiosk.Answer(0, "PT0203");
            _kiosk.AssertShows("PIN CHANGED");
            _kiosk.AssertShows("USE THE NEW PIN");
            _kiosk.AssertShows("REMOVE CARD");
            _kiosk.EndResult();
            Assert.AreEqual(0, _kiosk.Terminal.Journal.Count);
            Assert.IsTrue(_kiosk.Terminal.IsQuiet);
            _kiosk.GoToPin();
            _kiosk.AssertShows("3 TRIES LEFT");
        }

        [TestMethod]
        public void BothPinBlocksLeaveInOneMessageUnderTheirOwnKeys()
        {
            Begin();
            GoToNewPin();
            _kiosk.Press("6283#");
            _kiosk.Send("6283");
            MessageReader request = _kiosk.Issuer.Request;
            Assert.AreEqual(700000L, request.Number(Field.ProcessingCode));
            Assert.AreEqual(0L, request.Number(Field.Amount));
            Hex.Same("123456789012345600000001", _kiosk.Link.Sent, request.Offset(Field.Ksn), 12);
            Hex.Same(Block("4071", 1), _kiosk.Link.Sent, request.Offset(Field.PinBlock), 16);
            string expected = "NK24" + "123456789012345600000002" + "NP32" + Block("6283", 2);
            Assert.AreEqual(expected, Encoding.UTF8.GetString(_kiosk.Link.Sent, request.Offset(Field.PrivateData), request.Length(Field.PrivateData)));
            _kiosk.Answer(0, null);
            _kiosk.EndResult();
            _kiosk.GoToPin();
            _kiosk.Send("6283");
            Hex.Same("123456789012345600000003", _kiosk.Link.Sent, request.Offset(Field.Ksn), 12);
        }

        [TestMethod]
        [DataRow("1234")]
        [DataRow("9876")]
        [DataRow("5555")]
        [DataRow("6353")]
        public void AWeakNewPinIsNotSent(string pin)
        {
            Begin();
            GoToNewPin();
            _kiosk.Press(pin + "#");
            _kiosk.AssertState(TerminalState.NewPin);
            _kiosk.AssertShows("TOO EASY TO GUESS");
            Assert.IsFalse(_kiosk.Screen.ShowsLarge("*"));
            _kiosk.Press("6283#");
            _kiosk.AssertState(TerminalState.NewPinAgain);
            Assert.AreEqual(0, _kiosk.Link.SentCount);
        }

        [TestMethod]
        public void AShortNewPinIsNotTakenAndStays()
        {
            Begin();
            GoToNewPin();
            _kiosk.Press("628#");
            _kiosk.AssertState(TerminalState.NewPin);
            _kiosk.AssertShows("4 DIGITS OR MORE");
            _kiosk.Press("3#");
            _kiosk.AssertState(TerminalState.NewPinAgain);
            _kiosk.Send("6283");
        }

        [TestMethod]
        public void DifferingNewPinsAreEnteredAnew()
        {
            Begin();
            GoToNewPin();
            _kiosk.Press("6283#6284#");
            _kiosk.AssertState(TerminalState.NewPin);
            _kiosk.AssertShows("NOT THE SAME");
            Assert.AreEqual(0, _kiosk.Link.SentCount);
            _kiosk.Press("6284#");
            _kiosk.Send("6284");
            _kiosk.Answer(0, null);
            _kiosk.AssertShows("PIN CHANGED");
        }

        [TestMethod]
        public void TheFifthNewPinThatIsNotTakenEndsIt()
        {
            Begin();
            GoToNewPin();
            _kiosk.Press("1111#6283#6284#2222#3333#");
            _kiosk.AssertState(TerminalState.NewPin);
            _kiosk.Press("4444#");
            _kiosk.AssertState(TerminalState.Result);
            _kiosk.AssertShows("PIN NOT CHANGED");
            Assert.AreEqual(0, _kiosk.Link.SentCount);
        }

        [TestMethod]
        public void AWrongCurrentPinCostsATryAndIsAskedForAgain()
        {
            Begin();
            GoToNewPin();
            _kiosk.Press("6283#");
            _kiosk.Send("6283");
            _kiosk.Answer(117, "PT0202");
            _kiosk.AssertState(TerminalState.IncorrectPin);
            _kiosk.AssertShows("2 TRIES LEFT");
            _kiosk.Pass(3000);
            _kiosk.AssertState(TerminalState.Pin);
            _kiosk.AssertShows("CHANGE PIN");
            _kiosk.AssertShows("2 TRIES LEFT");
            _kiosk.Press("4071#6283#");
            _kiosk.Send("6283");
            _kiosk.Answer(0, null);
            _kiosk.EndResult();
            _kiosk.GoToPin();
            _kiosk.AssertShows("3 TRIES LEFT");
        }

        [TestMethod]
        public void TheThirdWrongOneLocks()
        {
            Begin();
            GoToNewPin();
            for (int left = 2; left > 0; left--)
            {
                _kiosk.Press("6283#");
                _kiosk.Send("6283");
                _kiosk.Answer(117, "PT020" + left.ToString());
                _kiosk.Pass(3000);
                _kiosk.Press("1470#");
            }

            _kiosk.Press("6283#");
            _kiosk.Send("6283");
            _kiosk.Answer(106, "PT0200");
            _kiosk.AssertShows("CARD LOCKED");
            _kiosk.AssertShows("PIN NOT CHANGED");
            _kiosk.EndResult();
            _kiosk.GoToCard();
            _kiosk.Swipe(KioskRig.Amex, "2912");
            _kiosk.AssertState(TerminalState.Inquiry);
        }

        [TestMethod]
        [DataRow(119, "CARD NOT PERMITTED", "CALL THE NUMBER")]
        [DataRow(126, "NEW PIN NOT ACCEPTED", "CHOOSE ANOTHER PIN")]
        [DataRow(127, "NEW PIN NOT ACCEPTED", "CHOOSE ANOTHER PIN")]
        [DataRow(125, "CARD NOT ACTIVATED", "ACTIVATE YOUR CARD")]
        [DataRow(101, "CARD EXPIRED", "USE ANOTHER CARD")]
        [DataRow(907, "ISSUER UNAVAILABLE", "TRY AGAIN LATER")]
        [DataRow(910, "ISSUER UNAVAILABLE", "TRY AGAIN LATER")]
        [DataRow(100, "DECLINED", "CALL YOUR BANK")]
        public void WhyNotAndWhatToDo(int code, string why, string advice)
        {
            Begin();
            GoToNewPin();
            _kiosk.Press("6283#");
            _kiosk.Send("6283");
            _kiosk.Answer(code, "PT0203");
            _kiosk.AssertState(TerminalState.Result);
            _kiosk.AssertShows(why);
            _kiosk.AssertShows(advice);
            Assert.IsFalse(_kiosk.Screen.Shows("CHARGED"));
            _kiosk.EndResult();
            Assert.AreEqual(1, _kiosk.Link.SentCount);
            _kiosk.GoToPin();
            _kiosk.AssertShows("3 TRIES LEFT");
        }

        // No answer, and answers that settle nothing: no reversal, and nobody says that the PIN is the old one.
        [TestMethod]
        [DataRow(0)]
        [DataRow(909)]
        [DataRow(912)]
        [DataRow(913)]
        public void NobodyKnows(int code)
        {
            Begin();
            GoToNewPin();
            _kiosk.Press("6283#");
            _kiosk.Send("6283");
            if (code == 0)
            {
                _kiosk.Pass(KeyTime);
            }
            else
            {
                _kiosk.Answer(code, null);
            }

            _kiosk.AssertState(TerminalState.Result);
            _kiosk.AssertShows("IT IS NOT KNOWN IF");
            _kiosk.AssertShows("THE PIN WAS CHANGED");
            _kiosk.AssertShows("TRY THE NEW PIN FIRST");
            Assert.IsFalse(_kiosk.Screen.Shows("PIN NOT CHANGED"));
            _kiosk.EndResult();
            _kiosk.Pass(KeyTime);
            Assert.AreEqual(1, _kiosk.Link.SentCount);
            _kiosk.GoToPin();
            _kiosk.AssertShows("2 TRIES LEFT");
        }

        [TestMethod]
        public void WhatProvablyNeverLeftCostsNoTry()
        {
            Begin();
            GoToNewPin();
            _kiosk.Press("6283#");
            _kiosk.Send("6283");
            _kiosk.Link.State = LinkState.NotSent;
            _kiosk.Pass(10);
            _kiosk.AssertShows("ISSUER UNAVAILABLE");
            _kiosk.AssertShows("PIN NOT CHANGED");
            _kiosk.EndResult();
            _kiosk.GoToPin();
            _kiosk.AssertShows("3 TRIES LEFT");
        }

        // R1: the try is on flash when the request leaves, and a start from there counts it.
        [TestMethod]
        public void TheTryIsOnFlashBeforeTheRequestLeaves()
        {
            Begin();
            GoToNewPin();
            _kiosk.Press("6283#");
            _kiosk.Send("6283");
            _kiosk.Flash = _kiosk.Link.FlashAtSend;
            _kiosk.Start();
            _kiosk.AssertState(TerminalState.Idle);
            Assert.IsTrue(_kiosk.Terminal.IsQuiet);
            _kiosk.GoToPin();
            _kiosk.AssertShows("2 TRIES LEFT");
        }

        [TestMethod]
        public void AnAttemptThatFlashDoesNotKeepIsNotSent()
        {
            Begin();
            GoToNewPin();
            _kiosk.Press("6283#628");
            _kiosk.Flash.FailsWrites = true;
            _kiosk.Press("3#");
            _kiosk.AssertState(TerminalState.Result);
            _kiosk.AssertShows("PROCESSING ERROR");
            _kiosk.AssertShows("PIN NOT CHANGED");
            Assert.AreEqual(0, _kiosk.Link.SentCount);
        }

        [TestMethod]
        [DataRow("")]
        [DataRow("4071#")]
        [DataRow("4071#62")]
        [DataRow("4071#6283#")]
        [DataRow("4071#6283#62")]
        public void CancelTimeOutAndTamperOnEachScreen(string keys)
        {
            Begin();
            GoToCurrentPin();
            _kiosk.Press(keys + "D");
            _kiosk.AssertState(TerminalState.Result);
            _kiosk.AssertShows("CANCELLED");
            _kiosk.AssertShows("PIN NOT CHANGED");
            _kiosk.EndResult();
            GoToCurrentPin();
            _kiosk.Press(keys);
            _kiosk.Pass(KeyTime);
            _kiosk.AssertShows("TIME OUT");
            _kiosk.AssertShows("PIN NOT CHANGED");
            _kiosk.EndResult();
            _kiosk.GoToPin();
            _kiosk.AssertShows("3 TRIES LEFT");
            _kiosk.Press("D");
            _kiosk.EndResult();
            GoToCurrentPin();
            _kiosk.Press(keys);
            _kiosk.Switches.IsOpen = true;
            _kiosk.Pass(10);
            _kiosk.AssertState(TerminalState.OutOfService);
            Assert.AreEqual(0, _kiosk.Link.SentCount);
        }

        // P9: changes are slowed like purchases, whatever each is followed by.
        [TestMethod]
        public void WrongPinsAreSlowed()
        {
            string[] cards = new string[] { KioskRig.Amex, "4111111111111111", "5555555555554444" };
            Begin();
            for (int i = 0; i < 5; i++)
            {
                _kiosk.Press("A1");
                _kiosk.Swipe(cards[i % 3], "2912");
                _kiosk.Press("1470#6283#");
                _kiosk.Send("6283");
                _kiosk.Answer(117, "PT0202");
                _kiosk.Press("D");
                _kiosk.EndResult();
            }

            _kiosk.Press("A1");
            _kiosk.Swipe(cards[2], "2912");
            _kiosk.AssertState(TerminalState.PinWait);
        }

        [TestMethod]
        public void AKeyedCardAndTdes()
        {
            NewKiosk();
            _kiosk.UseTdes(0);
            _kiosk.Start();
            _kiosk.Press("A1A371449635398431#1229#");
            _kiosk.AssertState(TerminalState.Pin);
            _kiosk.Press("4071#6283#");
            _kiosk.Send("6283");
            Assert.AreEqual(4 + 20 + 4 + 16, _kiosk.Issuer.Request.Length(Field.PrivateData));
            _kiosk.Answer(0, null);
            _kiosk.AssertShows("PIN CHANGED");
            Assert.IsFalse(_kiosk.Screen.Shows("REMOVE CARD"));
        }

        [TestMethod]
        public void TheNextCustomerPays()
        {
            Begin();
            _kiosk.Press("A1D");
            _kiosk.AssertShows("CANCELLED");
            _kiosk.EndResult();
            _kiosk.GoToCard();
            Assert.IsTrue(_kiosk.Screen.ShowsLarge("2.40"));
            _kiosk.Press("D");
            _kiosk.AssertShows("YOU ARE NOT CHARGED");
        }

        private static void NewKiosk()
        {
            _kiosk = null;
            _kiosk = new KioskRig(_cipher);
        }

        private static void Begin()
        {
            NewKiosk();
            _kiosk.Start();
        }

        private static void GoToCurrentPin()
        {
            _kiosk.Press("A1");
            _kiosk.Swipe(KioskRig.Amex, "2912");
            _kiosk.AssertState(TerminalState.Pin);
        }

        private static void GoToNewPin()
        {
            GoToCurrentPin();
            _kiosk.Press("4071#");
            _kiosk.AssertState(TerminalState.NewPin);
        }

        /// <summary>The PIN block of the Amex under the PIN key of a counter, as hex.</summary>
        private static string Block(string pin, int counter)
        {
            AesDukpt dukpt = new AesDukpt(_cipher);
            dukpt.LoadInitialKey(BenchKey.InitialKey(MessageProfile.Aes), BenchKey.InitialKsn(MessageProfile.Aes));
            for (int i = 1; i < counter; i++)
            {
                dukpt.Advance();
            }

            TransactionKeys keys = new TransactionKeys(AesDukpt.KsnLength);
            keys.Derive(dukpt);
            byte[] block = new byte[16];
            new PinEncryption(PinBlockFormat.Format4, _cipher, new FakeRandom("5A")).Encipher(PinDigits.Of(pin), Hex.Ascii(KioskRig.Amex), 15, keys.Pin, block);
            return Hex.Text(block, 0, 16);
        }
    }
}
