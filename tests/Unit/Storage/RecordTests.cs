using Kiosk.Core.Storage;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    [TestClass]
    public class RecordTests
    {
        private static FakeFlash _flash;
        private static RecordStore _store;
        private static Record _record;
        private static byte[] _payload;
        private static int _length;

        [Setup]
        public void Setup()
        {
            _payload = new byte[32];
        }

        [Cleanup]
        public void Cleanup()
        {
            _flash = null;
            _store = null;
            _record = null;
            _payload = null;
        }

        [TestMethod]
        public void MissingWhenNothingWasWritten()
        {
            Begin();
            Assert.AreEqual((int)RecordState.Missing, (int)Load());
            Assert.AreEqual(0, _length);
        }

        [TestMethod]
        public void WhatWasSavedIsLoaded()
        {
            Begin();
            Assert.IsTrue(Save("first"));
            AssertLoads("first");
        }

        [TestMethod]
        [DataRow(0)]
        [DataRow(1)]
        [DataRow(8)]
        [DataRow(32)]
        public void AnyLengthRoundTrips(int length)
        {
            Begin();
            for (int i = 0; i < length; i++)
            {
                _payload[i] = (byte)(i * 7);
            }

            Assert.IsTrue(_record.Save(_payload, length));
            Assert.AreEqual((int)RecordState.Whole, (int)Load());
            Assert.AreEqual(length, _length);
            for (int i = 0; i < length; i++)
            {
                Assert.AreEqual((byte)(i * 7), _payload[i]);
            }
        }

        [TestMethod]
        public void TheLongestPayloadRoundTrips()
        {
            Begin();
            byte[] payload = new byte[RecordStore.LargestPayload];
            payload[RecordStore.LargestPayload - 1] = 0x5A;
            Assert.IsTrue(_record.Save(payload, payload.Length));
            payload[RecordStore.LargestPayload - 1] = 0;
            Assert.AreEqual((int)RecordState.Whole, (int)_record.Load(payload, out _length));
            Assert.AreEqual(RecordStore.LargestPayload, _length);
            Assert.AreEqual((byte)0x5A, payload[RecordStore.LargestPayload - 1]);
        }

        [TestMethod]
        public void TheNewestWins()
        {
            Begin();
            for (int i = 0; i < 5; i++)
            {
                Save("write " + i.ToString());
                AssertLoads("write " + i.ToString());
            }
        }

        [TestMethod]
        public void WritesGoOnAfterARestart()
        {
            Begin();
            for (int i = 0; i < 6; i++)
            {
                Restart();
                Assert.IsTrue(Save("write " + i.ToString()));
                Restart();
                AssertLoads("write " + i.ToString());
            }
        }

        [TestMethod]
        public void SlotsAreWrittenAlternately()
        {
            Begin();
            Save("one");
            Assert.IsNotNull(_flash.File("test.a"));
            Assert.IsNull(_flash.File("test.b"));
            string a = Hex.Text(_flash.File("test.a"), 0, 8);
            Save("two");
            Hex.Same(a, _flash.File("test.a"), 0, 8);
            Assert.IsNotNull(_flash.File("test.b"));
        }

        // 'K' 'R', length, sequence number, payload, CRC-32 of all before (computed with zlib).
        [TestMethod]
        public void ASlotIsAsDocumented()
        {
            Begin();
            Save("PIN");
            Hex.Same("4B520003" + "00000001" + "50494E" + "C95FAFDF", _flash.File("test.a"));
        }

        [TestMethod]
        public void SequenceNumbersDecideAndNotTheNameOfTheSlot()
        {
            Begin();
            Save("one");
            Save("two");
            byte[] a = Copy(_flash.File("test.a"));
            byte[] b = Copy(_flash.File("test.b"));
            _flash.Put("test.b", a, a.Length);
            _flash.Put("test.a", b, b.Length);
            AssertLoads("two");
            Save("three");
            AssertLoads("three");
        }

        [TestMethod]
        public void SequenceNumbersCompareUnsigned()
        {
            Begin();
            PutSlot("test.a", 0x7FFFFFFF, "old");
            PutSlot("test.b", 0x80000000, "new");
            AssertLoads("new");
        }

        [TestMethod]
        [DataRow(false)]
        [DataRow(true)]
        public void TornAtEveryByteKeepsTheFormer(bool commitsOnClose)
        {
            const int slot = 11 + Record.Overhead;
            for (int cut = 0; cut < slot; cut++)
            {
                Begin();
                Save("first write");
                Save("the former1");
                _flash.CommitsOnClose = commitsOnClose;
                _flash.CutAfter = cut;
                Assert.IsFalse(Save("the torn...."));
                _flash.PowerOn();
                Restart();
                AssertLoads("the former1");
                Assert.IsTrue(Save("the next"));
                Restart();
                AssertLoads("the next");
            }
        }

        [TestMethod]
        public void CutAfterTheLastByteMayHaveTheNewOne()
        {
            Begin();
            Save("former");
            _flash.CutAfter = 5 + Record.Overhead;
            Assert.IsFalse(Save("newer"), "it was not read back");
            _flash.PowerOn();
            Restart();
            AssertLoads("newer");
        }

        [TestMethod]
        public void TheVeryFirstWriteTornIsUnfinished()
        {
            for (int cut = 0; cut < 5 + Record.Overhead; cut++)
            {
                Begin();
                _flash.CutAfter = cut;
                Save("first");
                _flash.PowerOn();
                Restart();
                Assert.AreEqual((int)RecordState.Unfinished, (int)Load());
                Assert.IsTrue(Save("again"));
                AssertLoads("again");
            }
        }

        [TestMethod]
        public void BothTornIsDamaged()
        {
            Begin();
            Save("one");
            Save("two");
            _flash.Put("test.a", _flash.File("test.a"), 9);
            _flash.Put("test.b", _flash.File("test.b"), 14);
            Assert.AreEqual((int)RecordState.Damaged, (int)Load());
            Assert.AreEqual(0, _length);
        }

        // Each byte of the newest slot, changed, is found; the former slot takes its place.
        [TestMethod]
        public void ARottenByteIsFound()
        {
            for (int at = 0; at < 5 + Record.Overhead; at++)
            {
                Begin();
                Save("first");
                Save("other");
                _flash.File("test.b")[at] ^= 0x40;
                AssertLoads("first");
            }
        }

        [TestMethod]
        public void OneSlotGoneLeavesTheOther()
        {
            Begin();
            Save("one");
            Save("two");
            _flash.Remove("test.b");
            AssertLoads("one");
            Begin();
            Save("one");
            Save("two");
            _flash.Remove("test.a");
            AssertLoads("two");
        }

        [TestMethod]
        public void AReadThatFailsOnceIsRepeated()
        {
            Begin();
            Save("one");
            Save("two");
            _flash.ReadsToFail = 1;
            AssertLoads("two");
        }

        [TestMethod]
        [DataRow("test.a")]
        [DataRow("test.b")]
        public void ASlotThatCannotBeReadMakesItUnreadable(string slot)
        {
            Begin();
            Save("one");
            Save("two");
            _flash.FailsOnly = slot;
            _flash.ReadsToFail = -1;
            Assert.AreEqual((int)RecordState.Unreadable, (int)Load());
        }

        // What is saved after a load that failed is the newest: the slot that could not be read may have been the newer one, or the older.
        [TestMethod]
        [DataRow("test.a")]
        [DataRow("test.b")]
        public void WhatIsSavedAfterAnUnreadableLoadIsTheNewest(string slot)
        {
            Begin();
            Save("one");
            Save("two");
            Save("three");
            Restart();
            _flash.FailsOnly = slot;
            _flash.ReadsToFail = -1;
            Assert.AreEqual((int)RecordState.Unreadable, (int)Load());
            _flash.ReadsToFail = 0;
            Assert.IsTrue(Save("lost"));
            Restart();
            AssertLoads("lost");
        }

        [TestMethod]
        public void AWriteThatFailsKeepsTheFormer()
        {
            Begin();
            Save("former");
            _flash.FailsWrites = true;
            Assert.IsFalse(Save("newer"));
            Restart();
            AssertLoads("former");
            _flash.FailsWrites = false;
            Assert.IsTrue(Save("newer"));
            AssertLoads("newer");
        }

        [TestMethod]
        public void AWriteThatLiesIsFound()
        {
            Begin();
            Save("former");
            _flash.Lies = true;
            Assert.IsFalse(Save("newer"));
            _flash.Lies = false;
            AssertLoads("former");
        }

        [TestMethod]
        public void AWriteThatLiesOverAnOlderOneIsFound()
        {
            Begin();
            Save("one..");
            Save("two..");
            _flash.Lies = true;
            Assert.IsFalse(Save("three"));
        }

        [TestMethod]
        public void AWriteThatRotsIsFound()
        {
            Begin();
            Save("former");
            _flash.Rots = true;
            Assert.IsFalse(Save("newer"));
            AssertLoads("former");
        }

        [TestMethod]
        public void AWriteThatCannotBeReadBackDoesNotCount()
        {
            Begin();
            Save("former");
            _flash.ReadsToFail = -1;
            Assert.IsFalse(Save("newer"));
        }

        [TestMethod]
        [DataRow(2)]
        [DataRow(-1)]
        public void AWriteThatCannotBeReadBackIsNotFoundLater(int readsToFail)
        {
            Begin();
            Save("first");
            _flash.ReadsToFail = readsToFail;
            Assert.IsFalse(Save("second"));
            _flash.ReadsToFail = 0;
            Restart();
            AssertLoads("first");
            Assert.IsTrue(Save("third"));
            AssertLoads("third");
        }

        [TestMethod]
        public void AReadBackThatFailsOnceIsRepeated()
        {
            Begin();
            Save("first");
            _flash.ReadsToFail = 1;
            Assert.IsTrue(Save("second"));
            AssertLoads("second");
        }

        [TestMethod]
        public void APayloadLongerThanTheBufferIsNotWhole()
        {
            Begin();
            Save("longer than four");
            Assert.AreEqual((int)RecordState.Unfinished, (int)_record.Load(new byte[4], out _length));
        }

        [TestMethod]
        public void ASlotLongerThanItSaysIsNotWhole()
        {
            Begin();
            Save("one");
            byte[] longer = new byte[16];
            _flash.File("test.a").CopyTo(longer, 0);
            _flash.Put("test.a", longer, longer.Length);
            Assert.AreEqual((int)RecordState.Unfinished, (int)Load());
        }

        [TestMethod]
        public void TheSelfTestReadsTheNewestSlot()
        {
            Begin();
            Save("former");
            Save("newer");
            Assert.IsTrue(_record.Check());
            _flash.File("test.a")[9] ^= 1;
            Assert.IsTrue(_record.Check(), "the former one may be what it likes");
            _flash.File("test.b")[9] ^= 1;
            Assert.IsFalse(_record.Check());
            Assert.IsTrue(Save("again"));
            Assert.IsTrue(_record.Check());
        }

        [TestMethod]
        public void TheSelfTestFindsThatAnOldSlotWasPutBack()
        {
            Begin();
            Save("first");
            byte[] old = _flash.File("test.a");
            byte[] copy = new byte[old.Length];
            old.CopyTo(copy, 0);
            Save("second");
            Save("third");
            Assert.IsTrue(_record.Check());
            _flash.Put("test.a", copy, copy.Length);
            Assert.IsFalse(_record.Check());
        }

        // The limit: no record can tell by itself.
        [TestMethod]
        public void AnOldPairOfSlotsIsTakenForTheNewest()
        {
            Begin();
            Save("first");
            Save("second");
            FakeFlash old = _flash.Copy();
            Save("third");
            _flash = old;
            Restart();
            AssertLoads("second");
        }

        [TestMethod]
        public void TwoRecordsDoNotMix()
        {
            Begin();
            Record other = new Record(_store, "other");
            Save("mine");
            byte[] its = Hex.Ascii("its");
            Assert.IsTrue(other.Save(its, its.Length));
            AssertLoads("mine");
        }

        private static void Begin()
        {
            _flash = new FakeFlash();
            Restart();
        }

        private static void Restart()
        {
            _store = new RecordStore(_flash);
            _record = new Record(_store, "test");
            Load();
        }

        private static RecordState Load()
        {
            return _record.Load(_payload, out _length);
        }

        private static bool Save(string text)
        {
            return _record.Save(Hex.Ascii(text), text.Length);
        }

        private static void AssertLoads(string expected)
        {
            Assert.AreEqual((int)RecordState.Whole, (int)Load());
            Hex.Same(Hex.Text(Hex.Ascii(expected), 0, expected.Length), _payload, 0, _length);
        }

        private static byte[] Copy(byte[] bytes)
        {
            byte[] copy = new byte[bytes.Length];
            bytes.CopyTo(copy, 0);
            return copy;
        }

        private static void PutSlot(string name, uint sequence, string text)
        {
            byte[] slot = new byte[text.Length + Record.Overhead];
            Hex.Bytes("4B520000").CopyTo(slot, 0);
            slot[3] = (byte)text.Length;
            BigEndian.Write(slot, 4, sequence);
            Hex.Ascii(text).CopyTo(slot, 8);
            BigEndian.Write(slot, 8 + text.Length, new Crc32().Compute(slot, 8 + text.Length));
            _flash.Put(name, slot, slot.Length);
        }
    }
}
