using Kiosk.Core.Crypto;
using Kiosk.Core.Storage;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    /// <summary>Derivation from the BDK on, and the longer keys, against the supplement of ANSI X9.24-3.</summary>
    [TestClass]
    public class AesKeyDerivationTests
    {
        private const string Bdk128 = "FEDCBA9876543210F1F1F1F1F1F1F1F1";
        private const string Bdk256 = "FEDCBA9876543210F1F1F1F1F1F1F1F1FEDCBA9876543210F1F1F1F1F1F1F1F1";
        private const string KeyId = "1234567890123456";
        private const int RegistersAt = AesDukpt.KsnLength + 4;

        private static AesCipher _cipher;
        private static AesKeyDerivation _derivation;

        [Setup]
        public void Setup()
        {
            _cipher = new AesCipher();
            _derivation = new AesKeyDerivation(_cipher);
        }

        [Cleanup]
        public void Cleanup()
        {
            _cipher = null;
            _derivation = null;
        }

        // X9.24-3 supplement. The initial key is shorter than its buffer, as it comes out of a key block.
        [TestMethod]
        [DataRow("1273671EA26AC29AFA4D1084127652A1", "9A9770AEE1ACD1B13473D0463A1883B9")]
        [DataRow("CE9CE0C101D1138F97FB6CAD4DF045A7083D4EAE2D35A31789D01CCF0949550F", "AEFB210C136278A1279F7C8815F446DB8EBE2AA910B157AA4E6484D8DE9C4807")]
        public void TheUpdateKey(string initialKey, string expected)
        {
            AesKeyDerivation derivation = new AesKeyDerivation(new AesCipher());
            byte[] key = new byte[33];
            byte[] updateKey = new byte[32];
            Hex.Bytes(initialKey).CopyTo(key, 0);
            derivation.SetKeyId(Hex.Bytes("1234567890123456"));
            derivation.DeriveUpdateKey(key, initialKey.Length / 2, updateKey);
            Hex.Same(expected, updateKey, 0, initialKey.Length / 2);
        }

        [TestMethod]
        [DataRow(Bdk128, "1273671EA26AC29AFA4D1084127652A1")]
        [DataRow(Bdk256, "CE9CE0C101D1138F97FB6CAD4DF045A7083D4EAE2D35A31789D01CCF0949550F")]
        public void InitialKeys(string bdk, string initialKey)
        {
            Hex.Same(initialKey, InitialKey(bdk));
        }

        // Counter FFFFFFFF has 32 bits: it is for the update key alone.
        [TestMethod]
        [DataRow(Bdk128, 2, "9A9770AEE1ACD1B13473D0463A1883B9")]
        [DataRow(Bdk128, 0, "4744A5ECBC62B5C4BB76FBEAE1E244A3")]
        [DataRow(Bdk128, 1, "AF82BE8533CFCA526DA71708667AD0BBC7A7517504C78C8A")]
        [DataRow(Bdk256, 2, "90E54E4A70160C7E085C09D2B241D343")]
        [DataRow(Bdk256, 4, "AEFB210C136278A1279F7C8815F446DB8EBE2AA910B157AA4E6484D8DE9C4807")]
        public void UpdateKeys(string bdk, int type, string updateKey)
        {
            byte[] key = new byte[bdk.Length / 2];
            byte[] update = new byte[updateKey.Length / 2];
            _derivation.DeriveTransactionKey(InitialKey(bdk), 0xFFFFFFFF, key);
            _derivation.Derive(DukptKeyUsage.KeyEncryption, (DukptKeyType)type, 0xFFFFFFFF, key, 0, key.Length, update, 0);
            Hex.Same(updateKey, update);
        }

        // The last one is in the supplement, but its 17 bits are more than may be used.
        [TestMethod]
        [DataRow("00000001", "4F21B565BAD9835E112B6465635EAE44")]
        [DataRow("0001FFFE", "E21E8C8D347F8561A2BE752DAA85A111")]
        [DataRow("FFFF0000", "F6BA59389BD14A9855BE9727E7C52E3C")]
        [DataRow("0001FFFF", "1FE368988089CDD76DA18A3458E113BA")]
        public void TransactionKeysOfTheInitialKey(string counter, string transactionKey)
        {
            byte[] key = new byte[16];
            _derivation.DeriveTransactionKey(InitialKey(Bdk128), BigEndian.ReadUInt32(Hex.Bytes(counter), 0), key);
            Hex.Same(transactionKey, key);
        }

        [TestMethod]
        [DataRow(1, "A35C412EFD41FDB98B69797C02DCD08F")]
        [DataRow(2, "D639514AA33AC43AD9229E433D6D4E5B")]
        [DataRow(3, "EF17F6AB45B4820C93A3DCB21BC491AD")]
        [DataRow(4, "B3BD44C08BB6BA27C3BB4711D7D70387")]
        [DataRow(5, "CA02DF6F30B39E14BD0B4A30E460920F")]
        [DataRow(6, "C9B8A7C4E486180B2229115164F0B293")]
        [DataRow(7, "0FA8F1F0A2DD7B1005A862D77CDED698")]
        [DataRow(8, "650F34204ABD4E57764D61AC3D266FB1")]
        public void DataKeysOfTheFirstTransactions(int counter, string dataKey)
        {
            AesDukpt dukpt = At(Bdk128, counter);
            Hex.Same(dataKey, WorkingKey(dukpt, DukptKeyUsage.DataEncryption, DukptKeyType.Aes128));
        }

        // Counter, transaction key, then PIN, MAC generation and data keys, AES-128 and AES-256 of each.
        [TestMethod]
        [DataRow(1, "54AC2B32B145EA4A554CB8BC44B17467063A799856B1CCC2A138D36E8DBF78B3", "09C9C432966811D6B2C3336BAC1B1202", "8C1AB7BEE973829E30242E0BBBDD4946D540C98FC1B5BDCF94790001A23FD502", "F04A1FABD4176E15490CEC82E217A96D", "61DABDF4B340CF461EE860B1D1AB55357142BD2D6977306859CF49AEFE8F1549", "616D59AE91F8CC7016F89FDA29605FA4", "71EB36C9A6B7F801D1D1700C29741FC5A5C4E9B45D742DA7AF6992B8AA29AF58")]
        [DataRow(2, "5DD5A0253842BBBE1D7C0DA27021412C6F1FAB53FB928DEAE56DA06090A9DE97", "D632226A80795D13A80AFE66A3E97B01", "3583D6CD02FC38822CC71A8D7678E04F4A8556335E6CC66863D3DADC5AEE2C62", "DD99D77B4E2AB538B26BB6A8B3FB0BE3", "4417356219B2F93CE3F2671623DDCAB58A8B85AD80662A8D628024000956D426", "07B79D9BFF3633C07A9FDDF132070B30", "D0AC9F71F875FFFF3A83778F72F39EBB0924A5A526617AF669665E0A19725465")]
        [DataRow(3, "8EEEF7C464AE415BB1D73FAED21993CD669F7999092A579EC6DD3CC680C65171", "C2CBD3D766B16F9F82F4EE3F74478918", "96A1AB5D37CB7CF81DDE64F66C46E0389B833E7AD5F4E44C791F04FAFDA6DA0E", "5A742A4A0403B3D7BB30842DAFBB5972", "35BD00A46F2A2BD127F565FBF2974B735AE3BB70242C0A415857CF69B2C2691A", "706E4E629E466BED956548E7B0D90C3D", "8E70D5DF53F48ED2F2A0B54FC4F45C844579BE96F6F161222CDD50193E2F737F")]
        [DataRow(4, "C18CBED570B3B89ECADA7CEC9C224CD5A86ECF3DE377D3EFAB720F8C4D76B9D0", "58A3779C1E24B3EDAF068609E7E56D59", "420AA584BF215C4777E93009B56D08DE80687021D07ED96349FF71379CE5636D", "C531F7E08514858C445D5F54BFE7DA8E", "D80617C3C5869A8DCF0DA5383D032A0D6E6C51C0BF649BE992BE84AA191AE326", "CF3A4D9CA7E962E4023A84A2FE47DC80", "41D23F7D78E22A978D726BC71D266374263120EE49146CE5C1291FD0EE7DDD31")]
        [DataRow(5, "6B3C3C93307151C25DC2309456F01C5C3108DAD571C321899A9B7E0C009FD2EB", "97504C8BB0FD4D4A88D605143BF00025", "B1E9E3D918952E6E5F67917F0FE77060F865AE27DCAD5742DDF90F61453B98BA", "E2E25AA7FE6E5DD6042C632A5DFED945", "8B047E32C476C0A0AF90A9B8D1C247C433E3D4C1DF1C7FC52E8CB1DC4C8FB275", "94C28455AEAD970555F326298557FA81", "813D156C142E5BB8F136427EBD0A1AC4DC9B2B5963C481F5E0A58F4BF33BD185")]
        [DataRow(6, "B8BB61AE3E2D5CD8C699E0C578FB2C7B89B0C0CF02DBAB60864D8049C986C844", "BF281141609E6CAE7DF10DFA47A8D03D", "8714EB94E3BFD3018EC99D0434D9C94F071AF2EEBF4332FB14F5179793AA582C", "07B215929C5DB4262DECEE4A0336DD4F", "A2FF6FFB37CB8042B8C9B2F94C90C83D94DD5BECCD9951CFAB0BE7BD865CA403", "408D3B9A7D1AF109E2F689514BF79AC7", "F1FB0591AA2E45E1CE4C5D970C7396C4A87E53E5900C4A6D95C174140CC0AC9C")]
        [DataRow(7, "88D0ACA287B3066F5DE0C93396337D4C2DA8D92C1F720A576D62CEB4C979E01E", "B7C6BB187134E9D429C3E8B7CCBD8477", "693C893A1E81D280302E0A47E7E634337B9A9B26E7CC6064D807E08FF911AFAC", "3AC9CC5159F96E10FCC5EB64015AC76A", "E8A57085DBE804B8C2767F9F77D54854861E99633A062C700B4E50A865153150", "DC2915BF421D617E7725E63A7DACB18D", "69BC5C9AFB2C93CC30C3F7529360B34D7B64B7206E0F0940D8654378C54824F2")]
        [DataRow(8, "20A796D5077D51B8E7613893A4F095B134E02917DC84BD391F3661D0873FF308", "53C1C60A65532313141A102AD720E967", "173A45284262A3E292D86D08FD6DE9167963214450D1D48F6103BD2EB08E61B5", "6E94A9283EA9AEB7EAA77C3FF55FF2D1", "949A3FEF12DBD273DD25BB60E29BBE313C872A9DE3BE03A7E29626ACA0A42880", "8950DD50C254C60E26737CA9229F0F18", "0BF8789A21D068410A16C9F7FCBF65A7B4FF73203ADC0F1B4B5E5BF8050E4284")]
        public void KeysOfTheFirstTransactions(int counter, string transactionKey, string pin128, string pin256, string mac128, string mac256, string data128, string data256)
        {
            AesDukpt dukpt = At(Bdk256, counter);
            byte[] state = new byte[AesDukpt.StateLengthOf(32)];
            dukpt.Save(state);
            Hex.Same(transactionKey, state, RegistersAt + (DukptCounter.LowestBit(dukpt.Counter) * 32), 32);
            Hex.Same(pin128, WorkingKey(dukpt, DukptKeyUsage.PinEncryption, DukptKeyType.Aes128));
            Hex.Same(pin256, WorkingKey(dukpt, DukptKeyUsage.PinEncryption, DukptKeyType.Aes256));
            Hex.Same(mac128, WorkingKey(dukpt, DukptKeyUsage.MacGeneration, DukptKeyType.Aes128));
            Hex.Same(mac256, WorkingKey(dukpt, DukptKeyUsage.MacGeneration, DukptKeyType.Aes256));
            Hex.Same(data128, WorkingKey(dukpt, DukptKeyUsage.DataEncryption, DukptKeyType.Aes128));
            Hex.Same(data256, WorkingKey(dukpt, DukptKeyUsage.DataEncryption, DukptKeyType.Aes256));
        }

        [TestMethod]
        public void NoKeyIsStrongerThanTheOneItComesFrom()
        {
            AesDukpt dukpt = At(Bdk128, 1);
            byte[] key = new byte[32];
            Assert.ThrowsException(typeof(System.ArgumentException), () => dukpt.DeriveWorkingKey(DukptKeyUsage.PinEncryption, DukptKeyType.Aes192, key));
            Assert.ThrowsException(typeof(System.ArgumentException), () => dukpt.DeriveWorkingKey(DukptKeyUsage.PinEncryption, DukptKeyType.Aes256, key));
        }

        [TestMethod]
        public void NoIntermediateKeyComesOut()
        {
            AesDukpt dukpt = At(Bdk128, 1);
            byte[] key = new byte[16];
            Assert.ThrowsException(typeof(System.ArgumentException), () => dukpt.DeriveWorkingKey(DukptKeyUsage.KeyDerivation, key));
            Assert.ThrowsException(typeof(System.ArgumentException), () => dukpt.DeriveWorkingKey(DukptKeyUsage.InitialKeyDerivation, key));
            Assert.IsTrue(Hex.IsZero(key));
        }

        private static byte[] InitialKey(string bdk)
        {
            byte[] key = new byte[bdk.Length / 2];
            _derivation.DeriveInitialKey(Hex.Bytes(bdk), Hex.Bytes(KeyId), key);
            return key;
        }

        /// <summary>A terminal at a counter, its state restored once.</summary>
        private static AesDukpt At(string bdk, int counter)
        {
            int length = bdk.Length / 2;
            AesDukpt dukpt = new AesDukpt(_cipher, length);
            dukpt.LoadInitialKey(InitialKey(bdk), Hex.Bytes(KeyId));
            for (int i = 1; i < counter; i++)
            {
                dukpt.Advance();
            }

            byte[] state = new byte[AesDukpt.StateLengthOf(length)];
            dukpt.Save(state);
            AesDukpt restored = new AesDukpt(_cipher, length);
            Assert.IsTrue(restored.Restore(state));
            return restored;
        }

        private static byte[] WorkingKey(AesDukpt dukpt, DukptKeyUsage usage, DukptKeyType type)
        {
            byte[] key = new byte[AesKeyDerivation.LengthOf(type)];
            dukpt.DeriveWorkingKey(usage, type, key);
            return key;
        }
    }
}
