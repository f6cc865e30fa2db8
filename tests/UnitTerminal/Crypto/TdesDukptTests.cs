using Kiosk.Core.Crypto;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    /// <summary>Against ANSI X9.24-1:2009, A.4: the BDK 0123456789ABCDEFFEDCBA9876543210.</summary>
    [TestClass]
    public class TdesDukptTests
    {
        private const int RegistersAt = TdesDukpt.KsnLength + 4;
        private const string InitialKey = "6AC292FAA1315B4D858AB3A3D7D5933A";
        private const string InitialKsn = "FFFF9876543210E00000";

        private static DesCipher _cipher;
        private static TdesKeyDerivation _derivation;
        private static TdesDukpt _dukpt;
        private static RetailMac _retailMac;
        private static byte[] _state;
        private static byte[] _key;

        [Setup]
        public void Setup()
        {
            _cipher = new DesCipher();
            _derivation = new TdesKeyDerivation(_cipher);
            _dukpt = new TdesDukpt(_cipher);
            _retailMac = new RetailMac(_cipher);
            _state = new byte[TdesDukpt.StateLength];
            _key = new byte[TdesDukpt.KeyLength];
        }

        [Cleanup]
        public void Cleanup()
        {
            _cipher = null;
            _derivation = null;
            _dukpt = null;
            _retailMac = null;
            _state = null;
            _key = null;
        }

        [TestMethod]
        public void InitialKeyOfTheBaseDerivationKey()
        {
            _derivation.DeriveInitialKey(Hex.Bytes("0123456789ABCDEFFEDCBA9876543210"), Hex.Bytes("FFFF9876543210E00015"), _key);
            Hex.Same(InitialKey, _key);
        }

        // Last ten digits of the KSN, transaction key, enciphered PIN block, MAC of request and of answer, enciphered request.
        [TestMethod]
        [DataRow("3210E00001", "042666B49184CFA368DE9628D0397BC9", "1B9C1845EB993A7A", "9CCC7817", "20364223", "FC0D53B7EA1FDA9EE68AAF2E70D9B9506229BE2AA993F04F")]
        [DataRow("3210E00002", "C46551CEF9FD24B0AA9AD834130D3BC7", "10A01C8D02C69107", "F608A9BC", "D1FCA6BE", "A2B4E70F846E63D68775B7215EB4563DFD3037244C61CC13")]
        [DataRow("3210E00003", "0DF3D9422ACA56E547676D07AD6BADFA", "18DC07B94797B466", "20B59A4F", "BAD4CC9C", "BD751E65F10E75B6C1D5B1D283496A36C2DE21D993C387A7")]
        [DataRow("3210E00004", "279C0F6AEED0BE652B2C733E1383AE91", "0BC79509D5645DF7", "C7BFA6CC", "1EB08AEE", "1118F50947441BBDA3C8C70220021A12EC31CC473F7215F4")]
        [DataRow("3210E00005", "5F8DC6D2C845C125508DDC048093B83F", "5BC0AF22AD87B327", "0202B963", "5CBE3E81", "9FD7BD1EC28845ACA93367A9DA9317BD555C6B33AE22D365")]
        [DataRow("3210E00006", "5E415CB0BAF9F03CD0C14B63FB62FF43", "A16DF70AE36158D8", "CF6C72E6", "C60D38E8", "DC526613AD9095C1CEC60C41B7686ED606AC1AA2F4F54912")]
        [DataRow("3210E00007", "0C8F780B7C8B49D0AE84A9EB2A6CE660", "27711C16CB257F8E", "B11EB0D9", "053EFD39", "24700BD6F17751531F2A16CE2AF7731101E6F87839C67244")]
        [DataRow("3210E00008", "27F66D5244FF62E1AA6F6120EDEB4280", "50E55547A5027551", "3679055B", "7FACA91D", "5F6584DEAFC51B48A239B51C2DACA97176C01D9CA8EDC33C")]
        [DataRow("3210E00009", "27E31064FDC565698900E2057F658E7E", "536CF7F678ACFC8D", "26AA23DC", "37F17B8F", "7CB9080923ED4D7D8D1B8A2849331684CC910522023BE537")]
        [DataRow("3210E0000A", "6CF2500A22507C7CC776CEADC1E33014", "EDABBA23221833FE", "1632621C", "CE038CC9", "C221F5A8CA5DA909BE04938E0FB8DFCFB30ED0D62B590663")]
        [DataRow("3210E0000B", "3E8260BA04B2D620C01482B3819A18B7", "2328981C57B4BDBA", "76D95CB4", "27C9FA5E", "98A271C13E4AEE80C6343867F2F0F6C55E8B7E5645866A0B")]
        [DataRow("3210E0000C", "B716E1E11CF53D80726CAEE75C3A624F", "038D03CC926CF286", "BAD9D84D", "6D2ECC6A", "273CBE2F275B1C29D53F3C01A24DEC73F92C3BE219FFCB91")]
        [DataRow("3210E0000D", "E072EDF95340535FB6C581C58FBF2533", "6C8AA97088B62C68", "AAAFB598", "7E40B492", "7290CB9D6F6E35A9B8A34C590A93696F8FE0137A8558884C")]
        [DataRow("3210E0000E", "A80046087F5B8F245AAD95E18429084F", "F17C9E1D72CD4950", "4EC79532", "55233989", "48207931E5F6E5E3E02E7E1D7BED4E3232FCA67E66A31F61")]
        [DataRow("3210E0000F", "93DD5B956C4878472E453AAEFD32A5AA", "B170F6E7F7F2F64A", "82500D05", "AFE23CBA", "166246602B1255114A4012513B0DD4A9E19E82C945860C55")]
        [DataRow("3210E00010", "59598DCBD9BD94C094165CE453585F57", "D5D9638559EF53D6", "D39D3A59", "9E933C88", "53EDA44BDBCA037B2D3FEAEBAF73499336767BD1D0D09679")]
        [DataRow("3210E00011", "2B5F01F4F0CC05EA639D523231BF1BA2", "D544F8CDD292C863", "F094AF93", "631E7B39", "086F3F46238B99AFB35DA42029675EE1FAB1C606307B35FB")]
        [DataRow("3210E00012", "9CF640F279C2AEE615F725EEEAC2CBAF", "7A21BD10F36DC41D", "A819AF04", "E93F5E27", "270439430E60BFC600FE3DC7E7AD8C72D22D5284EC676EF2")]
        [DataRow("3210E00013", "C3DF489FDF1153B4F03DE97C27DC4C2F", "78649BD17D0DFA60", "79285A17", "FCE7A5A5", "2FEAE132FA0E46B4ABF55A87477AFA907E598868BCC236DA")]
        [DataRow("3210E00014", "658488507721B3F14737FA93F923CBD2", "7E7E16EA0C31AD56", "E2B2637F", "A10E94AA", "A16A61328E36A21858B5FBFBE7BAF7985F5C54F5B8C12298")]
        [DataRow("3210E00015", "E161D1956A61F6D2F37AFD7F9CC3699A", "72105C22EBC791E6", "B2033EBD", "BDA3AEE1", "42A9342FD5C1ACD20E137950A7368D2BBE884275B7906918")]
        [DataRow("3210EFF800", "F9CDFEBF4F5B1D9EB3EC12454527E176", "33365F5CC6F23C35", "23E3CB62", "5776C376", "5FF8C648565975E746C0CB7B1157DCB6EC3C5F25E82F8A62")]
        [DataRow("3210EFF801", "5BEE92627E97825C911BF619DF72CA3B", "3A86BF003F835C9D", "97623632", "69D1EF47", "55374FDBB3B2B4ED0751243FC0C54DB1F3F3CF76F0C0B3C4")]
        [DataRow("3210EFF802", "64CA2F8AB93F61B01620B00BF77C7301", "3DB977D05C36DF3F", "72608521", "BF7036B7", "74A1250E3234DEDEB422FA7F862C484BBA6924DF9BC32CE5")]
        [DataRow("3210EFF804", "35A168695B3BA83307E871C42021DD37", "BA83243305712099", "D86687B7", "645A0A18", "159E9FA8E979A9C76C118C7BE9E5D436AC0B22CD098BAE1F")]
        [DataRow("3210EFF808", "12C380FCB72ED3C26FC6079AF63F4787", "B0DA04AC90A36D85", "5E00713D", "E8D8026A", "F87F61877DFF1CD39A635BEA4D15F81D30793B9157805BE4")]
        [DataRow("3210EFF810", "D8007C833A1E3C49C6889B97A68C54FF", "2CF02BD9C309EEDA", "1BCCF968", "9623FF45", "4DEA2DDA8D079F8040CAD885C29A4037E9490480256D074D")]
        [DataRow("3210EFF820", "A9C9FF9B735FDD49591F296B0BF0FD70", "9D1E2F77AEEE81C6", "2F6D2191", "FF864D19", "CE625FFBBB339C8305FA86CBFD192F4292B29962649947DD")]
        [DataRow("3210EFF840", "0E3E221062CB5E03A384602783A004FA", "40870B0F8BA2011C", "4DA4CBAC", "3CE7AD50", "29DDF3F2C3B9BE76A8338E2B22BA668B68B46AAE9C714607")]
        [DataRow("3210EFF880", "CA8225C587124DFBB87F279C0BE29727", "22E340D6ABB40981", "95C43BC2", "73D03F0B", "9E9AA50594849DEB63BC3EF3BE63C5637F03D03B0DCFA973")]
        [DataRow("3210EFF900", "906AAC1751D4971A144D52C76C6E1F97", "1A4C10AFBA03A430", "D6BEAA71", "5D461B71", "C653AFCD3245ADB3B113FFC48B46BD0B6C5B3B5FB10044EE")]
        [DataRow("3210EFFA00", "2B9E2CE7C2750337E10B54D2989EA6AF", "849763B43E5F9CFF", "93930C9F", "531DA5F9", "50EB117D8CB2BE5ADBBE98B6570C557C13622688A61D559D")]
        [DataRow("3210EFFC00", "F9430DF975082491C77BE4EF4FDB91EE", "DEFC6F09F8927B71", "2917C6EF", "AA8D2DA6", "A2C773BC45B277E3F100C37E30A6A6FB1865134815B05EBC")]
        [DataRow("3210F00000", "AA4D58DB653EC74A48C75F2F047DD2B5", "73EC88AD0AC5830E", "7DFA9315", "1444BEC3", "1E830E7F53FC171E35380145320233EF9C6F3B08CED984AB")]
        public void PublishedTransactions(string ksn, string transactionKey, string pinBlock, string requestMac, string answerMac, string data)
        {
            GoTo(ksn);
            Hex.Same("FFFF987654" + ksn, Ksn());
            Assert.AreEqual(transactionKey, TransactionKey());

            byte[] block = Hex.Bytes("041274EDCBA9876F");
            _dukpt.DeriveWorkingKey(DukptKeyUsage.PinEncryption, _key);
            _cipher.SetKey(_key, 0, 16);
            _cipher.Encrypt(block, 0, block, 0);
            Hex.Same(pinBlock, block);

            byte[] message = new byte[24];
            System.Array.Copy(Hex.Ascii("4012345678909D987"), 0, message, 0, 17);
            byte[] mac = new byte[8];
            _dukpt.DeriveWorkingKey(DukptKeyUsage.MacGeneration, _key);
            _retailMac.Compute(_key, 0, message, 17, mac);
            Hex.Same(requestMac, mac, 0, 4);
            _dukpt.DeriveWorkingKey(DukptKeyUsage.MacVerification, _key);
            _retailMac.Compute(_key, 0, message, 17, mac);
            Hex.Same(answerMac, mac, 0, 4);

            _dukpt.DeriveWorkingKey(DukptKeyUsage.DataEncryption, _key);
            _cipher.SetKey(_key, 0, 16);
            for (int i = 0; i < 24; i += 8)
            {
                for (int j = 0; j < 8 && i > 0; j++)
                {
                    message[i + j] ^= message[i - 8 + j];
                }

                _cipher.Encrypt(message, i, message, i);
            }

            Hex.Same(data, message);
        }

        [TestMethod]
        public void TheStateGivesTheKeysOfTheInitialKey()
        {
            byte[] direct = new byte[16];
            Load();
            for (int i = 0; i < 70; i++)
            {
                _derivation.DeriveTransactionKey(Hex.Bytes(InitialKey), Ksn(), direct);
                Assert.AreEqual(Hex.Text(direct, 0, 16), TransactionKey());
                _dukpt.Advance();
                _dukpt.Save(_state);
                _dukpt = new TdesDukpt(_cipher);
                Assert.IsTrue(_dukpt.Restore(_state));
            }

            Assert.AreEqual(71u, _dukpt.Counter);
        }

        [TestMethod]
        public void AnswersHaveADataKeyOfTheirOwn()
        {
            Load();
            _dukpt.DeriveWorkingKey(DukptKeyUsage.DataEncryption, _key);
            string request = Hex.Text(_key, 0, 16);
            _dukpt.DeriveWorkingKey(DukptKeyUsage.DataDecryption, _key);
            Assert.AreNotEqual(request, Hex.Text(_key, 0, 16));
        }

        [TestMethod]
        [DataRow(0x0002)]
        [DataRow(0x2002)]
        [DataRow(0x3002)]
        [DataRow(0x8000)]
        [DataRow(0x8001)]
        public void NoOtherKeysComeOut(int usage)
        {
            Load();
            Assert.ThrowsException(typeof(System.ArgumentException), () => _dukpt.DeriveWorkingKey((DukptKeyUsage)usage, _key));
        }

        [TestMethod]
        [DataRow("3210E00001", "3210E00002")]
        [DataRow("3210EFF800", "3210EFF801")]
        [DataRow("3210EFF801", "3210EFF802")]
        [DataRow("3210EFF840", "3210EFF880")]
        [DataRow("3210EFFC00", "3210F00000")]
        [DataRow("3210E003FF", "3210E00400")]
        [DataRow("3210FFF400", "3210FFF800")]
        public void TheCounterStepsOverMoreThanTenBits(string ksn, string next)
        {
            GoTo(ksn);
            _dukpt.Advance();
            Hex.Same("FFFF987654" + next, Ksn());
            Assert.IsTrue(_dukpt.IsReady);
        }

        [TestMethod]
        public void TheLastCounterUsesTheKeysUp()
        {
            GoTo("3210FFF800");
            _dukpt.Advance();
            Assert.IsFalse(_dukpt.IsReady);
            Assert.AreEqual(0u, _dukpt.Counter);
            _dukpt.Save(_state);
            for (int i = TdesDukpt.KsnLength; i < TdesDukpt.StateLength; i++)
            {
                Assert.AreEqual((byte)0, _state[i]);
            }

            Assert.IsTrue(_dukpt.Restore(_state), "a used up state is a good one");
            Assert.IsFalse(_dukpt.IsReady);
        }

        [TestMethod]
        [DataRow("3210E00001")]
        [DataRow("3210E00006")]
        [DataRow("3210E003FF")]
        [DataRow("3210F00000")]
        [DataRow("3210FFF800")]
        public void AUsedKeyIsGone(string ksn)
        {
            GoTo(ksn);
            byte[] used = Hex.Bytes(TransactionKey());
            _dukpt.Advance();
            _dukpt.Save(_state);
            Assert.IsFalse(Hex.Contains(_state, _state.Length, used));
        }

        [TestMethod]
        public void TheInitialKeyIsNotInTheState()
        {
            Load();
            _dukpt.Save(_state);
            Assert.IsFalse(Hex.Contains(_state, _state.Length, Hex.Bytes(InitialKey)));
        }

        // KSN, mask of the registers in use.
        [TestMethod]
        [DataRow("3210E00000", "00000001")]
        [DataRow("3210EFFC01", "001FFFFF")]
        [DataRow("3210E00002", "001FFFFD")]
        [DataRow("3210E00001", "003FFFFF")]
        public void AStateThatCannotBeIsRefused(string ksn, string inUse)
        {
            Load();
            _dukpt.Save(_state);
            System.Array.Copy(Hex.Bytes(ksn + inUse), 0, _state, 5, 9);
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

        private static void Load()
        {
            _dukpt.LoadInitialKey(Hex.Bytes(InitialKey), Hex.Bytes(InitialKsn));
        }

        /// <summary>To a terminal that has but the key of one transaction.</summary>
        private static void GoTo(string ksn)
        {
            byte[] whole = Hex.Bytes("FFFF987654" + ksn);
            uint lowest = TdesKeyDerivation.CounterOf(whole);
            lowest &= ~lowest + 1;
            System.Array.Clear(_state, 0, _state.Length);
            System.Array.Copy(whole, 0, _state, 0, whole.Length);
            _state[TdesDukpt.KsnLength + 1] = (byte)(lowest >> 16);
            _state[TdesDukpt.KsnLength + 2] = (byte)(lowest >> 8);
            _state[TdesDukpt.KsnLength + 3] = (byte)lowest;
            _derivation.DeriveTransactionKey(Hex.Bytes(InitialKey), whole, _key);
            System.Array.Copy(_key, 0, _state, RegistersAt + (DukptCounter.LowestBit(lowest) * TdesDukpt.KeyLength), TdesDukpt.KeyLength);
            Assert.IsTrue(_dukpt.Restore(_state));
        }

        private static byte[] Ksn()
        {
            byte[] ksn = new byte[TdesDukpt.KsnLength];
            _dukpt.WriteKsn(ksn);
            return ksn;
        }

        /// <summary>The key of the next transaction: the register of the counter's lowest bit.</summary>
        private static string TransactionKey()
        {
            _dukpt.Save(_state);
            return Hex.Text(_state, RegistersAt + (DukptCounter.LowestBit(_dukpt.Counter) * TdesDukpt.KeyLength), TdesDukpt.KeyLength);
        }
    }
}
