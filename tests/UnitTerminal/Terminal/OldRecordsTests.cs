using Kiosk.Core.Crypto;
using Kiosk.Core.Terminal;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    /// <summary>Records are damaged, or old ones put back, while the power is off: what the kiosk then does.</summary>
    [TestClass]
    public class OldRecordsTests
    {
        private static AesCipher _cipher;
        private static KioskRig _kiosk;
        private static FakeFlash _old;

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
            _old = null;
        }

        [TestMethod]
        public void AnOldRetryTableCountsAsLost()
        {
            Begin();
            WrongPin(2);
            Keep();
            WrongPin(1);
            WrongPin(0);
            PutBack("tries");
            _kiosk.Start();
            _kiosk.AssertState(TerminalState.Idle);
            AssertLocked(KioskRig.Amex);
            AssertLocked("4111111111111111");
        }

        // One attempt older: it may be one that was cut off before it was logged, so it is counted, and no try comes back.
        [TestMethod]
        public void TheLastAttemptIsCountedAgainWhenItIsMissing()
        {
            Begin();
            WrongPin(2);
            Keep();
            WrongPin(1);
            PutBack("tries");
            _kiosk.Start();
            GoOn(KioskRig.Amex);
            _kiosk.AssertShows("LAST TRY");
        }

        [TestMethod]
        [DataRow("tries.a")]
        [DataRow("tries.b")]
        public void ASlotOfTheRetryTableThatRotsGivesNoTryBack(string slot)
        {
            Begin();
            WrongPin(2);
            WrongPin(1);
            Rot(slot);
            _kiosk.Start();
            GoOn(KioskRig.Amex);
            _kiosk.AssertShows("LAST TRY");
        }

        // The request after the attempts knows how many there were.
        [TestMethod]
        [DataRow("tries.a")]
        [DataRow("tries.b")]
        public void AnInquiryMakesNoTryComeBack(string slot)
        {
            Begin();
            WrongPin(2);
            WrongPin(1);
            WrongPin(0);
            AssertLocked(KioskRig.Amex);
            Rot(slot);
            _kiosk.Start();
            AssertLocked(KioskRig.Amex);
        }

        [TestMethod]
        [DataRow("tries.a")]
        [DataRow("tries.b")]
        public void TheIssuersLockHoldsWhicheverSlotRots(string slot)
        {
            Begin();
            _kiosk.GoToPin();
            _kiosk.Send("1234");
            _kiosk.Answer(106, null);
            _kiosk.EndResult();
            Rot(slot);
            _kiosk.Start();
            AssertLocked(KioskRig.Amex);
        }

        // Power cut while an inquiry is under way, and the newest slot of the keys is gone: its KSN shall not come again.
        [TestMethod]
        public void TheKsnOfAnInquiryIsNotUsedAgain()
        {
            Begin();
            WrongPin(0);
            byte[] before = _kiosk.Flash.File("keys.a");
            byte[] a = new byte[before.Length];
            before.CopyTo(a, 0);
            _kiosk.GoToCard();
            _kiosk.Swipe(KioskRig.Amex, "2912");
            _kiosk.AssertState(TerminalState.Inquiry);
            bool changed = !Hex.Text(a, 0, a.Length).Equals(Hex.Text(_kiosk.Flash.File("keys.a"), 0, a.Length));
            _kiosk.Flash.Remove(changed ? "keys.a" : "keys.b");
            _kiosk.Start();
            AssertOld();
        }

        [TestMethod]
        public void OldTriesAreNotBelievedWhenTheReversalsSlotIsGone()
        {
            Begin();
            WrongPin(0);
            AssertLocked(KioskRig.Amex);
            Keep();
            _kiosk.GoToCard();
            _kiosk.Swipe("4111111111111111", "2912");
            _kiosk.Send("1234");
            _kiosk.Answer(117, "PT0202");
            _kiosk.Press("D");
            _kiosk.EndResult();
            PutBack("tries");
            PutFileBack("reversal.a");
            PutFileBack("reversal.b");
            _kiosk.Start();
            AssertOld();
        }

        // What was cut off before the attempt was logged: the PIN never left, and nobody can know that.
        [TestMethod]
        public void AnAttemptCutOffBeforeItWasLoggedCounts()
        {
            const int keyRecord = 548 + 12;
            const int reversalRecord = 54 + 12;
            Begin();
            _kiosk.GoToPin();
            _kiosk.Press("123");
            _kiosk.Flash.CutAfter = keyRecord + reversalRecord + 5;
            _kiosk.Press("4#");
            Assert.AreEqual(0, _kiosk.Link.SentCount);
            _kiosk.Flash.PowerOn();
            _kiosk.Start();
            _kiosk.Pass(10);
            Assert.IsTrue(_kiosk.Issuer.Answer(_kiosk.Link, 400));
            _kiosk.Pass(10);
            GoOn(KioskRig.Amex);
            _kiosk.AssertShows("2 TRIES LEFT");
        }

        [TestMethod]
        public void OldKeysAreNotUsedAgain()
        {
            Begin();
            Keep();
            Pay(1);
            PutBack("keys");
            _kiosk.Start();
            AssertOld();
            Assert.AreEqual(0, _kiosk.Link.SentCount);
        }

        // The journal has an entry that it does not know.
        [TestMethod]
        [DataRow(1)]
        [DataRow(5)]
        [DataRow(31)]
        [DataRow(32)]
        public void AnOldReversalRecordStopsTheKiosk(int payments)
        {
            Begin();
            Pay(payments);
            Keep();
            Pay(1);
            PutBack("reversal");
            _kiosk.Start();
            _kiosk.AssertState(TerminalState.OutOfService);
            Assert.AreEqual((int)ServiceFault.Storage, (int)_kiosk.Terminal.Fault);
        }

        [TestMethod]
        [DataRow(1)]
        [DataRow(5)]
        [DataRow(31)]
        [DataRow(32)]
        public void OldTriesAndReversalStopTheKiosk(int payments)
        {
            Begin();
            Pay(payments);
            Keep();
            WrongPin(2);
            PutBack("tries");
            PutBack("reversal");
            _kiosk.Start();
            _kiosk.AssertState(TerminalState.OutOfService);
        }

        // The purchase looks owed, and would be reversed: but its approval was seen.
        [TestMethod]
        [DataRow(1)]
        [DataRow(2)]
        [DataRow(32)]
        public void AnOldJournalDoesNotRefundWhatWasApproved(int payments)
        {
            Begin();
            Pay(payments);
            Keep();
            Pay(1);
            PutBack("journal0");
            PutBack("journal1");
            _kiosk.Start();
            AssertOld();
            Assert.AreEqual(0, _kiosk.Link.SentCount);
        }

        [TestMethod]
        public void OldTriesAndJournalDoNotRefundWhatWasApproved()
        {
            Begin();
            Pay(1);
            Keep();
            WrongPin(2);
            Pay(1);
            PutBack("tries");
            PutBack("journal0");
            _kiosk.Start();
            _kiosk.AssertState(TerminalState.OutOfService);
        }

        // Between a payment and the next one the journal's page says that it was approved.
        [TestMethod]
        public void AnOldJournalPageStopsTheKiosk()
        {
            Begin();
            Pay(2);
            Keep();
            Pay(2);
            PutBack("journal0");
            _kiosk.Start();
            _kiosk.AssertState(TerminalState.OutOfService);
            Assert.AreEqual((int)ServiceFault.Storage, (int)_kiosk.Terminal.Fault);
        }

        [TestMethod]
        [DataRow("reversal")]
        [DataRow("journal0")]
        public void ADamagedRecordOfMoneyStopsTheKiosk(string record)
        {
            Begin();
            Pay(2);
            _kiosk.Flash.File(record + ".a")[14] ^= 1;
            _kiosk.Flash.File(record + ".b")[14] ^= 1;
            _kiosk.Start();
            _kiosk.AssertState(TerminalState.OutOfService);
            _kiosk.AssertShows("STORAGE FAILED");
        }

        // The whole image: nothing on the terminal can tell, and the issuer's own count holds (README, "What an ESP32 is not").
        [TestMethod]
        public void AWholeOldImageIsNotNoticed()
        {
            Begin();
            Keep();
            WrongPin(2);
            _kiosk.Flash = _old;
            _kiosk.Start();
            _kiosk.AssertState(TerminalState.Idle);
            GoOn(KioskRig.Amex);
            _kiosk.AssertShows("3 TRIES LEFT");
        }

        private static void Begin()
        {
            _kiosk = null;
            _kiosk = new KioskRig(_cipher);
            _kiosk.Start();
        }

        private static void Pay(int times)
        {
            for (int i = 0; i < times; i++)
            {
                _kiosk.GoToPin();
                _kiosk.Send("4071");
                _kiosk.Answer(0, null);
                _kiosk.EndResult();
            }
        }

        private static void WrongPin(int left)
        {
            _kiosk.GoToPin();
            _kiosk.Send("1234");
            _kiosk.Answer(117, "PT020" + left.ToString());
            _kiosk.Press("D");
            _kiosk.EndResult();
        }

        private static void Rot(string file)
        {
            byte[] content = _kiosk.Flash.File(file);
            content[content.Length / 2] ^= 1;
        }

        private static void Keep()
        {
            _old = _kiosk.Flash.Copy();
        }

        private static void PutBack(string record)
        {
            PutFileBack(record + ".a");
            PutFileBack(record + ".b");
        }

        private static void PutFileBack(string name)
        {
            byte[] content = _old.File(name);
            if (content == null)
            {
                _kiosk.Flash.Remove(name);
            }
            else
            {
                _kiosk.Flash.Put(name, content, content.Length);
            }
        }

        private static void GoOn(string card)
        {
            _kiosk.GoToCard();
            _kiosk.Swipe(card, "2912");
        }

        private static void AssertLocked(string card)
        {
            GoOn(card);
            _kiosk.AssertState(TerminalState.Inquiry);
            _kiosk.Answer(0, null);
            _kiosk.AssertShows("CARD LOCKED");
            _kiosk.EndResult();
        }

        private static void AssertOld()
        {
            _kiosk.AssertState(TerminalState.OutOfService);
            _kiosk.AssertShows("OLD RECORDS ON FLASH");
        }
    }
}
