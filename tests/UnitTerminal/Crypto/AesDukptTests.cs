using Kiosk.Core.Crypto;
using Kiosk.Core.Issuer;
using Kiosk.Core.Settings;
using Kiosk.Core.Storage;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    /// <summary>Against the supplement of ANSI X9.24-3: the BDK FEDCBA9876543210F1F1F1F1F1F1F1F1 with AES-128 keys.</summary>
    [TestClass]
    public class AesDukptTests
    {
        private const int RegistersAt = AesDukpt.KsnLength + 4;

        private static AesCipher _cipher;
        private static AesDukpt _dukpt;
        private static byte[] _state;
        private static byte[] _key;

        [Setup]
        public void Setup()
        {
            _cipher = new AesCipher();
            _dukpt = new AesDukpt(_cipher);
            _state = new byte[AesDukpt.StateLength];
            _key = new byte[AesDukpt.KeyLength];
        }

        [Cleanup]
        public void Cleanup()
        {
            _cipher = null;
            _dukpt = null;
            _state = null;
            _key = null;
        }

        [TestMethod]
        [DataRow(1, "4F21B565BAD9835E112B6465635EAE44", "AF8CB133A78F8DC2D1359F18527593FB", "A2DC23DE6FDE0824A2BC321E08E4B8B7")]
        [DataRow(2, "2F34D68DE10F68D38091A73B9E7C437C", "D30BDC73EC9714B000BEC66BDB7B6D09", "484C3B06E8562704528CD5B46FB12FB6")]
        [DataRow(3, "031504E530365CF81264238540518318", "7D69F01F3B45449F62C7816ECE723268", "A5DF7D9D800CA769766F0C77CA4E6E6C")]
        [DataRow(4, "0EEFC7ADA628BA68878DA9165A8A1887", "91A0588318EC2673214271F70137896E", "E6E4679647D8A9057C1FC15537CB4C4E")]
        [DataRow(5, "C2A7AC328A5DA2D6002D62465BFC028B", "35A43BC9EFEB09C756204B57E3FB7D4D", "0588185FE1FF8C7E22FAD78C1C61F065")]
        [DataRow(6, "D30F7D9351DA58448A2F5E92B4EE3B7D", "02DCC6CD1201A3A2CA7099559C862123", "7B60F72A5639C0EE7EB2100FA80BB793")]
        [DataRow(7, "A8253CEED9AC042C54F75D35C8352278", "6ECF912F3B18CA11A7A27BB60705FD09", "BAA08CA263C69525BC6B1BA8F4275D69")]
        [DataRow(8, "718EE6CF0B27E53D5F7AF99C4D8146A2", "4D9DF3FBEE3448FC3E676D04320A90F5", "6FD572E5D59E618875F193484F9178FB")]
        public void KeysOfTheFirstTransactions(int counter, string transactionKey, string pinKey, string macKey)
        {
            Load();
            for (int i = 1; i < counter; i++)
            {
                _dukpt.Advance();
                SaveAndRestore();
            }

            Hex.Same("12345678901234560000000" + counter.ToString(), Ksn());
            Hex.Same(transactionKey, TransactionKey((uint)counter));
            Hex.Same(pinKey, WorkingKey(DukptKeyUsage.PinEncryption));
            Hex.Same(macKey, WorkingKey(DukptKeyUsage.MacGeneration));
        }

        // The keys at the ends of the counter, and where it steps over values with more than 16 bits.
        [TestMethod]
        [DataRow("0001FFFE", "E21E8C8D347F8561A2BE752DAA85A111")]
        [DataRow("00020000", "F7AE9025468A25D37B7249CFFED224C8")]
        [DataRow("00020001", "692C8EA4013645135B36497131DF9D2C")]
        [DataRow("FFFE2000", "48E585B694EB0B18D5C35443E163C0BA")]
        [DataRow("FFFE4000", "396C2C7CA1EA701C03B86B7D41F0C562")]
        [DataRow("FFFE8000", "0387625F189B58AE03EF0E8CCA41105E")]
        [DataRow("FFFF0000", "F6BA59389BD14A9855BE9727E7C52E3C")]
        public void KeysAfterRollOver(string counter, string transactionKey)
        {
            GoTo(counter);
            Hex.Same("1234567890123456" + counter, Ksn());
            Hex.Same(transactionKey, TransactionKey(BigEndian.ReadUInt32(Hex.Bytes(counter), 0)));
        }

        [TestMethod]
        [DataRow("00000001", "00000002")]
        [DataRow("0000FFFE", "0000FFFF")]
        [DataRow("0000FFFF", "00010000")]
        [DataRow("0001FFFE", "00020000")]
        [DataRow("00FFFF00", "01000000")]
        [DataRow("FFFE8000", "FFFF0000")]
        public void TheCounterStepsOverMoreThanSixteenBits(string counter, string next)
        {
            GoTo(counter);
            _dukpt.Advance();
            Hex.Same("1234567890123456" + next, Ksn());
            Assert.IsTrue(_dukpt.IsReady);
            Assert.IsFalse(Hex.IsZero(TransactionKey(_dukpt.Counter)));
        }

        [TestMethod]
        public void TheLastCounterUsesTheKeysUp()
        {
            GoTo("FFFF0000");
            _dukpt.Advance();
            Assert.IsFalse(_dukpt.IsReady);
            Assert.AreEqual(0u, _dukpt.Counter);
            _dukpt.Save(_state);
            for (int i = AesDukpt.KsnLength; i < AesDukpt.StateLength; i++)
            {
                Assert.AreEqual((byte)0, _state[i]);
            }

            Assert.IsTrue(_dukpt.Restore(_state), "a used up state is a good one");
            Assert.IsFalse(_dukpt.IsReady);
        }

        [TestMethod]
        [DataRow("00000001")]
        [DataRow("00000002")]
        [DataRow("00000006")]
        [DataRow("00000080")]
        [DataRow("0000FFFF")]
        [DataRow("00010000")]
        [DataRow("0001FFFE")]
        [DataRow("FFFF0000")]
        public void AUsedKeyIsGone(string counter)
        {
            GoTo(counter);
            byte[] used = TransactionKey(_dukpt.Counter);
            _dukpt.Advance();
            _dukpt.Save(_state);
            Assert.IsFalse(Hex.Contains(_state, _state.Length, used));
        }

        [TestMethod]
        public void TheInitialKeyIsNotInTheState()
        {
            Load();
            _dukpt.Save(_state);
            Assert.IsFalse(Hex.Contains(_state, _state.Length, BenchKey.InitialKey(MessageProfile.Aes)));
        }

        [TestMethod]
        public void SaveAndRestoreGiveTheSameState()
        {
            Load();
            _dukpt.Advance();
            _dukpt.Save(_state);
            string before = Hex.Text(_state, 0, _state.Length);
            SaveAndRestore();
            _dukpt.Save(_state);
            Hex.Same(before, _state);
        }

        [TestMethod]
        public void UsagesGiveDifferentKeys()
        {
            Load();
            string pin = Hex.Text(WorkingKey(DukptKeyUsage.PinEncryption), 0, 16);
            string request = Hex.Text(WorkingKey(DukptKeyUsage.MacGeneration), 0, 16);
            string answer = Hex.Text(WorkingKey(DukptKeyUsage.MacVerification), 0, 16);
            Assert.AreNotEqual(pin, request);
            Assert.AreNotEqual(pin, answer);
            Assert.AreNotEqual(request, answer);
        }

        // Counter, mask of the registers in use.
        [TestMethod]
        [DataRow("00000000", "00000001")]
        [DataRow("0001FFFF", "FFFFFFFF")]
        [DataRow("FFFFFFFF", "FFFFFFFF")]
        [DataRow("00000002", "FFFFFFFD")]
        [DataRow("80000000", "7FFFFFFF")]
        public void AStateThatCannotBeIsRefused(string counter, string inUse)
        {
            Load();
            _dukpt.Save(_state);
            Put(counter, inUse);
            Assert.IsFalse(_dukpt.Restore(_state));
            Assert.IsFalse(_dukpt.IsReady);
        }

        [TestMethod]
        public void ClearTakesAllKeysAway()
        {
            Load();
            _dukpt.Clear();
            Assert.IsFalse(_dukpt.IsReady);
            _dukpt.Save(_state);
            Assert.IsTrue(Hex.IsZero(_state));
        }

        [TestMethod]
        public void TransactionKeysAreThoseOfTheNextTransaction()
        {
            TransactionKeys keys = new TransactionKeys(AesDukpt.KsnLength);
            Load();
            keys.Derive(_dukpt);
            Hex.Same("123456789012345600000001", keys.Ksn);
            Hex.Same("AF8CB133A78F8DC2D1359F18527593FB", keys.Pin);
            Hex.Same("A2DC23DE6FDE0824A2BC321E08E4B8B7", keys.RequestMac);
            Hex.Same(Hex.Text(WorkingKey(DukptKeyUsage.MacVerification), 0, 16), keys.AnswerMac);
        }

        [TestMethod]
        public void WipedTransactionKeysKeepOnlyTheKsn()
        {
            TransactionKeys keys = new TransactionKeys(AesDukpt.KsnLength);
            Load();
            keys.Derive(_dukpt);
            keys.Wipe();
            Assert.IsTrue(Hex.IsZero(keys.Pin));
            Assert.IsTrue(Hex.IsZero(keys.RequestMac));
            Assert.IsTrue(Hex.IsZero(keys.AnswerMac));
            Hex.Same("123456789012345600000001", keys.Ksn);
        }

        private static void Load()
        {
            _dukpt.LoadInitialKey(BenchKey.InitialKey(MessageProfile.Aes), BenchKey.InitialKsn(MessageProfile.Aes));
        }

        private static void SaveAndRestore()
        {
            _dukpt.Save(_state);
            _dukpt = new AesDukpt(_cipher);
            Assert.IsTrue(_dukpt.Restore(_state));
        }

        /// <summary>
        /// To the state of a terminal at a counter, without the transactions between: one step a set bit, each of which leaves the registers below.
        /// </summary>
        private static void GoTo(string counter)
        {
            uint goal = BigEndian.ReadUInt32(Hex.Bytes(counter), 0);
            uint at = 0;
            uint inUse = 0xFFFFFFFF;
            Load();
            for (uint bit = 0x80000000; at != goal; bit >>= 1)
            {
                if ((goal & bit) != 0)
                {
                    if (at != 0)
                    {
                        _dukpt.Advance();
                    }

                    // Higher registers that are left are those whose bit is not set; the one of the counter must be there.
                    at |= bit;
                    inUse = ~at | bit;
                    _dukpt.Save(_state);
                    BigEndian.Write(_state, 8, at);
                    BigEndian.Write(_state, AesDukpt.KsnLength, inUse);
                    WipeUnused(inUse);
                    Assert.IsTrue(_dukpt.Restore(_state));
                }
            }

            if (LooksFull(goal))
            {
                // With 16 bits the registers below the lowest were never filled.
                inUse &= ~((goal & (~goal + 1)) - 1);
                _dukpt.Save(_state);
                BigEndian.Write(_state, AesDukpt.KsnLength, inUse);
                WipeUnused(inUse);
                Assert.IsTrue(_dukpt.Restore(_state));
            }
        }

        private static bool LooksFull(uint counter)
        {
            int bits = 0;
            for (; counter != 0; counter &= counter - 1)
            {
                bits++;
            }

            return bits == 16;
        }

        private static void WipeUnused(uint inUse)
        {
            for (int bit = 0; bit < 32; bit++)
            {
                if ((inUse & (1u << bit)) == 0)
                {
                    System.Array.Clear(_state, RegistersAt + (bit * AesDukpt.KeyLength), AesDukpt.KeyLength);
                }
            }
        }

        private static void Put(string counter, string inUse)
        {
            BigEndian.Write(_state, 8, BigEndian.ReadUInt32(Hex.Bytes(counter), 0));
            BigEndian.Write(_state, AesDukpt.KsnLength, BigEndian.ReadUInt32(Hex.Bytes(inUse), 0));
        }

        private static byte[] Ksn()
        {
            byte[] ksn = new byte[AesDukpt.KsnLength];
            _dukpt.WriteKsn(ksn);
            return ksn;
        }

        /// <summary>The key of the next transaction: the register of the counter's lowest bit.</summary>
        private static byte[] TransactionKey(uint counter)
        {
            int bit = 0;
            while ((counter & (1u << bit)) == 0)
            {
                bit++;
            }

            byte[] key = new byte[AesDukpt.KeyLength];
            _dukpt.Save(_state);
            System.Array.Copy(_state, RegistersAt + (bit * AesDukpt.KeyLength), key, 0, key.Length);
            return key;
        }

        private static byte[] WorkingKey(DukptKeyUsage usage)
        {
            _dukpt.DeriveWorkingKey(usage, _key);
            return _key;
        }
    }
}
