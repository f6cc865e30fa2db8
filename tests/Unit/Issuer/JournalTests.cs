using Kiosk.Core.Issuer;
using Kiosk.Core.Storage;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    [TestClass]
    public class JournalTests
    {
        private const long Time = 1772452800;
        private const int PageOfOne = 4 + 21 + Record.Overhead;

        private static FakeFlash _flash;
        private static Journal _journal;
        private static JournalEntry _entry;

        [Setup]
        public void Setup()
        {
            _entry = new JournalEntry();
        }

        [Cleanup]
        public void Cleanup()
        {
            _flash = null;
            _journal = null;
            _entry = null;
        }

        [TestMethod]
        public void AFreshOneIsEmpty()
        {
            Begin();
            Assert.AreEqual(0, _journal.Count);
            Assert.IsFalse(_journal.Read(0, _entry));
            Assert.AreEqual((int)RecordState.Whole, (int)Restart(0));
            Assert.AreEqual(0, _journal.Count);
        }

        [TestMethod]
        [DataRow(1, 1772452800L, 240L, 8431, (int)JournalResult.Approved, 0)]
        [DataRow(999999, 4294967295L, 999999999999L, 9999, (int)JournalResult.Declined, 999)]
        [DataRow(1, 0L, 0L, 0, (int)JournalResult.Reversed, -1)]
        [DataRow(2, 1L, 1L, 7, (int)JournalResult.NotSent, -1)]
        public void AnEntryRoundTrips(int stan, long time, long amount, int lastFour, int result, int code)
        {
            Begin();
            JournalEntry entry = new JournalEntry();
            entry.Stan = stan;
            entry.Time = time;
            entry.Amount = amount;
            entry.LastFour = lastFour;
            entry.Result = (JournalResult)result;
            entry.Code = code;
            Assert.IsTrue(_journal.Add(entry));
            Assert.AreEqual((int)RecordState.Whole, (int)Restart(0, stan, time));
            Assert.AreEqual(1u, _journal.Next);
            Assert.IsTrue(_journal.Read(0, _entry));
            Assert.AreEqual(stan, _entry.Stan);
            Assert.AreEqual(time, _entry.Time);
            Assert.AreEqual(amount, _entry.Amount);
            Assert.AreEqual(lastFour, _entry.LastFour);
            Assert.AreEqual(result, (int)_entry.Result);
            Assert.AreEqual(code, _entry.Code);
        }

        // The first, the last and the first after it of a page and of the whole ring.
        [TestMethod]
        [DataRow(31, 31)]
        [DataRow(32, 32)]
        [DataRow(33, 33)]
        [DataRow(256, 256)]
        [DataRow(257, 225)]
        [DataRow(288, 256)]
        [DataRow(600, 248)]
        public void TheNewestAreKept(int added, int kept)
        {
            Begin();
            Add(added);
            AssertEntries(added, kept);
            Assert.AreEqual((int)RecordState.Whole, (int)Restart(added));
            AssertEntries(added, kept);
            Assert.IsTrue(kept == added || kept >= 200);
        }

        [TestMethod]
        public void AnEntryBeyondIsNotRead()
        {
            Begin();
            Add(40);
            Assert.IsFalse(_journal.Read(40, _entry));
            Assert.IsFalse(_journal.Read(-1, _entry));
        }

        [TestMethod]
        [DataRow(0)]
        [DataRow(5)]
        [DataRow(32)]
        [DataRow(256)]
        public void WhetherTheEntryIsThereIsFoundAtAStart(int before)
        {
            Begin();
            Add(before);
            Restart(before, before + 1, Time);
            Assert.AreEqual((uint)before, _journal.Next);
            Add(1);
            Assert.AreEqual((int)RecordState.Whole, (int)Restart(before, before + 1, Time));
            Assert.AreEqual((uint)before + 1, _journal.Next);
        }

        [TestMethod]
        [DataRow(0, false)]
        [DataRow(0, true)]
        [DataRow(31, false)]
        [DataRow(32, false)]
        [DataRow(32, true)]
        [DataRow(256, false)]
        public void APowerCutAtEveryByteLosesNoOtherEntry(int before, bool commitsOnClose)
        {
            int slot = PageOfOne + (before % 32 * 21);
            Begin();
            Add(before);
            FakeFlash start = _flash;
            for (int cut = 0; cut <= slot; cut += cut < slot - 5 ? 5 : 1)
            {
                _flash = start.Copy();
                Restart(before);
                _flash.CommitsOnClose = commitsOnClose;
                _flash.CutAfter = cut;
                Assert.IsFalse(TryAdd(before + 1));
                _flash.PowerOn();
                Assert.AreEqual((int)RecordState.Whole, (int)Restart(before, before + 1, Time));
                int newest = cut == slot ? before + 1 : before;
                Assert.AreEqual((uint)newest, _journal.Next);
                AssertEntry(0, newest);
                AssertEntry(newest > 0 ? _journal.Count - 1 : 0, newest > 0 ? newest - _journal.Count + 1 : 0);
            }
        }

        [TestMethod]
        public void AnEntryThatFlashDoesNotKeepIsNone()
        {
            Begin();
            Add(3);
            _flash.FailsWrites = true;
            Assert.IsFalse(TryAdd(4));
            Assert.AreEqual(3, _journal.Count);
            _flash.FailsWrites = false;
            Assert.IsTrue(TryAdd(4));
            AssertEntries(4, 4);
        }

        [TestMethod]
        [DataRow(7, 1772452800L)]
        [DataRow(1, 1772452801L)]
        public void AnEntryOfAnotherPurchaseIsNotTaken(int stan, long time)
        {
            Begin();
            Add(1);
            Assert.AreEqual((int)RecordState.Damaged, (int)Restart(0, stan, time));
            Assert.AreEqual(0u, _journal.Next);
        }

        // The entry that is expected is there, and another one after it: who expects it is old.
        [TestMethod]
        [DataRow(10)]
        [DataRow(31)]
        [DataRow(32)]
        [DataRow(255)]
        public void EntriesAfterTheOneExpectedAreSeen(int expected)
        {
            Begin();
            Add(expected + 2);
            Assert.AreEqual((int)RecordState.Damaged, (int)Restart(expected, expected + 1, Time));
        }

        [TestMethod]
        [DataRow(0, 0)]
        [DataRow(1, 0)]
        [DataRow(40, 10)]
        [DataRow(64, 0)]
        [DataRow(64, 31)]
        [DataRow(300, 280)]
        public void WithoutMoneyItGoesOnAfterTheLastEntry(int there, int expected)
        {
            Begin();
            Add(there);
            _journal = new Journal(new RecordStore(_flash));
            Assert.AreEqual((int)RecordState.Whole, (int)_journal.Resume((uint)expected));
            Assert.AreEqual((uint)there, _journal.Next);
            Add(1);
            AssertEntry(0, there + 1);
        }

        // No kiosk writes a page without entries; under a right CRC it is one nevertheless, and the way from page to page has to end.
        [TestMethod]
        [DataRow(0)]
        [DataRow(32)]
        public void APageWithoutEntriesIsNone(int first)
        {
            Begin();
            Add(first);
            byte[] page = new byte[] { 0, 0, 0, (byte)first };
            Assert.IsTrue(new Record(new RecordStore(_flash), "journal" + (first / Journal.PageLength).ToString()).Save(page, page.Length));
            _journal = new Journal(new RecordStore(_flash));
            Assert.AreEqual((int)RecordState.Whole, (int)_journal.Resume((uint)first));
            Assert.AreEqual((uint)first, _journal.Next);
        }

        [TestMethod]
        [DataRow(0)]
        [DataRow(5)]
        [DataRow(32)]
        [DataRow(300)]
        public void AFormerLifeIsContinued(int there)
        {
            Begin();
            Add(there);
            _journal = new Journal(new RecordStore(_flash));
            Assert.AreEqual((int)RecordState.Whole, (int)_journal.GoToEnd());
            Assert.AreEqual((uint)there, _journal.Next);
            Add(3);
            AssertEntry(2, there + 1);
        }

        [TestMethod]
        [DataRow(4)]
        [DataRow(6)]
        [DataRow(20)]
        public void APageThatIsNotTheNewestIsSeen(int expected)
        {
            Begin();
            Add(10);
            FakeFlash old = _flash.Copy();
            Add(expected < 10 ? 0 : 11);
            _flash = old;
            Assert.AreEqual((int)RecordState.Damaged, (int)Restart(expected));
            Assert.AreEqual((uint)expected, _journal.Next);
            Assert.IsTrue(TryAdd(expected + 1), "it goes on");
            Assert.IsTrue(_journal.Read(0, _entry));
            Assert.IsFalse(_journal.Read(1, _entry), "what is lost is not shown");
        }

        [TestMethod]
        public void ADamagedPageIsSeen()
        {
            Begin();
            Add(10);
            _flash.File("journal0.a")[30] ^= 1;
            _flash.File("journal0.b")[30] ^= 1;
            Assert.AreEqual((int)RecordState.Damaged, (int)Restart(10));
        }

        [TestMethod]
        public void APageThatCannotBeReadIsSeen()
        {
            Begin();
            Add(10);
            _flash.ReadsToFail = -1;
            Assert.AreEqual((int)RecordState.Unreadable, (int)Restart(10));
        }

        [TestMethod]
        public void ALostOldPageIsNotShown()
        {
            Begin();
            Add(70);
            _flash.RemoveRecord("journal1");
            Restart(70);
            Assert.IsTrue(_journal.Read(5, _entry));
            Assert.IsFalse(_journal.Read(6, _entry));
            Assert.IsFalse(_journal.Read(37, _entry));
            Assert.IsTrue(_journal.Read(38, _entry));
        }

        [TestMethod]
        public void TheSelfTestFindsAPageThatRots()
        {
            Begin();
            Assert.IsTrue(_journal.Check());
            Add(3);
            Assert.IsTrue(_journal.Check());
            _flash.File("journal0.a")[20] ^= 1;
            _flash.File("journal0.b")[20] ^= 1;
            Assert.IsFalse(_journal.Check());
        }

        private static void Begin()
        {
            _flash = new FakeFlash();
            Restart(0);
        }

        private static RecordState Restart(int next)
        {
            return Restart(next, 0, 0);
        }

        private static RecordState Restart(int next, int stan, long time)
        {
            _journal = new Journal(new RecordStore(_flash));
            return _journal.Open((uint)next, stan, time);
        }

        private static void Add(int count)
        {
            for (int i = 0; i < count; i++)
            {
                Assert.IsTrue(TryAdd((int)_journal.Next + 1));
            }
        }

        private static bool TryAdd(int stan)
        {
            JournalEntry entry = new JournalEntry();
            entry.Stan = stan;
            entry.Time = Time;
            entry.Amount = stan * 10;
            entry.LastFour = stan;
            entry.Result = JournalResult.Approved;
            return _journal.Add(entry);
        }

        /// <summary>The newest so many are there, down from that STAN.</summary>
        private static void AssertEntries(int newest, int count)
        {
            Assert.AreEqual(count, _journal.Count);
            for (int back = 0; back < count; back++)
            {
                AssertEntry(back, newest - back);
            }
        }

        private static void AssertEntry(int back, int stan)
        {
            Assert.AreEqual(stan > 0, _journal.Read(back, _entry));
            if (stan > 0)
            {
                Assert.AreEqual(stan, _entry.Stan);
                Assert.AreEqual(stan * 10L, _entry.Amount);
            }
        }
    }
}
