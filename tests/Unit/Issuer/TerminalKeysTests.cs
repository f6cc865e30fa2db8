using Kiosk.Core.Crypto;
using Kiosk.Core.Issuer;
using Kiosk.Core.Settings;
using Kiosk.Core.Storage;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    [TestClass]
    public class TerminalKeysTests
    {
        // Check value, flag, update key.
        private const int Trailer = 3 + 1 + 16;

        private const int StateSlot = AesDukpt.StateLength + Trailer + Record.Overhead;
        private const int ProvisioningSlot = 17 + Record.Overhead;

        // A cut at every byte would take the emulator minutes: an odd stride meets every kind of place.
        private const int Stride = 13;

        private static AesCipher _cipher;
        private static TransactionKeys _next;
        private static FakeFlash _flash;
        private static TerminalKeys _keys;

        [Setup]
        public void Setup()
        {
            _cipher = new AesCipher();
            _next = new TransactionKeys(AesDukpt.KsnLength);
        }

        [Cleanup]
        public void Cleanup()
        {
            _cipher = null;
            _next = null;
            _flash = null;
            _keys = null;
        }

        [TestMethod]
        public void AFreshTerminalHasNone()
        {
            _flash = new FakeFlash();
            AssertState(KeyState.None, Restart());
            Assert.IsFalse(_keys.Next(_next));
            Assert.IsTrue(Hex.IsZero(_keys.HashKey));
            Assert.IsTrue(Hex.IsZero(_keys.SealKey));
        }

        [TestMethod]
        public void LoadedKeysAreReady()
        {
            Begin();
            AssertState(KeyState.Ready, _keys.State);
            Assert.IsTrue(_keys.AreBenchKeys);
            AssertState(KeyState.Ready, Restart());
            Assert.IsTrue(_keys.AreBenchKeys);
        }

        [TestMethod]
        public void FieldKeysAreNotBenchKeys()
        {
            _flash = new FakeFlash();
            Restart();
            Assert.IsTrue(TestKeys.Load(_keys, false));
            Assert.IsFalse(_keys.AreBenchKeys);
            Restart();
            Assert.IsFalse(_keys.AreBenchKeys);
        }

        [TestMethod]
        public void KsnsCountUp()
        {
            Begin();
            AssertNextKsn("123456789012345600000001");
            Hex.Same("AF8CB133A78F8DC2D1359F18527593FB", _next.Pin);
            AssertNextKsn("123456789012345600000002");
            Hex.Same("D30BDC73EC9714B000BEC66BDB7B6D09", _next.Pin);
            AssertNextKsn("123456789012345600000003");
        }

        // K3. The key of the first transaction, from which its working keys are derived (X9.24-3 supplement).
        [TestMethod]
        public void AUsedKeyIsErasedFromFlash()
        {
            byte[] used = Hex.Bytes("4F21B565BAD9835E112B6465635EAE44");
            Begin();
            Assert.IsTrue(_flash.Contains(used));
            Assert.IsTrue(_keys.Next(_next));
            Assert.IsTrue(_flash.Contains(used), "the older slot");
            _keys.EraseUsedKeys();
            Assert.IsFalse(_flash.Contains(used));
            Assert.IsFalse(_flash.Contains(BenchKey.InitialKey(MessageProfile.Aes)));
            int writes = _flash.Writes;
            _keys.EraseUsedKeys();
            Assert.AreEqual(writes, _flash.Writes);
            AssertState(KeyState.Ready, Restart());
            AssertNextKsn("123456789012345600000002");
        }

        [TestMethod]
        public void AUsedKeyIsErasedAfterARestart()
        {
            byte[] used = Hex.Bytes("4F21B565BAD9835E112B6465635EAE44");
            Begin();
            Assert.IsTrue(_keys.Next(_next));
            Restart();
            _keys.EraseUsedKeys();
            Assert.IsFalse(_flash.Contains(used));
            AssertNextKsn("123456789012345600000002");
        }

        [TestMethod]
        public void APowerCutWhileAUsedKeyIsErasedLosesNoKey()
        {
            for (int cut = 0; cut <= StateSlot; cut += Stride)
            {
                Begin();
                Assert.IsTrue(_keys.Next(_next));
                _flash.CutAfter = cut;
                _keys.EraseUsedKeys();
                _flash.PowerOn();
                AssertState(KeyState.Ready, Restart());
                AssertNextKsn("123456789012345600000002");
            }
        }

        [TestMethod]
        public void NoKsnComesTwiceThroughRestarts()
        {
            Begin();
            for (int i = 1; i <= 9; i++)
            {
                AssertNextKsn("12345678901234560000000" + i.ToString());
                AssertState(KeyState.Ready, Restart());
            }
        }

        [TestMethod]
        public void TheStateAfterIsOnFlashBeforeTheKeysAreOut()
        {
            Begin();
            AssertNextKsn("123456789012345600000001");
            byte[] newest = _flash.File("keys.b");
            Hex.Same("123456789012345600000002", newest, 8, 12);
        }

        [TestMethod]
        [DataRow(false)]
        [DataRow(true)]
        public void NoKsnComesTwiceThroughTornWrites(bool commitsOnClose)
        {
            for (int cut = 0; cut <= StateSlot; cut = cut + Stride > StateSlot && cut < StateSlot ? StateSlot : cut + Stride)
            {
                Begin();
                AssertNextKsn("123456789012345600000001");
                _flash.CommitsOnClose = commitsOnClose;
                _flash.CutAfter = cut;
                Assert.IsFalse(_keys.Next(_next));
                AssertWiped();
                _flash.PowerOn();
                AssertState(KeyState.Ready, Restart());
                AssertNextKsn(cut < StateSlot ? "123456789012345600000002" : "123456789012345600000003");
            }
        }

        [TestMethod]
        public void KeysThatFlashDidNotKeepAreNotHandedOut()
        {
            Begin();
            _flash.FailsWrites = true;
            Assert.IsFalse(_keys.Next(_next));
            AssertWiped();
            _flash.FailsWrites = false;
            _flash.Lies = true;
            Assert.IsFalse(_keys.Next(_next));
            AssertWiped();
            _flash.Lies = false;
            Assert.IsTrue(_keys.Next(_next));
            Assert.AreEqual(3u, BigEndian.ReadUInt32(_next.Ksn, 8));
        }

        [TestMethod]
        public void AnInterruptedLoadLeavesAFreshTerminal()
        {
            for (int cut = 0; cut < StateSlot + ProvisioningSlot; cut += Stride)
            {
                _flash = new FakeFlash();
                Restart();
                _flash.CutAfter = cut;
                Assert.IsFalse(TestKeys.Load(_keys, true));
                AssertState(KeyState.None, _keys.State);
                _flash.PowerOn();
                AssertState(KeyState.None, Restart());
                Assert.IsTrue(TestKeys.Load(_keys, true));
                AssertState(KeyState.Ready, Restart());
                AssertNextKsn("123456789012345600000001");
            }
        }

        [TestMethod]
        public void WipedKeysAreLost()
        {
            Begin();
            _flash.RemoveRecord("keys");
            AssertState(KeyState.Lost, Restart());
            Assert.IsFalse(_keys.Next(_next));
        }

        [TestMethod]
        public void DamagedKeysAreLost()
        {
            Begin();
            _flash.File("keys.a")[100] ^= 1;
            AssertState(KeyState.Lost, Restart());
            Assert.IsFalse(_keys.Next(_next));
        }

        [TestMethod]
        public void KeysThatWereUsedAndLackTheirProvisioningAreLost()
        {
            Begin();
            _keys.Next(_next);
            _flash.RemoveRecord("provision");
            AssertState(KeyState.Lost, Restart());
            Assert.IsFalse(_keys.Next(_next));
        }

        // Not what an interrupted load leaves: keys come first, provisioning last.
        [TestMethod]
        public void DamagedProvisioningWithoutKeysIsLost()
        {
            Begin();
            _keys.Next(_next);
            _flash.RemoveRecord("keys");
            _flash.File("provision.a")[10] ^= 1;
            AssertState(KeyState.Lost, Restart());
        }

        // Keys that were loaded and not used yet.
        [TestMethod]
        public void ProvisioningThatCannotBeReadIsNoFreshTerminal()
        {
            Begin();
            _flash.FailsOnly = "provision.a";
            _flash.ReadsToFail = -1;
            AssertState(KeyState.Lost, Restart());
        }

        [TestMethod]
        public void AFlashThatCannotBeReadIsNoFreshTerminal()
        {
            Begin();
            _keys.Next(_next);
            _flash.ReadsToFail = -1;
            AssertState(KeyState.Lost, Restart());
        }

        [TestMethod]
        public void AStateThatCannotBeIsLost()
        {
            Begin();
            PutState("00000003", "00000002");
            AssertState(KeyState.Lost, Restart());
        }

        [TestMethod]
        public void TheLastKeyIsHandedOutAndThenNone()
        {
            Begin();
            PutState("FFFF0000", "00010000");
            AssertState(KeyState.Ready, Restart());
            AssertNextKsn("1234567890123456FFFF0000");
            AssertState(KeyState.UsedUp, _keys.State);
            Assert.IsFalse(_keys.Next(_next));
            AssertState(KeyState.UsedUp, Restart());
            Assert.IsFalse(_keys.Next(_next));
        }

        [TestMethod]
        public void HashKeyAndSealKeyAreThisTerminalsOwn()
        {
            Begin();
            string hash = Hex.Text(_keys.HashKey, 0, 16);
            string seal = Hex.Text(_keys.SealKey, 0, 16);
            Assert.AreNotEqual(hash, seal);
            Assert.IsFalse(_flash.Contains(_keys.HashKey));
            Assert.IsFalse(_flash.Contains(_keys.SealKey));
            Restart();
            Hex.Same(hash, _keys.HashKey);
            Hex.Same(seal, _keys.SealKey);
            _flash = new FakeFlash();
            _keys = new TerminalKeys(new RecordStore(_flash), MessageProfile.Aes, _cipher, null, new FakeRandom("0102030405"));
            _keys.Open();
            TestKeys.Load(_keys, true);
            Assert.AreNotEqual(hash, Hex.Text(_keys.HashKey, 0, 16));
        }

        [TestMethod]
        public void TheInitialKeyIsNeverOnFlash()
        {
            _flash = new FakeFlash();
            _flash.Forbidden = BenchKey.InitialKey(MessageProfile.Aes);
            Restart();
            TestKeys.Load(_keys, true);
            _keys.Next(_next);
            _keys.Next(_next);
            Assert.IsFalse(_flash.SawForbidden);
        }

        // X9.24-3 supplement: the key that a host wraps the next initial key under.
        [TestMethod]
        public void TheUpdateKeyIsKeptFromTheLoadOn()
        {
            Begin();
            Assert.AreEqual(16, _keys.UpdateKeyLength);
            Assert.IsTrue(_flash.Contains(Hex.Bytes("9A9770AEE1ACD1B13473D0463A1883B9")));
            Assert.IsTrue(_keys.Next(_next));
            Restart();
            Assert.AreEqual(16, _keys.UpdateKeyLength);
            _keys.EraseUsedKeys();
            Assert.IsTrue(_flash.Contains(Hex.Bytes("9A9770AEE1ACD1B13473D0463A1883B9")));
            Hex.Same("010203", _keys.CheckValue);
        }

        // A record as former firmware wrote it: its terminal works on, and has no update key.
        [TestMethod]
        public void KeysOfFormerFirmwareWorkOn()
        {
            Begin();
            Assert.IsTrue(_keys.Next(_next));
            byte[] payload = new byte[RecordStore.LargestPayload];
            int length;
            Record record = new Record(new RecordStore(_flash), "keys");
            record.Load(payload, out length);
            Assert.IsTrue(record.Save(payload, AesDukpt.StateLength));
            AssertState(KeyState.Ready, Restart());
            Assert.AreEqual(0, _keys.UpdateKeyLength);
            AssertNextKsn("123456789012345600000002");
            AssertState(KeyState.Ready, Restart());
            AssertNextKsn("123456789012345600000003");
        }

        [TestMethod]
        public void KeysOfTheOtherProfileAreNotUsed()
        {
            Begin();
            DesCipher des = new DesCipher();
            _keys = new TerminalKeys(new RecordStore(_flash), MessageProfile.Tdes, _cipher, des, new FakeRandom("00"));
            AssertState(KeyState.OtherProfile, _keys.Open());
            Assert.IsFalse(_keys.Next(new TransactionKeys(TdesDukpt.KsnLength)));

            // The keys of the profile take their place, and then they are the others.
            byte[] key = BenchKey.InitialKey(MessageProfile.Tdes);
            Assert.AreEqual((int)KeyLoad.Good, (int)_keys.Load(key, 16, BenchKey.InitialKsn(MessageProfile.Tdes), new byte[3], false));
            AssertState(KeyState.Ready, _keys.Open());
            AssertState(KeyState.OtherProfile, Restart());
        }

        // X9.24-1:2009, A.4.
        [TestMethod]
        public void TdesKeysGiveTheKeysOfTheStandard()
        {
            _flash = new FakeFlash();
            _keys = new TerminalKeys(new RecordStore(_flash), MessageProfile.Tdes, _cipher, new DesCipher(), new FakeRandom("00"));
            _keys.Open();
            byte[] key = BenchKey.InitialKey(MessageProfile.Tdes);
            Assert.AreEqual((int)KeyLoad.Good, (int)_keys.Load(key, 16, BenchKey.InitialKsn(MessageProfile.Tdes), new byte[3], true));
            Assert.AreEqual(0, _keys.UpdateKeyLength, "TDES DUKPT has none");
            TransactionKeys next = new TransactionKeys(TdesDukpt.KsnLength);
            Assert.IsTrue(_keys.Next(next));
            Hex.Same("FFFF9876543210E00001", next.Ksn);
            Hex.Same("042666B49184CF5C68DE9628D0397B36", next.Pin);
            AssertState(KeyState.Ready, _keys.Open());
            Assert.IsTrue(_keys.Next(next));
            Hex.Same("FFFF9876543210E00002", next.Ksn);
        }

        [TestMethod]
        public void ErasedKeysLeaveOnlyTheirKsn()
        {
            Begin();
            Assert.IsTrue(_keys.Next(_next));
            Assert.IsTrue(_keys.Erase(KeyState.Erased));
            Assert.IsFalse(_keys.IsErasureOwed);
            AssertState(KeyState.Erased, _keys.State);
            Assert.IsFalse(_keys.Next(_next));
            Assert.AreEqual(Record.Overhead + 1 + AesDukpt.KsnLength, _flash.File("keys.a").Length);
            Assert.AreEqual(Record.Overhead + 1 + AesDukpt.KsnLength, _flash.File("keys.b").Length);
            AssertState(KeyState.Erased, Restart());

            // K2: not the same ones again.
            byte[] key = BenchKey.InitialKey(MessageProfile.Aes);
            Assert.AreEqual((int)KeyLoad.UsedBefore, (int)_keys.Load(key, 16, BenchKey.InitialKsn(MessageProfile.Aes), new byte[3], false));
            AssertState(KeyState.Erased, _keys.State);
            byte[] other = Hex.Bytes("12345678ABCDEF0100000000");
            Assert.AreEqual((int)KeyLoad.Good, (int)_keys.Load(key, 16, other, new byte[3], false));
            AssertState(KeyState.Ready, Restart());
            AssertNextKsn("12345678ABCDEF0100000001");
        }

        // Cards stay counted, and an owed reversal keeps its card, under keys that are loaded later.
        [TestMethod]
        public void ErasingKeepsTheTerminalsOwnSecret()
        {
            Begin();
            string hash = Hex.Text(_keys.HashKey, 0, 16);
            _keys.Erase(KeyState.Tampered);
            AssertState(KeyState.Tampered, Restart());
            Assert.IsTrue(_keys.IsProvisioned);
            Hex.Same(hash, _keys.HashKey);
        }

        [TestMethod]
        public void APowerCutWhileKeysAreReplacedLeavesTheOnesOrTheOthers()
        {
            byte[] key = BenchKey.InitialKey(MessageProfile.Aes);
            byte[] other = Hex.Bytes("12345678ABCDEF0100000000");
            for (int cut = 0; cut <= StateSlot; cut += Stride)
            {
                Begin();
                AssertNextKsn("123456789012345600000001");
                _flash.CutAfter = cut;
                KeyLoad result = _keys.Load(key, 16, other, new byte[3], false);
                Assert.AreEqual((int)KeyLoad.Storage, (int)result);
                _flash.PowerOn();
                AssertState(KeyState.Ready, Restart());
                AssertNextKsn("123456789012345600000002");
            }
        }

        private static void Begin()
        {
            _flash = new FakeFlash();
            Restart();
            Assert.IsTrue(TestKeys.Load(_keys, true));
        }

        private static KeyState Restart()
        {
            _keys = new TerminalKeys(new RecordStore(_flash), MessageProfile.Aes, _cipher, null, new FakeRandom("A1B2C3D4E5F60718"));
            return _keys.Open();
        }

        private static void AssertState(KeyState expected, KeyState actual)
        {
            Assert.AreEqual((int)expected, (int)actual);
        }

        private static void AssertNextKsn(string ksn)
        {
            Assert.IsTrue(_keys.Next(_next));
            Hex.Same(ksn, _next.Ksn);
        }

        private static void AssertWiped()
        {
            Assert.IsTrue(Hex.IsZero(_next.Pin));
            Assert.IsTrue(Hex.IsZero(_next.RequestMac));
            Assert.IsTrue(Hex.IsZero(_next.AnswerMac));
        }

        /// <summary>A state with this counter and these registers on flash; the keys in them mean nothing.</summary>
        private static void PutState(string counter, string inUse)
        {
            byte[] state = new byte[AesDukpt.StateLength];
            Hex.Bytes("1234567890123456" + counter + inUse).CopyTo(state, 0);
            int length;
            Record record = new Record(new RecordStore(_flash), "keys");
            record.Load(new byte[RecordStore.LargestPayload], out length);
            Assert.IsTrue(record.Save(state, state.Length));
        }
    }
}
