using Kiosk.Core.Crypto;
using Kiosk.Core.Storage;
using Kiosk.Core.Tries;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    /// <summary>The rules R1 to R10 of the retry counter.</summary>
    [TestClass]
    public class RetryCounterTests
    {
        private const long Now = 1772449200;
        private const long Day = 86400;
        private const int OneCardRecord = 5 + 13 + Record.Overhead;

        private static Cmac _cmac;
        private static byte[] _hashKey;
        private static byte[] _token;
        private static byte[] _other;
        private static FakeFlash _flash;
        private static RetryCounter _tries;

        [Setup]
        public void Setup()
        {
            _cmac = new Cmac(new AesCipher());
            _hashKey = Hex.Bytes("2B7E151628AED2A6ABF7158809CF4F3C");
            _token = Hex.Bytes("1111111111111111");
            _other = Hex.Bytes("1122222222222222");
        }

        [Cleanup]
        public void Cleanup()
        {
            _cmac = null;
            _hashKey = null;
            _token = null;
            _other = null;
            _flash = null;
            _tries = null;
        }

        [TestMethod]
        public void R1_TheAttemptIsOnFlashBeforeLogAttemptReturns()
        {
            Begin();
            Assert.IsTrue(_tries.LogAttempt(_token, Now));
            Restart(Now);
            AssertLeft(2, Now);
        }

        [TestMethod]
        public void R1_AWriteThatFailsIsNoAttempt()
        {
            Begin();
            _flash.FailsWrites = true;
            Assert.IsFalse(_tries.LogAttempt(_token, Now));
        }

        [TestMethod]
        public void R1_AWriteThatLiesIsNoAttempt()
        {
            Begin();
            _flash.Lies = true;
            Assert.IsFalse(_tries.LogAttempt(_token, Now));
        }

        [TestMethod]
        public void R1_AWriteThatRotsIsNoAttempt()
        {
            Begin();
            _flash.Rots = true;
            Assert.IsFalse(_tries.LogAttempt(_token, Now));
        }

        [TestMethod]
        public void R1_AWriteThatCannotBeReadBackIsNoAttempt()
        {
            Begin();
            _flash.ReadsToFail = -1;
            Assert.IsFalse(_tries.LogAttempt(_token, Now));
        }

        [TestMethod]
        public void R1_FailingWritesNeverGiveATry()
        {
            Begin();
            Log(1, Now);
            _flash.FailsWrites = true;
            for (int i = 0; i < 5; i++)
            {
                Assert.IsFalse(_tries.LogAttempt(_token, Now));
                Assert.IsTrue(_tries.TriesLeft(_token, Now) <= 2);
            }

            _flash.FailsWrites = false;
            Restart(Now);
            AssertLeft(2, Now);
        }

        [TestMethod]
        public void R2_AFreshCardHasAllTries()
        {
            Begin();
            AssertLeft(3, Now);
            AssertLeft(3, 0);
        }

        [TestMethod]
        public void R2_TheThirdWrongPinLocks()
        {
            Begin();
            Log(1, Now);
            AssertLeft(2, Now);
            Log(1, Now);
            AssertLeft(1, Now);
            Log(1, Now);
            AssertLeft(0, Now);
            Assert.IsFalse(_tries.LogAttempt(_token, Now));
            Assert.AreEqual(Now, _tries.LockedSince(_token));
        }

        [TestMethod]
        public void R2_TheLockIsOverAfter24HoursToTheSecond()
        {
            Begin();
            Log(3, Now);
            AssertLeft(0, Now + Day - 1);
            Assert.IsFalse(_tries.LogAttempt(_token, Now + Day - 1));
            AssertLeft(3, Now + Day);
        }

        [TestMethod]
        public void R2_TheLockTimeBeginsWithTheThirdAttempt()
        {
            Begin();
            Log(2, Now);
            Log(1, Now + 3600);
            AssertLeft(0, Now + Day);
            AssertLeft(0, Now + 3600 + Day - 1);
            AssertLeft(3, Now + 3600 + Day);
        }

        [TestMethod]
        public void R2_AfterALockThatIsOverAttemptsCountFromOne()
        {
            Begin();
            Log(3, Now);
            Log(1, Now + Day);
            AssertLeft(2, Now + Day);
            Log(2, Now + Day);
            AssertLeft(0, Now + Day);
        }

        [TestMethod]
        public void R2_CardsAreCountedApart()
        {
            Begin();
            Log(3, Now);
            Assert.AreEqual(3, _tries.TriesLeft(_other, Now));
            Assert.IsTrue(_tries.LogAttempt(_other, Now));
            AssertLeft(0, Now);
            Assert.AreEqual(2, _tries.TriesLeft(_other, Now));
        }

        [TestMethod]
        public void R2_AttemptsThatDoNotLockDoNotExpire()
        {
            Begin();
            Log(2, Now);
            AssertLeft(1, Now + (30 * Day));
        }

        [TestMethod]
        [DataRow(1)]
        [DataRow(9)]
        public void R2_TheLimitIsTheOneGiven(int limit)
        {
            _flash = new FakeFlash();
            _tries = new RetryCounter(new RecordStore(_flash), _cmac, _hashKey, limit, Day);
            _tries.Format();
            for (int i = 0; i < limit; i++)
            {
                AssertLeft(limit - i, Now);
                Assert.IsTrue(_tries.LogAttempt(_token, Now));
            }

            AssertLeft(0, Now);
        }

        [TestMethod]
        public void R3_TheRightPinOnTheLastTryResets()
        {
            Begin();
            Log(3, Now);
            Assert.IsTrue(_tries.Reset(_token, Now));
            AssertLeft(3, Now);
            Restart(Now);
            AssertLeft(3, Now);
        }

        [TestMethod]
        public void R3_ResetOfOneCardLeavesTheOthers()
        {
            Begin();
            Log(2, Now);
            _tries.LogAttempt(_other, Now);
            _tries.Reset(_token, Now);
            Restart(Now);
            AssertLeft(3, Now);
            Assert.AreEqual(2, _tries.TriesLeft(_other, Now));
        }

        [TestMethod]
        [DataRow(false)]
        [DataRow(true)]
        public void R4_APowerCutAtAnyByteOfAnAttemptNeverGivesATryBack(bool commitsOnClose)
        {
            for (int before = 0; before < 3; before++)
            {
                for (int cut = 0; cut <= OneCardRecord; cut++)
                {
                    Begin();
                    Log(before, Now);
                    _flash.CommitsOnClose = commitsOnClose;
                    _flash.CutAfter = cut;
                    Assert.IsFalse(_tries.LogAttempt(_token, Now), "the power failed before it was read back");
                    _flash.PowerOn();
                    Restart(Now);
                    int left = _tries.TriesLeft(_token, Now);
                    Assert.IsTrue(left == 3 - before || left == 2 - before);
                }
            }
        }

        [TestMethod]
        public void R4_APowerCutInAResetLeavesTheFormerOrAllTries()
        {
            for (int cut = 0; cut <= OneCardRecord - 13; cut++)
            {
                Begin();
                Log(3, Now);
                _flash.CutAfter = cut;
                _tries.Reset(_token, Now);
                _flash.PowerOn();
                Restart(Now);
                AssertLeft(cut < OneCardRecord - 13 ? 0 : 3, Now);
            }
        }

        [TestMethod]
        public void R4_APowerCutWhileATimeIsStampedKeepsTheLock()
        {
            for (int cut = 0; cut <= OneCardRecord; cut++)
            {
                Begin();
                Log(3, 0);
                _flash.CutAfter = cut;
                AssertLeft(0, Now);
                _flash.PowerOn();
                Restart(0);
                AssertLeft(0, 0);
                AssertLeft(0, Now + Day - 1);
            }
        }

        [TestMethod]
        public void R5_AMissingTableLocksEveryCardForTheLockTime()
        {
            Begin();
            Log(1, Now);
            _flash.RemoveRecord("tries");
            Assert.IsFalse(Restart(Now));
            AssertLeft(0, Now);
            Assert.AreEqual(0, _tries.TriesLeft(_other, Now));
            Assert.IsFalse(_tries.LogAttempt(_other, Now));
            AssertLeft(0, Now + Day - 1);
            AssertLeft(3, Now + Day);
            Assert.AreEqual(Now, _tries.LockedSince(_other));
        }

        [TestMethod]
        public void R5_ATornTableLocks()
        {
            Begin();
            Log(2, Now);
            _flash.Put("tries.a", _flash.File("tries.a"), 11);
            _flash.Put("tries.b", _flash.File("tries.b"), 20);
            Assert.IsFalse(Restart(Now));
            AssertLeft(0, Now);
        }

        // What a record with a good CRC holds: more cards than fit, fewer bytes than it says, more bytes, attempts out of range.
        [TestMethod]
        [DataRow("41 00000000")]
        [DataRow("01 00000000")]
        [DataRow("00 00000000 1111111111111111 01 00000001")]
        [DataRow("01 00000000 1111111111111111 0A 00000001")]
        [DataRow("01 00000000 1111111111111111 FF 00000001")]
        [DataRow("00 000000")]
        [DataRow("")]
        public void R5_ATableOutOfRangeLocks(string table)
        {
            Begin();
            Record record = new Record(new RecordStore(_flash), "tries");
            int length;
            byte[] payload = Hex.Bytes(table);
            record.Load(new byte[64], out length);
            Assert.IsTrue(record.Save(payload, payload.Length));
            Assert.IsFalse(Restart(Now));
            AssertLeft(0, Now);
        }

        [TestMethod]
        public void R5_ALostTableStaysLostThroughRestarts()
        {
            Begin();
            _flash.RemoveRecord("tries");
            Restart(Now);
            Assert.IsTrue(Restart(Now + 100), "the record says by itself that the table was lost");
            AssertLeft(0, Now + 100);
            AssertLeft(0, Now + Day - 1);
            Restart(Now + Day);
            AssertLeft(3, Now + Day);
        }

        [TestMethod]
        public void R5_ATableLostAtAnUnknownTimeLocksUntilItIsKnown()
        {
            Begin();
            _flash.RemoveRecord("tries");
            Restart(0);
            AssertLeft(0, 0);
            Restart(0);
            AssertLeft(0, Now);
            Restart(Now + 10);
            AssertLeft(0, Now + Day - 1);
            AssertLeft(3, Now + Day);
        }

        [TestMethod]
        public void R5_ALostTableThatCannotBeWrittenIsLostAgain()
        {
            Begin();
            _flash.RemoveRecord("tries");
            _flash.FailsWrites = true;
            Restart(Now);
            AssertLeft(0, Now);
            _flash.FailsWrites = false;
            Assert.IsFalse(Restart(Now));
            AssertLeft(0, Now);
        }

        // The slot that could not be read may have been the newest: after the next restart the older one must not count again.
        [TestMethod]
        [DataRow("tries.a", 2, false)]
        [DataRow("tries.b", 2, false)]
        [DataRow("tries.a", 3, false)]
        [DataRow("tries.b", 3, false)]
        [DataRow("tries.a", 2, true)]
        [DataRow("tries.b", 2, true)]
        [DataRow("tries.a", 3, true)]
        [DataRow("tries.b", 3, true)]
        public void R5_ASlotThatCannotBeReadGivesNoTryBack(string slot, int attempts, bool healsAtOnce)
        {
            Begin();
            Log(attempts, Now);
            _flash.FailsOnly = slot;
            _flash.ReadsToFail = healsAtOnce ? 2 : -1;
            Assert.IsFalse(Restart(Now));
            AssertLeft(0, Now);
            _flash.ReadsToFail = 0;
            Restart(Now);
            Assert.IsTrue(_tries.TriesLeft(_token, Now) <= 3 - attempts, "locked, or fully counted");
        }

        // The slot is unreadable for the two reads of the start, and the power fails while the loss is written.
        [TestMethod]
        [DataRow("tries.a", 2)]
        [DataRow("tries.b", 2)]
        [DataRow("tries.a", 3)]
        [DataRow("tries.b", 3)]
        public void R5_APowerCutWhileALossIsWrittenGivesNoTryBack(string slot, int attempts)
        {
            const int bothSlots = 2 * (5 + Record.Overhead);
            for (int cut = 0; cut <= bothSlots; cut++)
            {
                Begin();
                Log(attempts, Now);
                _flash.FailsOnly = slot;
                _flash.ReadsToFail = 2;
                _flash.CutAfter = cut;
                Restart(Now);
                _flash.PowerOn();
                Restart(Now);
                Assert.IsTrue(_tries.TriesLeft(_token, Now) <= 3 - attempts);
            }
        }

        [TestMethod]
        public void R5_AFirstStartIsFresh()
        {
            _flash = new FakeFlash();
            _tries = New();
            Assert.IsTrue(_tries.Format());
            AssertLeft(3, Now);
            Assert.IsTrue(Restart(Now));
            AssertLeft(3, Now);
        }

        [TestMethod]
        public void R5_FormatNeedsFlash()
        {
            _flash = new FakeFlash();
            _flash.FailsWrites = true;
            _tries = New();
            Assert.IsFalse(_tries.Format());
        }

        [TestMethod]
        public void R5_TheIssuerFreesACardOfALostTable()
        {
            Begin();
            _flash.RemoveRecord("tries");
            Restart(Now);
            Assert.IsTrue(_tries.Reset(_token, Now));
            AssertLeft(3, Now);
            Assert.AreEqual(0, _tries.TriesLeft(_other, Now));
            Restart(Now);
            AssertLeft(3, Now);
            Log(1, Now);
            AssertLeft(2, Now);
        }

        // AES-CMAC over the digits under the RFC's key, computed with openssl.
        [TestMethod]
        public void R6_TheTokenIsAKeyedHashOfTheNumber()
        {
            byte[] token = new byte[RetryCounter.TokenLength];
            Begin();
            _tries.MakeToken(Hex.Ascii("371449635398431"), 15, token);
            Hex.Same("5B8C403B2C0F01EB", token);
        }

        [TestMethod]
        public void R6_AnotherNumberOrKeyGivesAnotherToken()
        {
            byte[] token = new byte[RetryCounter.TokenLength];
            Begin();
            _tries.MakeToken(Hex.Ascii("371449635398431"), 15, token);
            string first = Hex.Text(token, 0, 8);
            _tries.MakeToken(Hex.Ascii("378282246310005"), 15, token);
            Assert.AreNotEqual(first, Hex.Text(token, 0, 8));
            _tries = new RetryCounter(new RecordStore(_flash), _cmac, new byte[16], 3, Day);
            _tries.MakeToken(Hex.Ascii("371449635398431"), 15, token);
            Assert.AreNotEqual(first, Hex.Text(token, 0, 8));
        }

        [TestMethod]
        public void R6_FlashDoesNotHoldTheNumber()
        {
            byte[] token = new byte[RetryCounter.TokenLength];
            Begin();
            _tries.MakeToken(Hex.Ascii("371449635398431"), 15, token);
            Assert.IsTrue(_tries.LogAttempt(token, Now));
            Assert.IsTrue(_flash.Contains(token));
            Assert.IsFalse(_flash.Contains(Hex.Ascii("371449635398431")));
            Assert.IsFalse(_flash.Contains(Hex.Bytes("37144963539843")));
        }

        [TestMethod]
        public void R7_ATryIsGivenBack()
        {
            Begin();
            Log(3, Now);
            Assert.IsTrue(_tries.GiveBack(_token));
            AssertLeft(1, Now);
            Restart(Now);
            AssertLeft(1, Now);
        }

        [TestMethod]
        public void R7_NoMoreIsGivenBackThanWasTaken()
        {
            Begin();
            Assert.IsTrue(_tries.GiveBack(_token));
            Log(1, Now);
            _tries.GiveBack(_token);
            _tries.GiveBack(_token);
            AssertLeft(3, Now);
            Log(1, Now);
            AssertLeft(2, Now);
        }

        [TestMethod]
        public void R7_GivingBackCanFail()
        {
            Begin();
            Log(1, Now);
            _flash.FailsWrites = true;
            Assert.IsFalse(_tries.GiveBack(_token));
            _flash.FailsWrites = false;
            Restart(Now);
            AssertLeft(2, Now);
        }

        [TestMethod]
        public void R8_WithoutTrustedTimeALockHolds()
        {
            Begin();
            Log(3, Now);
            AssertLeft(0, 0);
            Restart(0);
            AssertLeft(0, 0);
            Assert.IsFalse(_tries.LogAttempt(_token, 0));
        }

        [TestMethod]
        public void R8_ALockAtAnUnknownTimeBeginsWhenTheTimeIsThere()
        {
            Begin();
            Log(3, 0);
            Assert.AreEqual(0L, _tries.LockedSince(_token));
            AssertLeft(0, Now);
            Assert.AreEqual(Now, _tries.LockedSince(_token));
            AssertLeft(0, Now + Day - 1);
            AssertLeft(3, Now + Day);
        }

        [TestMethod]
        public void R8_TheTimeThatWasStampedSurvivesARestart()
        {
            Begin();
            Log(3, 0);
            Restart(0);
            AssertLeft(0, Now);
            Restart(Now + 1000);
            AssertLeft(0, Now + 1000);
            AssertLeft(3, Now + Day);
        }

        [TestMethod]
        public void R8_TheLockTimeRunsThroughRestarts()
        {
            Begin();
            Log(3, Now);
            Restart(0);
            AssertLeft(0, Now + Day - 1);
            Restart(Now + Day);
            AssertLeft(3, Now + Day);
        }

        [TestMethod]
        [DataRow(1L)]
        [DataRow(3600L)]
        [DataRow(86400L)]
        [DataRow(1000000L)]
        public void R8_AClockThatStepsBackKeepsTheLock(long step)
        {
            Begin();
            Log(3, Now);
            AssertLeft(0, Now - step);
            Restart(Now - step);
            AssertLeft(0, Now - step);
            AssertLeft(3, Now + Day);
        }

        [TestMethod]
        public void R9_TheIssuersLockLocksHere()
        {
            Begin();
            Assert.IsTrue(_tries.SetTriesLeft(_token, 0, Now));
            AssertLeft(0, Now);
            Restart(Now);
            AssertLeft(0, Now + Day - 1);
            AssertLeft(3, Now + Day);
        }

        [TestMethod]
        [DataRow(1, 1)]
        [DataRow(2, 2)]
        [DataRow(3, 3)]
        [DataRow(99, 3)]
        public void R9_TheIssuersCountIsTaken(int issuersCount, int left)
        {
            Begin();
            Log(1, Now);
            Assert.IsTrue(_tries.SetTriesLeft(_token, issuersCount, Now));
            Restart(Now);
            AssertLeft(left, Now);
        }

        [TestMethod]
        public void R10_ALockedCardIsNeverPushedOut()
        {
            Begin();
            for (int card = 0; card < RetryCounter.Capacity / 2; card++)
            {
                _tries.SetTriesLeft(Card(card), 0, Now + card);
            }

            for (int card = 100; card < 200; card++)
            {
                Assert.IsTrue(_tries.LogAttempt(Card(card), Now + card));
            }

            Restart(Now + 200);
            for (int card = 0; card < RetryCounter.Capacity / 2; card++)
            {
                Assert.AreEqual(0, _tries.TriesLeft(Card(card), Now + 200));
            }
        }

        [TestMethod]
        public void R10_TheOldestThatIsNotLockedMakesRoom()
        {
            Begin();
            for (int card = 0; card < RetryCounter.Capacity; card++)
            {
                Assert.IsTrue(_tries.LogAttempt(Card(card), Now + ((card + 10) % RetryCounter.Capacity)));
            }

            // Card 54 has the oldest attempt.
            Assert.IsTrue(_tries.LogAttempt(Card(100), Now + 100));
            Assert.AreEqual(3, _tries.TriesLeft(Card(54), Now + 100));
            Assert.AreEqual(2, _tries.TriesLeft(Card(55), Now + 100));
            Assert.AreEqual(2, _tries.TriesLeft(Card(53), Now + 100));
            Assert.AreEqual(2, _tries.TriesLeft(Card(100), Now + 100));
        }

        [TestMethod]
        public void R10_WhenAllAreLockedOthersAreRefusedUntilTheFirstLockIsOver()
        {
            Begin();
            for (int card = 0; card < RetryCounter.Capacity; card++)
            {
                Assert.IsTrue(_tries.SetTriesLeft(Card(card), 0, Now + card));
            }

            Assert.IsFalse(_tries.LogAttempt(Card(100), Now + 100));
            Assert.IsFalse(_tries.LogAttempt(Card(100), Now + Day - 1));
            Assert.IsFalse(_tries.SetTriesLeft(Card(101), 0, Now + 100));
            Assert.IsTrue(_tries.LogAttempt(Card(100), Now + Day));
            Assert.AreEqual(2, _tries.TriesLeft(Card(100), Now + Day));
            Assert.AreEqual(0, _tries.TriesLeft(Card(1), Now + Day));
        }

        [TestMethod]
        public void R10_AFullTableIsReadAgain()
        {
            Begin();
            for (int card = 0; card < RetryCounter.Capacity; card++)
            {
                _tries.LogAttempt(Card(card), Now);
            }

            Assert.IsTrue(Restart(Now));
            for (int card = 0; card < RetryCounter.Capacity; card++)
            {
                Assert.AreEqual(2, _tries.TriesLeft(Card(card), Now));
            }
        }

        private static void Begin()
        {
            _flash = new FakeFlash();
            _tries = New();
            Assert.IsTrue(_tries.Format());
        }

        private static RetryCounter New()
        {
            return new RetryCounter(new RecordStore(_flash), _cmac, _hashKey, 3, Day);
        }

        private static bool Restart(long now)
        {
            _tries = New();
            return _tries.Open(now);
        }

        private static void Log(int attempts, long now)
        {
            for (int i = 0; i < attempts; i++)
            {
                Assert.IsTrue(_tries.LogAttempt(_token, now));
            }
        }

        private static void AssertLeft(int left, long now)
        {
            Assert.AreEqual(left, _tries.TriesLeft(_token, now));
        }

        private static byte[] Card(int number)
        {
            byte[] token = new byte[RetryCounter.TokenLength];
            token[0] = 0x77;
            token[7] = (byte)number;
            return token;
        }
    }
}
