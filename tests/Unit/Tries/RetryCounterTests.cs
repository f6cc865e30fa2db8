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
        private const int Header = 32;
        private const int OneCardRecord = Header + 13 + Record.Overhead;

        private static Cmac _cmac;
        private static byte[] _hashKey;
        private static byte[] _token;
        private static byte[] _other;
        private static FakeFlash _flash;
        private static RetryCounter _tries;
        private static long _ticks;
        private static long _lastTime;

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
            Assert.IsTrue(LogAt(_token, Now));
            Restart(Now);
            AssertLeft(2, Now);
        }

        [TestMethod]
        public void R1_AWriteThatFailsIsNoAttempt()
        {
            Begin();
            _flash.FailsWrites = true;
            Assert.IsFalse(LogAt(_token, Now));
        }

        [TestMethod]
        public void R1_AWriteThatLiesIsNoAttempt()
        {
            Begin();
            _flash.Lies = true;
            Assert.IsFalse(LogAt(_token, Now));
        }

        [TestMethod]
        public void R1_AWriteThatRotsIsNoAttempt()
        {
            Begin();
            _flash.Rots = true;
            Assert.IsFalse(LogAt(_token, Now));
        }

        [TestMethod]
        public void R1_AWriteThatCannotBeReadBackIsNoAttempt()
        {
            Begin();
            _flash.ReadsToFail = -1;
            Assert.IsFalse(LogAt(_token, Now));
        }

        [TestMethod]
        public void R1_FailingWritesNeverGiveATry()
        {
            Begin();
            Log(1, Now);
            _flash.FailsWrites = true;
            for (int i = 0; i < 5; i++)
            {
                Assert.IsFalse(LogAt(_token, Now));
                Assert.IsTrue(LeftAt(_token, Now) <= 2);
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
            Assert.IsFalse(LogAt(_token, Now));
            Assert.AreEqual(Now, _tries.LockedSince(_token));
        }

        [TestMethod]
        public void R2_TheLockIsOverAfter24HoursToTheSecond()
        {
            Begin();
            Log(3, Now);
            AssertLeft(0, Now + Day - 1);
            Assert.IsFalse(LogAt(_token, Now + Day - 1));
            AssertLeft(3, Now + Day);
            Assert.AreEqual(0L, _tries.LockedSince(_token));
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
            Assert.AreEqual(3, LeftAt(_other, Now));
            Assert.IsTrue(LogAt(_other, Now));
            AssertLeft(0, Now);
            Assert.AreEqual(2, LeftAt(_other, Now));
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
            _ticks = 0;
            _lastTime = 0;
            for (int i = 0; i < limit; i++)
            {
                AssertLeft(limit - i, Now + (30 * i));
                Assert.IsTrue(LogAt(_token, Now + (30 * i)));
            }

            AssertLeftNow(0);
        }

        [TestMethod]
        public void R3_TheRightPinOnTheLastTryResets()
        {
            Begin();
            Log(3, Now);
            Assert.IsTrue(_tries.Reset(_token));
            AssertLeft(3, Now);
            Restart(Now);
            AssertLeft(3, Now);
        }

        [TestMethod]
        public void R3_ResetOfOneCardLeavesTheOthers()
        {
            Begin();
            Log(2, Now);
            LogAt(_other, Now);
            _tries.Reset(_token);
            Restart(Now);
            AssertLeft(3, Now);
            Assert.AreEqual(2, LeftAt(_other, Now));
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
                    Assert.IsFalse(LogAt(_token, Now), "the power failed before it was read back");
                    _flash.PowerOn();
                    Restart(Now);
                    int left = LeftAt(_token, Now);
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
                _tries.Reset(_token);
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
            Assert.AreEqual(0, LeftAt(_other, Now));
            Assert.IsFalse(LogAt(_other, Now));
            Assert.AreEqual(Now, _tries.LockedSince(_other));
            AssertLeft(0, Now + Day - 1);
            AssertLeft(3, Now + Day);
            Assert.AreEqual(0L, _tries.LockedSince(_other));
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
        [DataRow("41 00 00000000 00000000 00000000 00000000 00000000 00 00000000 00000000 01")]
        [DataRow("01 00 00000000 00000000 00000000 00000000 00000000 00 00000000 00000000 01")]
        [DataRow("00 00 00000000 00000000 00000000 00000000 00000000 00 00000000 00000000 02")]
        [DataRow("00 02 00000000 00000000 00000000 00000000 00000000 00 00000000 00000000 01")]
        [DataRow("00 00 00000000 00000000 00000000 00000000 00000000 0A 00000000 00000000 01")]
        [DataRow("00 00 00000000 00000000 00000000 00000000 00000000 00 00000000 00000000 01 1111111111111111 01 00000001")]
        [DataRow("01 00 00000000 00000000 00000000 00000000 00000000 00 00000000 00000000 01 1111111111111111 0A 00000001")]
        public void R5_ATableOutOfRangeLocks(string table)
        {
            PutTable(Hex.Bytes(table));
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
            Assert.IsTrue(LeftAt(_token, Now) <= 3 - attempts, "locked, or fully counted");
        }

        // The slot is unreadable for the two reads of the start, and the power fails while the loss is written.
        [TestMethod]
        [DataRow("tries.a", 2)]
        [DataRow("tries.b", 2)]
        [DataRow("tries.a", 3)]
        [DataRow("tries.b", 3)]
        public void R5_APowerCutWhileALossIsWrittenGivesNoTryBack(string slot, int attempts)
        {
            const int bothSlots = 2 * (Header + Record.Overhead);
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
                Assert.IsTrue(LeftAt(_token, Now) <= 3 - attempts);
            }
        }

        [TestMethod]
        public void R5_AFirstStartIsFresh()
        {
            _flash = new FakeFlash();
            New();
            Assert.IsTrue(_tries.Format());
            AssertLeft(3, Now);
            Assert.IsTrue(Restart(Now));
            AssertLeft(3, Now);
        }

        // Provisioning and keys are gone, the table is not: that terminal was in use.
        [TestMethod]
        [DataRow(0)]
        [DataRow(1)]
        [DataRow(2)]
        [DataRow(3)]
        public void R5_ATableThatWasUsedMakesNoFreshTerminal(int how)
        {
            Begin();
            Log(1, Now);
            if (how == 1)
            {
                _tries.Reset(_token);
            }
            else if (how >= 2)
            {
                _flash.File("tries.a")[20] ^= 1;
                _flash.File("tries.b")[20] ^= 1;
            }

            if (how == 3)
            {
                // A start has found the loss, and no attempt was made since.
                Restart(Now);
            }

            New();
            Assert.IsTrue(_tries.Format());
            AssertLeft(0, Now);
            Restart(Now);
            Assert.AreEqual(0, _tries.TriesLeft(_other));
        }

        // The power failed while keys were loaded for the first time.
        [TestMethod]
        public void R5_ATableThatWasBegunAndNotUsedIsFresh()
        {
            for (int cut = 0; cut <= Header + Record.Overhead; cut++)
            {
                _flash = new FakeFlash();
                New();
                _flash.CutAfter = cut;
                _tries.Format();
                _flash.PowerOn();
                New();
                Assert.IsTrue(_tries.Format());
                AssertLeft(3, Now);
            }
        }

        [TestMethod]
        public void R5_FormatNeedsFlash()
        {
            _flash = new FakeFlash();
            _flash.FailsWrites = true;
            New();
            Assert.IsFalse(_tries.Format());
        }

        [TestMethod]
        public void R5_TheIssuerFreesACardOfALostTable()
        {
            Begin();
            _flash.RemoveRecord("tries");
            Restart(Now);
            Assert.IsTrue(_tries.Reset(_token));
            AssertLeft(3, Now);
            Assert.AreEqual(0, LeftAt(_other, Now));
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
            Assert.IsTrue(LogAt(token, Now));
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
            Assert.IsFalse(LogAt(_token, 0));
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

        // While the terminal runs, running time alone counts: the clock may say what it likes.
        [TestMethod]
        [DataRow(1L)]
        [DataRow(3600L)]
        [DataRow(86400L)]
        [DataRow(1000000000L)]
        [DataRow(-1L)]
        [DataRow(-3600L)]
        [DataRow(-1000000000L)]
        public void R8_AClockThatStepsChangesNoLock(long step)
        {
            Begin();
            Log(3, Now);
            Run(100, Now + 100 + step);
            AssertLeftNow(0);
            Run(Day - 101, Now + Day - 1 + step);
            AssertLeftNow(0);
            Run(1, Now + Day + step);
            AssertLeftNow(3);
        }

        [TestMethod]
        public void R8_AStepAheadIsKeptForTheNextStart()
        {
            const long step = 86400;
            Begin();
            Log(3, Now);
            Run(100, Now + 100 + step);
            RestartOff();
            Run(0, Now + 200 + step);
            AssertLeftNow(0);
            Run(Day - 201, Now + Day - 1 + step);
            AssertLeftNow(0);
            Run(1, Now + Day + step);
            AssertLeftNow(3);
        }

        // A clock that was put back, and is right again after a restart: that is no time without power.
        [TestMethod]
        [DataRow(3600L)]
        [DataRow(90000L)]
        public void R8_AStepBackThatIsUndoneByARestartFreesNoCard(long step)
        {
            Begin();
            Log(3, Now);
            Run(100, Now + 100 - step);
            Run(60, Now + 160 - step);
            RestartOff();
            Run(0, Now + 200);
            AssertLeftNow(0);
            Run(Day - 202, Now + Day - 2);
            AssertLeftNow(0);
            Run(102, Now + Day + 100);
            AssertLeftNow(3);
        }

        [TestMethod]
        public void R8_TrustedTimeTellsHowLongTheTerminalWasOff()
        {
            Begin();
            Log(3, Now);
            RestartOff();
            Run(30, 0);
            AssertLeftNow(0);
            Run(0, Now + Day - 1);
            AssertLeftNow(0);
            Run(1, Now + Day);
            AssertLeftNow(3);
        }

        [TestMethod]
        public void R8_AClockThatIsBackAtAStartDoesNotLengthenALock()
        {
            Begin();
            Log(3, Now);
            RestartOff();
            Run(0, Now - 1000000);
            Run(Day - 1, Now - 1000000 + Day - 1);
            AssertLeftNow(0);
            Run(1, Now - 1000000 + Day);
            AssertLeftNow(3);
        }

        // A terminal without a link that is restarted again and again: the running time counts, to a minute a restart.
        [TestMethod]
        public void R8_RunningTimeIsBankedWithoutTrustedTime()
        {
            Begin();
            Log(3, 0);
            for (int restart = 0; restart < 10; restart++)
            {
                RunLong(3600 + 59);
                RestartOff();
            }

            Run(0, Now);
            AssertLeftNow(0);
            Run(Day - 36000 - 601, Now);
            AssertLeftNow(0);
            Run(601, Now);
            AssertLeftNow(3);
        }

        [TestMethod]
        public void R8_BankedTimeAloneFreesNoCard()
        {
            Begin();
            Log(3, 0);
            RunLong(2 * Day);
            AssertLeftNow(0);
            RestartOff();
            Run(0, 0);
            AssertLeftNow(0);
            Run(0, Now);
            AssertLeftNow(3);
        }

        // Once a minute while it matters, and no more when it does not.
        [TestMethod]
        public void R8_BankingWritesOnceAMinuteAndOnlyWhileALockRuns()
        {
            Begin();
            int before = _flash.Writes;
            RunLong(3600);
            Assert.AreEqual(before, _flash.Writes, "nothing is locked");
            Log(3, 0);
            before = _flash.Writes;
            RunLong(3600);
            Assert.AreEqual(before + 60, _flash.Writes);
            RunLong(2 * Day);
            Assert.IsTrue(_flash.Writes - before <= Day / 60, "the lock is over but for a trusted time");
        }

        [TestMethod]
        public void R8_BankingOnFlashThatFailsIsTriedOnceAMinute()
        {
            Begin();
            Log(3, 0);
            _flash.FailsWrites = true;
            int before = _flash.Refused;
            RunLong(600);
            Assert.AreEqual(before + 10, _flash.Refused);
        }

        [TestMethod]
        public void R8_WhatCannotBeReadIsNotBankedOver()
        {
            Begin();
            Log(2, Now);
            _flash.FailsOnly = "tries.a";
            _flash.ReadsToFail = 2;
            RestartOff();
            int before = _flash.Writes;
            RunLong(600);
            Run(0, Now);
            Assert.AreEqual(before, _flash.Writes);
            RestartOff();
            Run(0, Now);
            AssertLeftNow(1);
        }

        [TestMethod]
        [DataRow(1, 2)]
        [DataRow(3, 0)]
        public void ATableOfFormerFirmwareIsTaken(int attempts, int left)
        {
            byte[] payload = Hex.Bytes("01 00000000 1111111111111111 00 69A57330");
            payload[13] = (byte)attempts;
            PutTable(payload);
            Assert.IsTrue(Restart(Now));
            AssertLeftNow(left);
            Assert.AreEqual(3, _tries.TriesLeft(_other));
            Run(Day - 1, Now + Day - 1);
            AssertLeftNow(left);
            Run(1, Now + Day);
            AssertLeftNow(left == 0 ? 3 : left);
            Assert.IsTrue(_tries.LogAttempt(_token));
            Assert.IsTrue(Restart(Now + Day));
        }

        [TestMethod]
        public void ALostTableOfFormerFirmwareIsLost()
        {
            PutTable(Hex.Bytes("00 00000001"));
            Assert.IsTrue(Restart(Now));
            AssertLeftNow(0);
            Run(Day, Now + Day);
            AssertLeftNow(3);
        }

        [TestMethod]
        public void AnAttemptThatFlashDoesNotKeepUsesUpNoNumber()
        {
            Begin();
            Log(1, Now);
            _flash.FailsWrites = true;
            Assert.IsFalse(_tries.LogAttempt(_token));
            Assert.AreEqual(1u, _tries.Logged);
            AssertLeftNow(1);
        }

        [TestMethod]
        public void HowFarPurchasesAreSettledIsKept()
        {
            Begin();
            Log(1, Now);
            Assert.AreEqual(0u, _tries.Settled);
            _tries.Approve(_token, 7);
            Restart(Now);
            Assert.AreEqual(7u, _tries.Settled);
        }

        [TestMethod]
        public void AttemptsAreNumbered()
        {
            Begin();
            Assert.AreEqual(0u, _tries.Logged);
            Log(2, Now);
            _tries.GiveBack(_token);
            _tries.Reset(_token);
            Assert.AreEqual(2u, _tries.Logged);
            Restart(Now);
            Assert.AreEqual(2u, _tries.Logged);
            _tries.Lose(7);
            Restart(Now);
            Assert.AreEqual(7u, _tries.Logged);
            AssertLeftNow(0);
        }

        [TestMethod]
        public void AnAttemptThatMayHaveLeftIsCountedAgain()
        {
            Begin();
            Log(1, Now);
            Assert.IsTrue(_tries.Recount(_token));
            AssertLeftNow(1);
            Log(1, Now);
            Assert.IsTrue(_tries.Recount(_token));
            AssertLeftNow(0);
            Assert.AreEqual(4u, _tries.Logged);
        }

        [TestMethod]
        public void P9_FivePinsAreNotSlowedAndThenOneEvery30Seconds()
        {
            Begin();
            for (int card = 0; card < RetryCounter.Burst; card++)
            {
                Assert.AreEqual(0, _tries.Wait);
                Assert.IsTrue(LogAt(Card(card), Now));
            }

            Assert.AreEqual(30, _tries.Wait);
            Assert.IsFalse(LogAt(Card(10), Now));
            Run(29, Now + 29);
            Assert.AreEqual(1, _tries.Wait);
            Assert.IsFalse(_tries.LogAttempt(Card(10)));
            Run(1, Now + 30);
            Assert.AreEqual(0, _tries.Wait);
            Assert.IsTrue(_tries.LogAttempt(Card(10)));
            Assert.AreEqual(30, _tries.Wait);
        }

        [TestMethod]
        public void P9_OverTimeNoMoreThanOnePinIn30Seconds()
        {
            Begin();
            int taken = 0;
            for (int second = 0; second < 1800; second++)
            {
                Run(1, Now + second);
                taken += _tries.LogAttempt(Card(taken)) ? 1 : 0;
            }

            Assert.AreEqual(RetryCounter.Burst + (1799 / 30), taken);
        }

        [TestMethod]
        public void P9_APinThatIsApprovedOrNeverLeftDoesNotCount()
        {
            Begin();
            for (int i = 0; i < 100; i++)
            {
                Assert.IsTrue(LogAt(_token, Now));
                Assert.IsTrue((i & 1) == 0 ? _tries.Approve(_token, 1) : _tries.GiveBack(_token));
            }

            Assert.AreEqual(0, _tries.Wait);
        }

        [TestMethod]
        public void P9_ARestartDoesNotEndTheWaiting()
        {
            Begin();
            for (int card = 0; card < RetryCounter.Burst; card++)
            {
                LogAt(Card(card), Now);
            }

            Restart(Now);
            Assert.AreEqual(30, _tries.Wait);
            RestartOff();
            Run(0, 0);
            Assert.AreEqual(30, _tries.Wait);
        }

        [TestMethod]
        public void R9_TheIssuersLockLocksHere()
        {
            Begin();
            Assert.IsTrue(_tries.SetTriesLeft(_token, 0));
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
            Assert.IsTrue(_tries.SetTriesLeft(_token, issuersCount));
            Restart(Now);
            AssertLeft(left, Now);
        }

        [TestMethod]
        public void R10_ALockedCardIsNeverPushedOut()
        {
            Begin();
            for (int card = 0; card < RetryCounter.Capacity / 2; card++)
            {
                _tries.SetTriesLeft(Card(card), 0);
            }

            for (int card = 100; card < 200; card++)
            {
                Run(30, Now + (30 * card));
                Assert.IsTrue(_tries.LogAttempt(Card(card)));
            }

            Restart(Now + 200);
            for (int card = 0; card < RetryCounter.Capacity / 2; card++)
            {
                Assert.AreEqual(0, _tries.TriesLeft(Card(card)));
            }
        }

        [TestMethod]
        public void R10_TheOldestThatIsNotLockedMakesRoom()
        {
            Begin();
            for (int i = 0; i < RetryCounter.Capacity; i++)
            {
                Run(1, Now + i);
                Assert.IsTrue(_tries.SetTriesLeft(Card((i + 54) % RetryCounter.Capacity), 2));
            }

            // Card 54 has the oldest attempt.
            Assert.IsTrue(_tries.LogAttempt(Card(100)));
            Assert.AreEqual(3, _tries.TriesLeft(Card(54)));
            Assert.AreEqual(2, _tries.TriesLeft(Card(55)));
            Assert.AreEqual(2, _tries.TriesLeft(Card(53)));
            Assert.AreEqual(2, _tries.TriesLeft(Card(100)));
        }

        [TestMethod]
        public void R10_WhenAllAreLockedOthersShareOnePlace()
        {
            BeginFull();
            Assert.IsTrue(_tries.IsCrowdedOut(Card(100)));
            Assert.IsFalse(_tries.IsCrowdedOut(Card(1)));
            Assert.IsTrue(_tries.LogAttempt(Card(100)));
            Assert.IsTrue(_tries.LogAttempt(Card(101)));
            Assert.AreEqual(1, _tries.TriesLeft(Card(102)));
            Assert.IsTrue(_tries.LogAttempt(Card(102)));
            Assert.AreEqual(0, _tries.TriesLeft(Card(103)));
            Assert.IsFalse(_tries.LogAttempt(Card(103)));
            Restart(Now);
            Assert.AreEqual(0, _tries.TriesLeft(Card(103)));
            for (int card = 0; card < RetryCounter.Capacity; card++)
            {
                Assert.AreEqual(0, _tries.TriesLeft(Card(card)));
            }
        }

        [TestMethod]
        public void R10_TheSharedPlaceIsFreeAgainAfterAQuarterOfAnHour()
        {
            BeginFull();
            for (int card = 100; card < 103; card++)
            {
                Assert.IsTrue(_tries.LogAttempt(Card(card)));
            }

            Run(RetryCounter.SharedSeconds - 1, Now);
            Assert.AreEqual(0, _tries.TriesLeft(Card(103)));
            Run(1, Now);
            Assert.AreEqual(3, _tries.TriesLeft(Card(103)));
            Assert.IsTrue(_tries.LogAttempt(Card(103)));
            Assert.AreEqual(2, _tries.TriesLeft(Card(104)));
        }

        [TestMethod]
        public void R10_AnApprovalGivesTheSharedPlaceItsOwnAttemptBack()
        {
            BeginFull();
            _tries.LogAttempt(Card(100));
            _tries.LogAttempt(Card(101));
            Assert.IsTrue(_tries.Approve(Card(101), 1));
            Assert.AreEqual(2, _tries.TriesLeft(Card(102)), "the attempt of card 100 stays");
            Assert.IsFalse(_tries.SetTriesLeft(Card(102), 0), "the issuer's own count holds");
            Assert.AreEqual(2, _tries.TriesLeft(Card(102)));
        }

        [TestMethod]
        public void R10_TheFirstLockThatIsOverMakesRoom()
        {
            Begin();
            for (int card = 0; card < RetryCounter.Capacity; card++)
            {
                Run(1, Now + card);
                Assert.IsTrue(_tries.SetTriesLeft(Card(card), 0));
            }

            Run(Day - RetryCounter.Capacity, Now + Day);
            Assert.IsTrue(_tries.IsCrowdedOut(Card(100)));
            Run(1, Now + Day);
            Assert.IsFalse(_tries.IsCrowdedOut(Card(100)));
            Assert.IsTrue(_tries.LogAttempt(Card(100)));
            Assert.AreEqual(2, _tries.TriesLeft(Card(100)));
            Assert.AreEqual(0, _tries.TriesLeft(Card(1)));
        }

        [TestMethod]
        public void R10_AFullTableIsReadAgain()
        {
            Begin();
            for (int card = 0; card < RetryCounter.Capacity; card++)
            {
                _tries.SetTriesLeft(Card(card), 2);
            }

            Assert.IsTrue(Restart(Now));
            for (int card = 0; card < RetryCounter.Capacity; card++)
            {
                Assert.AreEqual(2, _tries.TriesLeft(Card(card)));
            }
        }

        [TestMethod]
        public void LockedCardsAreCounted()
        {
            Begin();
            Log(3, Now);
            LogAt(_other, Now);
            Assert.AreEqual(1, _tries.Locked);
            Run(Day, Now + Day);
            Assert.AreEqual(0, _tries.Locked);
        }

        [TestMethod]
        public void TheSelfTestFindsATableThatRots()
        {
            Begin();
            Log(1, Now);
            Assert.IsTrue(_tries.Check());
            _flash.File("tries.a")[20] ^= 1;
            _flash.File("tries.b")[20] ^= 1;
            Assert.IsFalse(_tries.Check());
        }

        private static void Begin()
        {
            _flash = new FakeFlash();
            New();
            Assert.IsTrue(_tries.Format());
        }

        /// <summary>A table of cards that are all locked.</summary>
        private static void BeginFull()
        {
            Begin();
            Run(0, Now);
            for (int card = 0; card < RetryCounter.Capacity; card++)
            {
                Assert.IsTrue(_tries.SetTriesLeft(Card(card), 0));
            }
        }

        private static void New()
        {
            _tries = new RetryCounter(new RecordStore(_flash), _cmac, _hashKey, 3, Day);
            _ticks = 0;
            _lastTime = 0;
        }

        private static void PutTable(byte[] payload)
        {
            Begin();
            Record record = new Record(new RecordStore(_flash), "tries");
            int length;
            record.Load(new byte[64], out length);
            Assert.IsTrue(record.Save(payload, payload.Length));
        }

        /// <summary>The power comes back, and the first turn has this time.</summary>
        private static bool Restart(long now)
        {
            bool whole = RestartOff();
            Pass(now);
            return whole;
        }

        private static bool RestartOff()
        {
            New();
            return _tries.Open();
        }

        /// <summary>So many seconds of running time pass, and then this is the trusted time.</summary>
        private static void Run(long seconds, long utc)
        {
            _ticks += seconds * 1000;
            _tries.Turn(_ticks, utc);
        }

        /// <summary>Seconds of running time without a trusted time, turn by turn.</summary>
        private static void RunLong(long seconds)
        {
            for (long left = seconds; left > 0; left -= 10)
            {
                Run(left < 10 ? left : 10, 0);
            }
        }

        /// <summary>The terminal runs until it is that time; with 0 there is none, and no time passes.</summary>
        private static void Pass(long now)
        {
            long passed = now == 0 || _lastTime == 0 || now < _lastTime ? 0 : now - _lastTime;
            _lastTime = now == 0 ? _lastTime : now;
            Run(passed, now);
        }

        private static bool LogAt(byte[] token, long now)
        {
            Pass(now);
            return _tries.LogAttempt(token);
        }

        private static int LeftAt(byte[] token, long now)
        {
            Pass(now);
            return _tries.TriesLeft(token);
        }

        private static void Log(int attempts, long now)
        {
            for (int i = 0; i < attempts; i++)
            {
                Assert.IsTrue(LogAt(_token, now));
            }
        }

        private static void AssertLeft(int left, long now)
        {
            Assert.AreEqual(left, LeftAt(_token, now));
        }

        private static void AssertLeftNow(int left)
        {
            Assert.AreEqual(left, _tries.TriesLeft(_token));
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
