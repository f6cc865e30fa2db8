using Kiosk.Core.Crypto;
using Kiosk.Core.Issuer;
using Kiosk.Core.Settings;
using Kiosk.Core.Storage;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    [TestClass]
    public class IssuerSessionTests
    {
        private const long Utc = 1772449200;

        private static AesCipher _cipher;
        private static KioskSettings _settings;
        private static RequestCard _card;
        private static IssuerFake _issuer;
        private static FakeFlash _flash;
        private static FakeLink _link;
        private static TerminalKeys _keys;
        private static ReversalStore _reversals;
        private static Journal _journal;
        private static TransactionKeys _transaction;
        private static IssuerSession _session;
        private static long _ticks;

        [Setup]
        public void Setup()
        {
            _cipher = new AesCipher();
            _settings = SampleConfig.Settings();
            _card = new RequestCard(Hex.Ascii("371449635398431"), Hex.Ascii("2912"), Hex.Ascii("371449635398431=2912"));
            _card.NumberLength = 15;
            _card.Track2Length = 20;
            _transaction = new TransactionKeys(AesDukpt.KsnLength);
        }

        [Cleanup]
        public void Cleanup()
        {
            _cipher = null;
            _settings = null;
            _card = null;
            _issuer = null;
            _flash = null;
            _link = null;
            _keys = null;
            _reversals = null;
            _journal = null;
            _transaction = null;
            _session = null;
        }

        [TestMethod]
        public void ItConnectsWhenItMay()
        {
            Begin();
            _session.MayOpen = false;
            Step(100000);
            Assert.AreEqual(0, _link.OpenCount);
            Assert.IsFalse(_session.IsClear);
            _session.MayOpen = true;
            Step(0);
            Assert.AreEqual(1, _link.OpenCount);
            Assert.IsTrue(_session.IsClear);
        }

        [TestMethod]
        public void APurchaseIsApproved()
        {
            BeginClear();
            Purchase();
            Assert.IsTrue(_reversals.IsPending);
            Assert.IsFalse(_session.IsClear);
            Assert.IsFalse(_session.IsDone);
            Answer(0);
            AssertOutcome(Outcome.Approved);
            Assert.IsFalse(_reversals.IsPending);
            Assert.IsTrue(_reversals.IsApproved);
            Assert.IsTrue(_session.IsClear);
            Assert.IsTrue(Hex.IsZero(_transaction.AnswerMac), "keys are wiped with the answer");
            Assert.IsTrue(Hex.IsZero(_transaction.RequestMac));
        }

        [TestMethod]
        public void TheReversalIsOnFlashBeforeTheRequestLeaves()
        {
            BeginClear();
            _link.Flash = _flash;
            Purchase();
            RecordStore store = new RecordStore(_link.FlashAtSend);
            ReversalStore atSend = new ReversalStore(store, new Journal(store), _cipher, _keys.SealKey);
            Assert.IsTrue(atSend.Open());
            Assert.IsTrue(atSend.IsPending);
            Assert.AreEqual(240L, atSend.Amount);
            Assert.AreEqual(1, atSend.Stan);
        }

        [TestMethod]
        public void WithoutFlashNothingIsSent()
        {
            BeginClear();
            Assert.IsTrue(_keys.Next(_transaction));
            _flash.FailsWrites = true;
            Assert.IsFalse(_session.Begin(_card, 240, 1, Utc));
            Assert.AreEqual(0, _link.SentCount);
            Assert.IsTrue(_session.IsClear);
        }

        [TestMethod]
        [DataRow(100, (int)Outcome.Declined)]
        [DataRow(116, (int)Outcome.InsufficientFunds)]
        [DataRow(117, (int)Outcome.IncorrectPin)]
        [DataRow(911, (int)Outcome.IssuerUnavailable)]
        public void ADeclineOwesNothing(int code, int outcome)
        {
            BeginClear();
            Purchase();
            Answer(code);
            AssertOutcome((Outcome)outcome);
            Assert.IsFalse(_reversals.IsPending);
            Assert.IsFalse(_reversals.IsApproved);
            Assert.IsFalse(_session.NeverLeft);
            AssertJournal(JournalResult.Declined, code);
        }

        [TestMethod]
        [DataRow(909)]
        [DataRow(912)]
        [DataRow(913)]
        public void ACodeThatMayHaveChargedIsReversed(int code)
        {
            BeginClear();
            Purchase();
            Answer(code);
            AssertOutcome(Outcome.ProcessingError);
            Assert.IsTrue(_reversals.IsPending);
            Step(0);
            Assert.AreEqual(2, _link.SentCount);
            AssertReversal(1420, 2);
            Answer(400);
            AssertJournal(JournalResult.Reversed, code);
        }

        // An answer of which one thing is not that of the request: DE 4, 11, 41 and 53.
        [TestMethod]
        [DataRow(Field.Amount)]
        [DataRow(Field.Stan)]
        [DataRow(Field.TerminalId)]
        [DataRow(Field.Ksn)]
        public void AnAnswerToAnotherRequestIsNone(int field)
        {
            BeginClear();
            Purchase();
            _issuer.Spoils = field;
            Answer(0);
            AssertNoAnswer();
        }

        [TestMethod]
        [DataRow(Field.Amount)]
        [DataRow(Field.Stan)]
        [DataRow(Field.ActionCode)]
        [DataRow(Field.TerminalId)]
        [DataRow(Field.Ksn)]
        [DataRow(Field.Mac)]
        public void AnAnswerThatLacksAFieldIsNone(int field)
        {
            BeginClear();
            Purchase();
            _issuer.Leaves = field;
            Answer(0);
            AssertNoAnswer();
        }

        [TestMethod]
        public void AnAnswerWithAWrongMacIsNone()
        {
            BeginClear();
            Purchase();
            _issuer.SpoilsMac = true;
            Answer(0);
            AssertNoAnswer();
        }

        [TestMethod]
        [DataRow(1430)]
        [DataRow(1814)]
        [DataRow(1100)]
        public void AnAnswerOfAnotherTypeIsNone(int type)
        {
            BeginClear();
            Purchase();
            _issuer.Type = type;
            Answer(0);
            AssertNoAnswer();
        }

        [TestMethod]
        [DataRow("")]
        [DataRow("313131302020")]
        [DataRow("474554202F20485454502F312E310D0A0D0A")]
        public void WhatIsNoMessageIsNoAnswer(string hex)
        {
            BeginClear();
            Purchase();
            byte[] bytes = Hex.Bytes(hex);
            _link.Arrive(bytes, bytes.Length);
            Step(0);
            AssertNoAnswer();
        }

        [TestMethod]
        public void TheRequestItselfIsNoAnswer()
        {
            BeginClear();
            Purchase();
            byte[] echo = new byte[_link.SentLength];
            System.Array.Copy(_link.Sent, 0, echo, 0, echo.Length);
            _link.Arrive(echo, echo.Length);
            Step(0);
            AssertNoAnswer();
        }

        [TestMethod]
        public void AnAnswerThatNobodyAskedForEndsTheConnection()
        {
            BeginClear();
            Purchase();
            Answer(0);
            _session.Reset();
            _link.Arrive(new byte[20], 20);
            Step(0);
            Assert.AreEqual(1, _link.CloseCount);
            Assert.IsFalse(_session.IsDone);
        }

        [TestMethod]
        public void WithoutAnAnswerTheWaitEndsAfter30Seconds()
        {
            BeginClear();
            Purchase();
            Step(29999);
            Assert.IsFalse(_session.IsDone);
            Step(1);
            AssertNoAnswer();
        }

        [TestMethod]
        public void AnApprovalAfterTheWaitIsNone()
        {
            BeginClear();
            Purchase();
            Step(30000);
            AssertOutcome(Outcome.NoAnswer);
            Assert.IsTrue(_reversals.IsPending);
            Answer(0);
            AssertOutcome(Outcome.NoAnswer);
            Assert.IsTrue(_reversals.IsPending);
        }

        [TestMethod]
        public void AReversalComesFirstAndUntilItIsAcknowledged()
        {
            BeginClear();
            Purchase();
            Step(30000);
            Assert.IsFalse(_session.IsClear);
            Reconnect();
            Assert.IsFalse(_session.IsClear, "a reversal is owed");
            Step(0);
            Assert.AreEqual(2, _link.SentCount);
            AssertReversal(1420, 2);
            Step(30000);
            Assert.IsTrue(_reversals.IsPending);
            Reconnect();
            Step(0);
            Assert.AreEqual(3, _link.SentCount);
            AssertReversal(1421, 3);
            Answer(400);
            Assert.IsFalse(_reversals.IsPending);
            Assert.IsTrue(_session.IsClear);
            Step(100000);
            Assert.AreEqual(3, _link.SentCount);
        }

        [TestMethod]
        public void AReversalHasNoOutcomeForTheCustomer()
        {
            BeginClear();
            Purchase();
            Step(30000);
            _session.Reset();
            Reconnect();
            Step(0);
            Answer(400);
            Assert.IsFalse(_session.IsDone);
            Assert.IsFalse(_session.NeverLeft);
        }

        [TestMethod]
        [DataRow(0)]
        [DataRow(100)]
        [DataRow(904)]
        public void AnotherCodeDoesNotAcknowledgeAReversal(int code)
        {
            OweAndSend();
            Answer(code);
            Assert.IsTrue(_reversals.IsPending);
        }

        [TestMethod]
        public void AWrongMacDoesNotAcknowledgeAReversal()
        {
            OweAndSend();
            _issuer.SpoilsMac = true;
            Answer(400);
            Assert.IsTrue(_reversals.IsPending);
            Assert.AreEqual((int)LinkState.Down, (int)_link.State);
        }

        [TestMethod]
        public void AnAcknowledgementThatFlashDoesNotKeepIsAskedForAgain()
        {
            OweAndSend();
            _flash.FailsWrites = true;
            Answer(400);
            Assert.IsTrue(_reversals.IsPending);
            _flash.FailsWrites = false;
            Step(30000);
            Assert.AreEqual(3, _link.SentCount);
            AssertReversal(1421, 3);
        }

        [TestMethod]
        public void WithoutTrustedTimeNoReversalIsSent()
        {
            BeginClear();
            Purchase();
            Step(30000);
            Reconnect();
            _session.Step(_ticks, 0);
            Assert.AreEqual(1, _link.SentCount);
            Step(0);
            Assert.AreEqual(2, _link.SentCount);
        }

        [TestMethod]
        public void AfterAPowerCutWhileSendingTheReversalIsARepeat()
        {
            BeginClear();
            Purchase();
            Restart();
            Step(0);
            Step(0);
            Assert.AreEqual(1, _link.SentCount, "of the new link");
            AssertReversal(1421, 2);
            Answer(400);
            Assert.IsFalse(_reversals.IsPending);
        }

        [TestMethod]
        public void AnApprovalThatFlashDoesNotKeepIsReversed()
        {
            BeginClear();
            Purchase();
            _flash.FailsWrites = true;
            Answer(0);
            AssertOutcome(Outcome.NoAnswer);
            Assert.IsTrue(_reversals.IsPending);
            _flash.FailsWrites = false;
            Step(0);
            Assert.AreEqual(2, _link.SentCount);
            AssertReversal(1420, 2);
        }

        [TestMethod]
        public void WhatNeverLeftOwesNothing()
        {
            BeginClear();
            Purchase();
            _link.State = LinkState.NotSent;
            Step(0);
            AssertOutcome(Outcome.IssuerUnavailable);
            Assert.IsTrue(_session.NeverLeft);
            Assert.IsFalse(_reversals.IsPending);
            Assert.AreEqual(1, _link.CloseCount);
        }

        [TestMethod]
        public void AConnectionThatBreaksAfterSendingOwesAReversal()
        {
            BeginClear();
            Purchase();
            _link.State = LinkState.Broken;
            Step(0);
            AssertOutcome(Outcome.NoAnswer);
            Assert.IsFalse(_session.NeverLeft);
            Assert.IsTrue(_reversals.IsPending);
        }

        [TestMethod]
        public void AReversalThatNeverLeftIsStillOwed()
        {
            OweAndSend();
            _session.Reset();
            _link.State = LinkState.NotSent;
            Step(0);
            Assert.IsTrue(_reversals.IsPending);
            Assert.IsFalse(_session.NeverLeft);
            Assert.IsFalse(_session.IsDone);
        }

        [TestMethod]
        [DataRow("PT0202", 2, 0L)]
        [DataRow("PT0200UL12260302110000", 0, 1772449200L)]
        [DataRow("UL12260302110000", -1, 1772449200L)]
        [DataRow("UL12269902110000", -1, 0L)]
        [DataRow("PT03100", -1, 0L)]
        [DataRow("PT02XX", -1, 0L)]
        public void TriesAndUnlockOfTheIssuer(string data, int tries, long unlocked)
        {
            BeginClear();
            Purchase();
            _issuer.PrivateData = data;
            Answer(117);
            AssertOutcome(Outcome.IncorrectPin);
            Assert.AreEqual(tries, _session.IssuerTriesLeft);
            Assert.AreEqual(unlocked, _session.UnlockedAt);
        }

        [TestMethod]
        public void ResetForgetsTheAnswer()
        {
            BeginClear();
            Purchase();
            _issuer.PrivateData = "PT0200UL12260302110000";
            Answer(117);
            _session.Reset();
            Assert.IsFalse(_session.IsDone);
            Assert.AreEqual(-1, _session.IssuerTriesLeft);
            Assert.AreEqual(0L, _session.UnlockedAt);
        }

        [TestMethod]
        public void AnInquiryChargesAndOwesNothing()
        {
            BeginClear();
            Assert.IsTrue(_session.SendInquiry(_card, 0, _ticks, Utc));
            Assert.IsTrue(_issuer.Takes(_link));
            Assert.AreEqual(310000L, _issuer.Request.Number(Field.ProcessingCode));
            Assert.IsFalse(_issuer.Request.Has(Field.PinBlock));
            Assert.IsFalse(_reversals.IsPending);
            _issuer.PrivateData = "PT0203UL12260302110000";
            Answer(0);
            AssertOutcome(Outcome.Approved);
            Assert.AreEqual(1772449200L, _session.UnlockedAt);
        }

        [TestMethod]
        public void AnInquiryWithoutAnAnswerOwesNothing()
        {
            BeginClear();
            _session.SendInquiry(_card, 0, _ticks, Utc);
            Step(30000);
            AssertOutcome(Outcome.NoAnswer);
            Assert.IsFalse(_reversals.IsPending);
        }

        [TestMethod]
        public void WithoutFlashNoInquiryIsSent()
        {
            BeginClear();
            _flash.FailsWrites = true;
            Assert.IsFalse(_session.SendInquiry(_card, 0, _ticks, Utc));
            Assert.AreEqual(0, _link.SentCount);
        }

        [TestMethod]
        public void EachRequestHasANewStanAndKsn()
        {
            BeginClear();
            for (int i = 1; i <= 3; i++)
            {
                Purchase();
                Assert.AreEqual((long)i, _issuer.Request.Number(Field.Stan));
                Hex.Same("12345678901234560000000" + i.ToString(), _link.Sent, _issuer.Request.Offset(Field.Ksn), 12);
                Answer(0);
                _session.Reset();
            }
        }

        // From 1 to 30 seconds, twice as long each time. The fake random bytes are 0: nothing is taken off.
        [TestMethod]
        public void PausesBetweenConnectionsGrow()
        {
            Begin();
            _link.OpensTo = LinkState.Down;
            Step(0);
            int[] pauses = new int[] { 1000, 2000, 4000, 8000, 16000, 30000, 30000 };
            for (int i = 0; i < pauses.Length; i++)
            {
                Step(pauses[i] - 1);
                Assert.AreEqual(i + 1, _link.OpenCount);
                Assert.AreEqual(i + 1, _session.FailedOpenings);
                Step(1);
                Assert.AreEqual(i + 2, _link.OpenCount);
            }
        }

        [TestMethod]
        public void PausesAreShortenedByUpToAQuarter()
        {
            _flash = new FakeFlash();
            Restart(new FakeRandom("FF"));
            _link.OpensTo = LinkState.Down;
            Step(0);
            Step(750);
            Assert.AreEqual(1, _link.OpenCount);
            Step(1);
            Assert.AreEqual(2, _link.OpenCount);
        }

        [TestMethod]
        public void ACustomerWhoWaitsEndsThePause()
        {
            Begin();
            _link.OpensTo = LinkState.Down;
            Step(0);
            Step(1000);
            Step(2000);
            Assert.AreEqual(3, _link.OpenCount);
            _session.OpenNow(_ticks);
            Step(0);
            Assert.AreEqual(4, _link.OpenCount);
            Step(1000);
            Assert.AreEqual(5, _link.OpenCount, "the pauses begin anew");
        }

        [TestMethod]
        public void AConnectionThatDoesNotComeUpIsGivenUpAfterAMinute()
        {
            Begin();
            _link.OpensTo = LinkState.Opening;
            Step(0);
            Step(59999);
            Assert.AreEqual(0, _link.CloseCount);
            Step(1);
            Assert.AreEqual(1, _link.CloseCount);
            Step(0);
            Assert.AreEqual(1, _session.FailedOpenings);
        }

        [TestMethod]
        public void PausesBetweenReversalsGrow()
        {
            BeginClear();
            Purchase();
            Answer(909);
            _session.Reset();
            Step(0);
            int[] pauses = new int[] { 1000, 2000, 4000, 8000, 16000, 32000, 64000, 128000, 256000, 512000, 900000, 900000 };
            for (int i = 0; i < pauses.Length; i++)
            {
                Assert.AreEqual(i + 2, _link.SentCount);
                Answer(904);
                Step(pauses[i] - 1);
                Assert.AreEqual(i + 2, _link.SentCount);
                Step(1);
            }
        }

        // Under a good MAC, but of the purchase before: STAN and KSN are not those of the request.
        [TestMethod]
        public void ARepeatedAnswerIsNoAnswerToTheNextRequest()
        {
            BeginClear();
            Purchase();
            byte[] request = new byte[_link.SentLength];
            System.Array.Copy(_link.Sent, 0, request, 0, request.Length);
            Answer(0);
            _session.Reset();
            Purchase();
            request.CopyTo(_link.Sent, 0);
            Assert.IsTrue(_issuer.Answer(_link, 0));
            Step(0);
            AssertNoAnswer();
        }

        [TestMethod]
        public void AnAnswerThatNobodyWaitsForEndsTheConnection()
        {
            BeginClear();
            Purchase();
            Answer(0);
            _session.Reset();
            Assert.IsTrue(_issuer.Answer(_link, 0));
            Step(0);
            Assert.AreEqual((int)LinkState.Down, (int)_link.State);
            Assert.IsFalse(_session.IsDone);
            Assert.AreEqual(1, _journal.Count);
        }

        [TestMethod]
        public void AReversalGoesOutAtOnceWhenALinkThatWasLostIsThereAgain()
        {
            BeginRefusedReversal();
            _link.State = LinkState.Down;
            _link.OpensTo = LinkState.Down;
            Step(0);
            Step(1000);
            Step(0);
            _link.OpensTo = LinkState.Up;
            int sent = _link.SentCount;
            Step(2000);
            Step(0);
            Assert.AreEqual(sent + 1, _link.SentCount);
            AssertReversal(1421, sent + 1);
        }

        // The link is closed after each exchange that fails: that it is opened again says nothing of the issuer.
        [TestMethod]
        public void AConnectionThatWasClosedHereDoesNotEndThePause()
        {
            BeginRefusedReversal();
            int sent = _link.SentCount;
            _link.Close();
            Reconnect();
            Step(0);
            Assert.AreEqual(sent, _link.SentCount);
        }

        [TestMethod]
        public void AReversalGoesOutAtOnceWhenACustomerWaits()
        {
            BeginRefusedReversal();
            int sent = _link.SentCount;
            Step(0);
            Assert.AreEqual(sent, _link.SentCount);
            _session.OpenNow(_ticks);
            Step(0);
            Assert.AreEqual(sent + 1, _link.SentCount);
        }

        // K2: the customer's PIN is enciphered under a key of its own before the reversal has left.
        [TestMethod]
        public void TheReversalThatGoesBeforeAPurchaseHasTheLowerKsn()
        {
            BeginClear();
            Purchase();
            Answer(909);
            _session.Reset();
            Assert.IsTrue(_session.TakeReversalKey());
            Assert.IsTrue(_session.TakeReversalKey(), "once is enough");
            Assert.IsTrue(_keys.Next(_transaction));
            Step(0);
            AssertReversal(1420, 2);
            Answer(400);
            Assert.IsTrue(_session.IsClear);
            Assert.AreEqual(3u, BigEndian.ReadUInt32(_transaction.Ksn, 8));
            Assert.IsTrue(_session.TakeReversalKey(), "nothing is owed");
            Assert.AreEqual(4u, _keys.Counter);
        }

        [TestMethod]
        public void WithoutFlashAReversalTakesNoKey()
        {
            BeginClear();
            Purchase();
            Answer(909);
            _flash.FailsWrites = true;
            Assert.IsFalse(_session.TakeReversalKey());
        }

        [TestMethod]
        public void AReversalIsSentForDaysUntilItIsAcknowledged()
        {
            BeginRefusedReversal();
            int sent = _link.SentCount;
            for (int minute = 0; minute < 3 * 24 * 60; minute++)
            {
                Step(60000);
                if (_link.State == LinkState.Waiting)
                {
                    Answer(904);
                }
            }

            Assert.IsTrue(_reversals.IsPending);
            Assert.IsTrue(_link.SentCount - sent >= 3 * 24 * 3, "every quarter of an hour");
            Assert.IsTrue(_link.SentCount - sent <= 3 * 24 * 5);
            _session.OpenNow(_ticks);
            Step(0);
            Answer(400);
            Assert.IsFalse(_reversals.IsPending);
        }

        [TestMethod]
        public void APurchaseThatIsDroppedOwesNothing()
        {
            BeginClear();
            Assert.IsTrue(_session.Begin(_card, 240, 1, Utc));
            Assert.IsFalse(_session.IsClear);
            _session.Drop();
            Assert.IsTrue(_session.IsClear);
            Assert.AreEqual(0, _link.SentCount);
            AssertJournal(JournalResult.NotSent, -1);
        }

        [TestMethod]
        public void WithoutKeysNoReversalIsSent()
        {
            BeginClear();
            Purchase();
            Answer(909);
            _flash.FailsWrites = true;
            Step(0);
            Assert.AreEqual(1, _link.SentCount);
            Assert.IsTrue(_reversals.IsPending);
            _flash.FailsWrites = false;
            Step(1000);
            Assert.AreEqual(2, _link.SentCount);
            AssertReversal(1420, 3);
        }

        [TestMethod]
        public void TheCardNumberIsNotInTheClearOnFlash()
        {
            BeginClear();
            _flash.Forbidden = Hex.Bytes("37144963539843");
            Purchase();
            Step(30000);
            Reconnect();
            Step(0);
            Answer(400);
            Assert.IsFalse(_flash.SawForbidden);
        }

        private static void Begin()
        {
            _flash = new FakeFlash();
            Restart();
        }

        private static void Restart()
        {
            Restart(new FakeRandom("00"));
        }

        private static void Restart(FakeRandom random)
        {
            RecordStore store = new RecordStore(_flash);
            Cmac cmac = new Cmac(_cipher);
            _issuer = new IssuerFake(MessageProfile.Aes, _cipher);
            _link = new FakeLink();
            _keys = new TerminalKeys(store, MessageProfile.Aes, _cipher, null, random);
            _journal = new Journal(store);
            _reversals = new ReversalStore(store, _journal, _cipher, _keys.SealKey);
            if (_keys.Open() == KeyState.None)
            {
                Assert.IsTrue(_reversals.Format());
                Assert.IsTrue(TestKeys.Load(_keys, true));
            }

            Assert.IsTrue(_reversals.Open());
            _session = new IssuerSession(_settings, _keys, _reversals, _link, random, cmac);
            _session.Reset();
            _session.MayOpen = true;
            _ticks = 1000000;
        }

        private static void BeginClear()
        {
            Begin();
            Step(0);
            Step(0);
            Assert.IsTrue(_session.IsClear);
        }

        private static void Step(long milliseconds)
        {
            _ticks += milliseconds;
            _session.Step(_ticks, Utc);
        }

        private static void Purchase()
        {
            int sent = _link.SentCount;
            Assert.IsTrue(_keys.Next(_transaction));
            Assert.IsTrue(_session.Begin(_card, 240, 1, Utc));
            _session.SendPurchase(_card, _transaction, new byte[16], _ticks, Utc);
            Assert.AreEqual(sent + 1, _link.SentCount);
            Assert.IsTrue(_issuer.Takes(_link), "the request is good");
        }

        private static void Answer(int code)
        {
            Assert.IsTrue(_issuer.Answer(_link, code));
            Step(0);
        }

        /// <summary>A purchase without an answer, and its reversal is under way.</summary>
        private static void OweAndSend()
        {
            BeginClear();
            Purchase();
            Step(30000);
            Reconnect();
            Step(0);
            Assert.AreEqual(2, _link.SentCount);
        }

        /// <summary>A reversal that the issuer has refused five times: the next one is half a minute away.</summary>
        private static void BeginRefusedReversal()
        {
            BeginClear();
            Purchase();
            Answer(909);
            _session.Reset();
            Step(0);
            for (int i = 0; i < 5; i++)
            {
                Answer(904);
                Step(i == 4 ? 0 : 1000 << i);
            }

            Assert.IsTrue(_session.Outcome == Outcome.None && _reversals.IsPending);
        }

        private static void Reconnect()
        {
            Assert.AreEqual((int)LinkState.Down, (int)_link.State);
            for (int i = 0; i < 60 && _link.State != LinkState.Up; i++)
            {
                Step(500);
            }
        }

        private static void AssertOutcome(Outcome expected)
        {
            Assert.IsTrue(_session.IsDone);
            Assert.AreEqual((int)expected, (int)_session.Outcome);
        }

        private static void AssertJournal(JournalResult result, int code)
        {
            JournalEntry entry = new JournalEntry();
            Assert.AreEqual(1, _journal.Count);
            Assert.IsTrue(_journal.Read(0, entry));
            Assert.AreEqual((int)result, (int)entry.Result);
            Assert.AreEqual(code, entry.Code);
        }

        private static void AssertNoAnswer()
        {
            AssertOutcome(Outcome.NoAnswer);
            Assert.IsTrue(_reversals.IsPending);
            Assert.IsFalse(_session.NeverLeft);
            Assert.AreEqual((int)LinkState.Down, (int)_link.State);
        }

        /// <summary>The last message is the reversal of the first purchase, with this KSN.</summary>
        private static void AssertReversal(int type, int ksn)
        {
            Assert.IsTrue(_issuer.Takes(_link));
            Assert.AreEqual(type, _issuer.Request.Type);
            Assert.AreEqual(1L, _issuer.Request.Number(Field.Stan));
            Assert.AreEqual(240L, _issuer.Request.Number(Field.Amount));
            Assert.AreEqual(260302120000L, _issuer.Request.Number(Field.LocalTime));
            Assert.AreEqual(371449635398431L, _issuer.Request.Number(Field.CardNumber));
            Assert.IsFalse(_issuer.Request.Has(Field.PinBlock));
            Hex.Same("12345678901234560000000" + ksn.ToString(), _link.Sent, _issuer.Request.Offset(Field.Ksn), 12);
        }
    }
}
