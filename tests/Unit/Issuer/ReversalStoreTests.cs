using Kiosk.Core.Crypto;
using Kiosk.Core.Issuer;
using Kiosk.Core.Settings;
using Kiosk.Core.Storage;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    [TestClass]
    public class ReversalStoreTests
    {
        private const string Number = "371449635398431";
        private const long LocalTime = 260302120000L;
        private const int Slot = 54 + Record.Overhead;
        private const int FirstPage = 4 + 21 + Record.Overhead;

        private static AesCipher _cipher;
        private static byte[] _sealKey;
        private static RequestCard _card;
        private static FakeFlash _flash;
        private static ReversalStore _reversals;
        private static Journal _journal;
        private static TerminalKeys _keys;

        [Setup]
        public void Setup()
        {
            _cipher = new AesCipher();
            _sealKey = Hex.Bytes("000102030405060708090A0B0C0D0E0F");
            _card = new RequestCard(new byte[RequestCard.LongestNumber], Hex.Ascii("2912"), new byte[37]);
        }

        [Cleanup]
        public void Cleanup()
        {
            _cipher = null;
            _sealKey = null;
            _card = null;
            _flash = null;
            _reversals = null;
            _journal = null;
            _keys = null;
        }

        [TestMethod]
        public void AFreshOneOwesNothing()
        {
            Begin();
            Assert.IsFalse(_reversals.IsPending);
            Assert.AreEqual(0, _reversals.Stan);
            Assert.IsTrue(Restart());
            Assert.IsFalse(_reversals.IsPending);
        }

        [TestMethod]
        public void AMissingRecordIsSeen()
        {
            Begin();
            _flash.RemoveRecord("reversal");
            Assert.IsFalse(Restart());
        }

        [TestMethod]
        public void ADamagedRecordIsSeen()
        {
            Begin();
            _flash.File("reversal.a")[12] ^= 1;
            Assert.IsFalse(Restart());
        }

        // Length, last STAN and state of a record with a good CRC.
        [TestMethod]
        [DataRow(37, "000F423F00", true)]
        [DataRow(37, "000F424000", false)]
        [DataRow(37, "8000000000", false)]
        [DataRow(37, "FFFFFFFF00", false)]
        [DataRow(37, "0000000101", true)]
        [DataRow(37, "0000000102", true)]
        [DataRow(37, "0000000103", false)]
        [DataRow(36, "0000000100", false)]
        [DataRow(38, "0000000100", false)]
        [DataRow(54, "0000000100", true)]
        [DataRow(54, "0000000103", true)]
        [DataRow(54, "0000000104", false)]
        [DataRow(55, "0000000100", false)]
        public void ARecordOutOfRangeIsSeen(int length, string start, bool good)
        {
            byte[] payload = new byte[length];
            Hex.Bytes(start).CopyTo(payload, 0);
            Begin();
            _flash.RemoveRecord("reversal");
            Record record = new Record(new RecordStore(_flash), "reversal");
            int loaded;
            record.Load(new byte[64], out loaded);
            Assert.IsTrue(record.Save(payload, length));
            Assert.AreEqual(good, Restart());
        }

        [TestMethod]
        public void BeginHasTheReversalOnFlash()
        {
            Begin();
            Assert.IsTrue(BeginPurchase(Number, 240));
            Assert.IsTrue(Restart());
            Assert.IsTrue(_reversals.IsPending);
            Assert.AreEqual(1, _reversals.Stan);
            Assert.AreEqual(240L, _reversals.Amount);
            Assert.AreEqual(LocalTime, _reversals.LocalTime);
            Assert.IsFalse(_reversals.CardWasRead);
            AssertNumber(Number);
        }

        [TestMethod]
        [DataRow(0, false)]
        [DataRow(21, true)]
        public void WhetherTheCardWasReadIsKept(int track2Length, bool read)
        {
            Begin();
            _card.Track2Length = track2Length;
            BeginPurchase(Number, 240);
            _card.Track2Length = 0;
            Restart();
            Assert.AreEqual(read, _reversals.CardWasRead);
        }

        [TestMethod]
        public void AfterARestartItCountsAsSent()
        {
            Begin();
            BeginPurchase(Number, 240);
            Assert.IsFalse(_reversals.WasSent);
            Restart();
            Assert.IsTrue(_reversals.WasSent, "whether it was sent before the restart is not known");
        }

        [TestMethod]
        public void MarkSentMakesTheNextARepeat()
        {
            Begin();
            BeginPurchase(Number, 240);
            _reversals.MarkSent();
            Assert.IsTrue(_reversals.WasSent);
            _reversals.Settle(JournalResult.Declined, 116);
            BeginPurchase(Number, 240);
            Assert.IsFalse(_reversals.WasSent);
        }

        [TestMethod]
        [DataRow("79927398")]
        [DataRow("371449635398431")]
        [DataRow("4111111111111111")]
        [DataRow("6304000000000000000")]
        public void CardNumbersOfEveryLengthRoundTrip(string number)
        {
            Begin();
            Assert.IsTrue(BeginPurchase(number, 1));
            AssertNumber(number);
            AssertNumber(number);
            Restart();
            AssertNumber(number);
        }

        [TestMethod]
        public void TheCardNumberIsNotInTheClearOnFlash()
        {
            Begin();
            BeginPurchase(Number, 240);
            Assert.IsFalse(_flash.Contains(Hex.Ascii(Number)));
            Assert.IsFalse(_flash.Contains(Hex.Bytes("37144963539843")));
            Assert.IsFalse(_flash.Contains(Hex.Bytes("963539")));
        }

        [TestMethod]
        public void ReadingTheCardNumberDoesNotPutItOnFlash()
        {
            Begin();
            BeginPurchase(Number, 240);
            AssertNumber(Number);
            _reversals.NextStan(1, _keys);
            Assert.IsFalse(_flash.Contains(Hex.Bytes("37144963539843")));
        }

        [TestMethod]
        public void TheSameCardIsSealedOtherwiseEachTime()
        {
            Begin();
            BeginPurchase(Number, 240);
            string first = Hex.Text(_flash.File("reversal.b"), 8 + 25, 12);
            _reversals.Settle(JournalResult.Declined, 116);
            BeginPurchase(Number, 240);
            Assert.AreNotEqual(first, Hex.Text(_flash.File("reversal.a"), 8 + 25, 12));
        }

        [TestMethod]
        public void ARequestWithoutMoneyKeepsOnlyTheStan()
        {
            Begin();
            BeginPurchase(Number, 240);
            _reversals.Settle(JournalResult.Declined, 116);
            Assert.IsTrue(_reversals.NextStan(1, _keys));
            Restart();
            Assert.IsFalse(_reversals.IsPending);
            Assert.AreEqual(2, _reversals.Stan);
            Assert.AreEqual(0L, _reversals.Amount);
            Assert.AreEqual(0, _reversals.CardNumber(new byte[19]));
            Assert.AreEqual(1u, _reversals.Attempt);
            Assert.AreEqual(1u, _journal.Next);
        }

        [TestMethod]
        public void ARequestWithoutMoneyEndsTheApproval()
        {
            Begin();
            BeginPurchase(Number, 240);
            _reversals.Settle(JournalResult.Approved, 0);
            _reversals.NextStan(1, _keys);
            Assert.IsFalse(_reversals.IsApproved);
        }

        // The newest slot of the record is lost: what it leaves is older than the journal.
        [TestMethod]
        public void ARequestWithoutMoneyThatIsOlderThanTheJournalLosesNoEntry()
        {
            Begin();
            _reversals.NextStan(1, _keys);
            BeginPurchase(Number, 240);
            _reversals.Settle(JournalResult.Approved, 0);
            _flash.Remove("reversal.a");
            Assert.IsTrue(Restart());
            Assert.AreEqual(1, _journal.Count);
            Assert.IsTrue(_journal.Read(0, new JournalEntry()));
        }

        [TestMethod]
        public void ARequestWithoutMoneyLosesTheEntryOfALostSlotAlone()
        {
            Begin();
            Settle(3);
            _reversals.NextStan(1, _keys);
            _flash.Remove("journal0.a");
            Assert.IsTrue(Restart());
            Assert.AreEqual(2, _journal.Count);
            Settle(1);
            Assert.IsTrue(Restart());
            Assert.AreEqual(3, _journal.Count);
        }

        [TestMethod]
        [DataRow(0)]
        [DataRow(31)]
        [DataRow(32)]
        public void ASettledPurchaseIsNotOwedAgainWhenTheOneAfterItIsLost(int before)
        {
            Begin();
            Settle(before + 2);
            _flash.Remove((before & 1) == 0 ? "reversal.a" : "reversal.b");
            bool opened = Restart();
            Assert.IsFalse(_reversals.IsPending && opened);
        }

        // The first entry of a page is of a purchase whose record was lost.
        [TestMethod]
        public void AnEntryOnTheNextPageOfAPurchaseThatIsNotKnownIsSeen()
        {
            Begin();
            Settle(33);
            _flash.Remove("reversal.b");
            Assert.IsFalse(Restart(), "nobody knows what is owed");
        }

        [TestMethod]
        public void WithBothSlotsOfItsPageDamagedNobodyKnowsWhatIsOwed()
        {
            Begin();
            Settle(2);
            _flash.File("journal0.a")[20] ^= 1;
            _flash.File("journal0.b")[20] ^= 1;
            Assert.IsFalse(Restart());
        }

        [TestMethod]
        [DataRow(1, 0)]
        [DataRow(2, 116)]
        [DataRow(3, -1)]
        [DataRow(3, 909)]
        [DataRow(4, -1)]
        public void APurchaseIsSettledByItsEntryInTheJournal(int result, int code)
        {
            Begin();
            BeginPurchase(Number, 240);
            Assert.IsTrue(_reversals.Settle((JournalResult)result, code));
            AssertSettled(result == 1);
            Assert.IsTrue(Restart());
            AssertSettled(result == 1);
            JournalEntry entry = new JournalEntry();
            Assert.AreEqual(1, _journal.Count);
            Assert.IsTrue(_journal.Read(0, entry));
            Assert.AreEqual(1, entry.Stan);
            Assert.AreEqual(240L, entry.Amount);
            Assert.AreEqual(8431, entry.LastFour);
            Assert.AreEqual(IsoTime.FromDigits(LocalTime), entry.Time);
            Assert.AreEqual(result, (int)entry.Result);
            Assert.AreEqual(code, entry.Code);
        }

        [TestMethod]
        public void WhatCannotBeSettledIsStillOwed()
        {
            Begin();
            BeginPurchase(Number, 240);
            _flash.FailsWrites = true;
            Assert.IsFalse(_reversals.Settle(JournalResult.Approved, 0));
            Assert.IsTrue(_reversals.IsPending, "flash still owes it");
            Assert.IsFalse(_reversals.IsApproved);
            Assert.AreEqual(240L, _reversals.Amount);
            AssertNumber(Number);
            _flash.FailsWrites = false;
            Assert.IsTrue(_reversals.Settle(JournalResult.Reversed, -1));
            Assert.AreEqual(1, _journal.Count, "the entry that flash did not keep is none");
        }

        [TestMethod]
        public void AnApprovalIsKeptUntilTheNextRequest()
        {
            Begin();
            BeginPurchase(Number, 240);
            _reversals.Settle(JournalResult.Approved, 0);
            _reversals.MarkShown();
            Assert.IsFalse(_reversals.IsApproved);
            Restart();
            Assert.IsTrue(_reversals.IsApproved);
            AssertNumber(Number);
            BeginPurchase(Number, 100);
            Assert.IsFalse(_reversals.IsApproved);
            Restart();
            Assert.IsFalse(_reversals.IsApproved);
            Assert.IsTrue(_reversals.IsPending);
        }

        [TestMethod]
        [DataRow(false)]
        [DataRow(true)]
        public void APowerCutAtEveryByteOfSettlingLeavesItOwedOrSettled(bool commitsOnClose)
        {
            for (int cut = 0; cut <= FirstPage; cut++)
            {
                Begin();
                BeginPurchase(Number, 240);
                _flash.CommitsOnClose = commitsOnClose;
                _flash.CutAfter = cut;
                Assert.IsFalse(_reversals.Settle(JournalResult.Approved, 0), "the power failed before it was read back");
                _flash.PowerOn();
                Assert.IsTrue(Restart());
                Assert.AreEqual(cut != FirstPage, _reversals.IsPending);
                Assert.AreEqual(cut == FirstPage, _reversals.IsApproved);
                Assert.AreEqual(240L, _reversals.Amount);
            }
        }

        [TestMethod]
        public void WhereKeysAreLoadedAnewStanAndJournalGoOn()
        {
            Begin();
            BeginPurchase(Number, 240);
            _reversals.Settle(JournalResult.Approved, 0);
            BeginPurchase(Number, 240);
            _reversals = New();
            Assert.IsTrue(_reversals.Format());
            AssertGoesOn();

            _flash.RemoveRecord("reversal");
            _reversals = New();
            Assert.IsTrue(_reversals.Format());
            Assert.AreEqual(1, _reversals.Stan, "that of the last entry");
        }

        [TestMethod]
        public void StansCountUpAndBeginAgainAfterTheLast()
        {
            Begin();
            Assert.IsTrue(_reversals.NextStan(1, _keys));
            Assert.AreEqual(1, _reversals.Stan);
            Restart();
            Assert.IsTrue(_reversals.NextStan(1, _keys));
            Assert.AreEqual(2, _reversals.Stan);
            BeginPurchase(Number, 240);
            Assert.AreEqual(3, _reversals.Stan);
        }

        [TestMethod]
        public void AfterStan999999Comes1()
        {
            byte[] payload = new byte[37];
            Hex.Bytes("000F423F").CopyTo(payload, 0);
            Begin();
            Record record = new Record(new RecordStore(_flash), "reversal");
            int length;
            record.Load(new byte[64], out length);
            record.Save(payload, payload.Length);
            Restart();
            Assert.AreEqual(999999, _reversals.Stan);
            Assert.IsTrue(_reversals.NextStan(1, _keys));
            Assert.AreEqual(1, _reversals.Stan);
        }

        [TestMethod]
        [DataRow(false)]
        [DataRow(true)]
        public void APowerCutAtEveryByteOfBegin(bool commitsOnClose)
        {
            for (int cut = 0; cut <= Slot; cut++)
            {
                Begin();
                _reversals.NextStan(1, _keys);
                _flash.CommitsOnClose = commitsOnClose;
                _flash.CutAfter = cut;
                Assert.IsFalse(BeginPurchase(Number, 240), "nothing may be sent");
                _flash.PowerOn();
                Assert.IsTrue(Restart());
                Assert.AreEqual(cut == Slot, _reversals.IsPending);
                Assert.AreEqual(cut == Slot ? 2 : 1, _reversals.Stan);
                if (_reversals.IsPending)
                {
                    AssertNumber(Number);
                }
            }
        }

        [TestMethod]
        public void ABeginThatFlashDoesNotKeepOwesNothing()
        {
            Begin();
            _flash.FailsWrites = true;
            Assert.IsFalse(BeginPurchase(Number, 240));
            Assert.IsFalse(_reversals.IsPending);
        }

        private static void Begin()
        {
            _flash = new FakeFlash();
            _reversals = New();
            Assert.IsTrue(_reversals.Format());
        }

        private static bool Restart()
        {
            _reversals = New();
            return _reversals.Open();
        }

        private static ReversalStore New()
        {
            RecordStore store = new RecordStore(_flash);
            _journal = new Journal(store);
            _keys = new TerminalKeys(store, MessageProfile.Aes, _cipher, null, new FakeRandom("5A"));
            return new ReversalStore(store, _journal, _cipher, _sealKey);
        }

        private static bool BeginPurchase(string number, long amount)
        {
            Hex.Ascii(number).CopyTo(_card.Number, 0);
            _card.NumberLength = number.Length;
            return _reversals.Begin(_card, amount, LocalTime, 1, _keys);
        }

        private static void Settle(int purchases)
        {
            for (int i = 0; i < purchases; i++)
            {
                Assert.IsTrue(BeginPurchase(Number, i + 1));
                Assert.IsTrue(_reversals.Settle(JournalResult.Approved, 0));
            }
        }

        private static void AssertGoesOn()
        {
            Assert.IsFalse(_reversals.IsPending);
            Assert.IsFalse(_reversals.IsApproved);
            Assert.AreEqual(2, _reversals.Stan);
            Assert.AreEqual(1, _journal.Count);
            Assert.AreEqual(0u, _reversals.Attempt);
        }

        private static void AssertSettled(bool approved)
        {
            Assert.AreEqual(approved, _reversals.IsApproved);
            Assert.IsFalse(_reversals.IsPending);
            Assert.AreEqual(240L, _reversals.Amount);
            AssertNumber(Number);
        }

        private static void AssertNumber(string expected)
        {
            byte[] number = new byte[RequestCard.LongestNumber];
            Assert.AreEqual(expected.Length, _reversals.CardNumber(number));
            Hex.Same(Hex.Text(Hex.Ascii(expected), 0, expected.Length), number, 0, expected.Length);
        }
    }
}
