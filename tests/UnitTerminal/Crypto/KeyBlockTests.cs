using System;
using Kiosk.Core.Crypto;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    /// <summary>Against published key blocks; the others were wrapped by the host's side of the bench.</summary>
    [TestClass]
    public class KeyBlockTests
    {
        private const string Aes128 = "000102030405060708090A0B0C0D0E0F";
        private const string Aes256 = "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F";
        private const string Tdes2 = "0123456789ABCDEFFEDCBA9876543210";
        private const string Tdes3 = "0123456789ABCDEFFEDCBA987654321089ABCDEF01234567";

        // TR-31:2018, A.7.2.2, A.7.3.2 and A.7.4.
        private const string PinKeyB = "B0080P0TE00E000094B420079CC80BA3461F86FE26EFC4A3B8E4FA4C5F5341176EED7B727B8A248E";
        private const string PinKeyBUnder = "DD7515F2BFC17F85CE48F3CA25CB21F6";
        private const string BdkB = "B0104B0TX12S0100KS1800604B120F9292800000BB68BE8680A400D9191AD4ECE45B6E6C0D21C4738A52190E248719E24B433627";
        private const string BdkBUnder = "1D22BF32387C600AD97F9B97A51311AC";
        private const string PinKeyD = "D0112P0AE00E0000B82679114F470F540165EDFBF7E250FCEA43F810D215F8D207E2E417C07156A27E8E31DA05F7425509593D03A457DC34";
        private const string PinKeyDUnder = "88E1AB2A2E3DD38C1FA039A536500CC8A87AB9D62DC92C01058FA79F44657DE6";

        // The keys that ANSI X9.24-3 (BDK of 128 and 256 bits) and X9.24-1 begin their examples with.
        private const string AesInitialKey = "D0176B1AX00N0200IK141234567890123456PB0C00000000E8A64C9551108388E8CE5B005E91D5B2D8C8F84ECF466437642007968F79E0581CEFD3B3EB4B03B8413FC77DF3683A191655AFFE9CFE31687089750BF97018EE";
        private const string Aes256InitialKey = "D0176B1AX00N0200IK141234567890123456PB0C000000009A30608741862F08937784417094B6CB9CC8FCAD2A1A6FC66A1180FEA0087B300E63E86ED333D1BA746190D927BB98D99ACD9D8CF8623C0A9617469D5B753C3D";
        private const string TdesInitialKey = "B0120B1TX00N0100KS18FFFF9876543210E00000DC5FA4D156E3C7F97008902CE5045B7C4965D6413F6152BE2730B34B7D25FCDB9AE0272DD38E3412";

        private static WatchedCipher _aes;
        private static WatchedCipher _des;
        private static KeyBlock _block;

        [Setup]
        public void Setup()
        {
            _aes = new WatchedCipher(new AesCipher());
            _des = new WatchedCipher(new DesCipher());
            _block = new KeyBlock(_aes, _des);
        }

        [Cleanup]
        public void Cleanup()
        {
            _aes = null;
            _des = null;
            _block = null;
        }

        // The three above; a payShield 10k's of versions B and D, and with AES-256; ANSI X9.143:2021, 8.1 and 8.4.2, which hide the key's length; ISO 20038:2017, B.3.
        [TestMethod]
        [DataRow(PinKeyBUnder, PinKeyB, "B P0 T E 00 E", 16, "57C409")]
        [DataRow(BdkBUnder, BdkB, "B B0 T X 12 S", 16, "9A4212")]
        [DataRow(PinKeyDUnder, PinKeyD, "D P0 A E 00 E", 16, "08793E")]
        [DataRow("EFE0853B256B583D868F251CE99EA1D9", "B0080K0TN00N00001C414014375212C24995E405B5EE052CB92B67F455EA2680F6751088F9F1C228", "B K0 T N 00 N", 16, "5C9405")]
        [DataRow("4141414141414141414141414141414141414141414141414141414141414141", "D0112B0TN00N000037DB9B046B7B0048785690759580ABC3B9842AB4BB7717B49E92528E575785D8123559376A2553B27BE94F054F4E971C", "D B0 T N 00 N", 16, "FF5087")]
        [DataRow("4141414141414141414141414141414141414141414141414141414141414141", "D0144D0AN00N0000127862F945C2DED04530FAF7CDBC8B0BA10C7AA79BD5E0C2C5D6AC173BF588E4B19ACF1357178D50EA0AB193228E13958304FC6149632DFDCADF3A5B3D57E814", "D D0 A N 00 N", 32, "0A00E3")]
        [DataRow(PinKeyDUnder, "D0144P0AE00E00002C77FA3F4A553BED6E88AE5C172A4166E3D4ACA8E2AC71C158A476FAC12C13C3829DE55D3AB54C48F4C4FEF7AC75E90FC47F1B77E7B19A73ED46E64410082557", "D P0 A E 00 E", 16, "08793E")]
        [DataRow(BdkBUnder, "B0120B0TX12S0100KS1800604B120F929280000015CEB14B76D551F21EC43A75390FA118A98C6CB049E3B9E864A5F4A8B9A5108A6DB5635C95B042D7", "B B0 T X 12 S", 16, "9A4212")]
        [DataRow("3235362D62697420414553207772617070696E67202849534F20323030333829", "D0112M3TV16N000018462FA5903B8D2B82FEE26B29713C0BE7ED81601087F12252093D06FC0A012C1CF769AD0E3E9E4877166AB013FC22B4", "D M3 T V 16 N", 16, "B29D42")]
        public void PublishedBlocks(string protectionKey, string text, string fields, int keyLength, string checkValue)
        {
            Is(KeyBlockResult.Good, Unwrap(text, protectionKey));
            Assert.AreEqual(fields, Fields());
            Assert.AreEqual(keyLength, _block.KeyLength);
            byte[] value = new byte[KeyCheckValue.Length];
            Assert.IsTrue(_block.WriteCheckValue(value));
            Hex.Same(checkValue, value);
            AssertNoCipherHasAKey();
        }

        [TestMethod]
        public void TheInitialKsnIsRead()
        {
            Is(KeyBlockResult.Good, Unwrap(BdkB, BdkBUnder));
            Assert.AreEqual(10, _block.InitialKsnLength);
            Hex.Same("00604B120F9292800000", _block.InitialKsn);
            Assert.AreEqual(0, _block.InitialKeyIdLength);
        }

        [TestMethod]
        public void TheInitialKeyIdIsRead()
        {
            Is(KeyBlockResult.Good, Unwrap(AesInitialKey, Aes128));
            Assert.AreEqual(8, _block.InitialKeyIdLength);
            Hex.Same("1234567890123456", _block.InitialKeyId, 0, 8);
            Assert.AreEqual(0, _block.InitialKsnLength);
        }

        // TR-31:2018, A.7.2.1 and A.7.3.1; ISO 20038:2017, B.2, whose version E is not X9.143's.
        [TestMethod]
        [DataRow("A0072P0TE00E0000F5161ED902807AF26F1D62263644BD24192FDB3193C730301CEE8701", "89E88CF7931444F334BD7547FC3F380C", (int)KeyBlockResult.Withdrawn)]
        [DataRow("C0096B0TX12S0100KS1800604B120F9292800000BFB9B689CB567E66FC3FEE5AD5F52161FC6545B9D60989015D02155C", "B8ED59E0A279A295E9F5ED7944FD06B9", (int)KeyBlockResult.Withdrawn)]
        [DataRow("E0084B0TV16N0000B2AE5E26BBA7F246E84D5EA24167E208A6B66EF2E27E55A52DB52F0AEACB94C57547", "3235362D62697420414553207772617070696E67202849534F20323030333829", (int)KeyBlockResult.Version)]
        public void OtherVersionsAreRefused(string text, string protectionKey, int result)
        {
            Is((KeyBlockResult)result, Unwrap(text, protectionKey));
            AssertNothingIsThere();
        }

        // ANSI X9.143:2021, 8.2 (a KS that is not hex) and 8.3.2.2 (a wrong length), as they are printed.
        [TestMethod]
        [DataRow("D0192C0AVA1N0300KS08VM9ATS1A2018-06-18T20:42:39.22PB0E00000000005FDAFA00A1E84F599C2EB51A1F7A767D5E42314F0E84A3FC1A7B84C1DE81114659E6306AD544208F68F15602BD3E12DA0C7F9FC551F1C8E6385FAFC1F7B499F5", "E38331FBACE33F0B8694ABA5DC611CA20831949FEB8988102147291578F704E1", (int)KeyBlockResult.OptionalBlock)]
        [DataRow("B0080P0TE00E000094B420079CC80BA3461F86FE26EFC4A38C6B0A146BF1B0BE0D3277F17A3AD5146EED7B727B8A248E", PinKeyBUnder, (int)KeyBlockResult.Length)]
        public void MisprintedExamplesAreRefused(string text, string protectionKey, int result)
        {
            Is((KeyBlockResult)result, Unwrap(text, protectionKey));
            AssertNothingIsThere();
        }

        // What stands from a place in the block of A.7.3.2 instead.
        [TestMethod]
        [DataRow(0, "Z", (int)KeyBlockResult.Version)]
        [DataRow(0, "b", (int)KeyBlockResult.Version)]
        [DataRow(0, "A", (int)KeyBlockResult.Withdrawn)]
        [DataRow(0, "C", (int)KeyBlockResult.Withdrawn)]
        [DataRow(0, "\u001F", (int)KeyBlockResult.Character)]
        [DataRow(103, "\u007F", (int)KeyBlockResult.Character)]
        [DataRow(1, "0103", (int)KeyBlockResult.Length)]
        [DataRow(1, "0x04", (int)KeyBlockResult.Length)]
        [DataRow(1, " 104", (int)KeyBlockResult.Length)]
        [DataRow(5, "B9", (int)KeyBlockResult.Header)]
        [DataRow(5, "0T", (int)KeyBlockResult.Header)]
        [DataRow(7, "B", (int)KeyBlockResult.Header)]
        [DataRow(8, "A", (int)KeyBlockResult.Header)]
        [DataRow(9, "c1", (int)KeyBlockResult.Header)]
        [DataRow(10, "-", (int)KeyBlockResult.Header)]
        [DataRow(11, "B", (int)KeyBlockResult.Header)]
        [DataRow(14, "1", (int)KeyBlockResult.Header)]
        [DataRow(15, "1", (int)KeyBlockResult.Header)]
        [DataRow(12, "1/", (int)KeyBlockResult.OptionalBlock)]
        [DataRow(12, "02", (int)KeyBlockResult.OptionalBlock)]
        [DataRow(16, "kS", (int)KeyBlockResult.OptionalBlock)]
        [DataRow(18, "00", (int)KeyBlockResult.OptionalBlock)]
        [DataRow(18, "03", (int)KeyBlockResult.OptionalBlock)]
        [DataRow(18, "17", (int)KeyBlockResult.OptionalBlock)]
        [DataRow(18, "1a", (int)KeyBlockResult.OptionalBlock)]
        [DataRow(18, "FF", (int)KeyBlockResult.OptionalBlock)]
        [DataRow(16, "LB38", (int)KeyBlockResult.Mac)]
        [DataRow(16, "LB40", (int)KeyBlockResult.OptionalBlock)]
        [DataRow(20, "G", (int)KeyBlockResult.OptionalBlock)]
        [DataRow(12, "0200KS0C00604B12KS0C", (int)KeyBlockResult.OptionalBlock)]
        [DataRow(12, "0200KS0C00604B12LB0C", (int)KeyBlockResult.Mac)]
        [DataRow(12, "0000", (int)KeyBlockResult.Length)]
        [DataRow(40, "b", (int)KeyBlockResult.Character)]
        [DataRow(103, "g", (int)KeyBlockResult.Character)]
        [DataRow(103, "6", (int)KeyBlockResult.Mac)]
        [DataRow(40, "C", (int)KeyBlockResult.Mac)]
        [DataRow(39, "1", (int)KeyBlockResult.Mac)]
        [DataRow(16, "LB", (int)KeyBlockResult.Mac)]
        [DataRow(11, "N", (int)KeyBlockResult.Mac)]
        [DataRow(9, "13", (int)KeyBlockResult.Mac)]
        [DataRow(5, "K0", (int)KeyBlockResult.Mac)]
        public void AChangedBlockIsRefused(int place, string change, int result)
        {
            byte[] text = Hex.Ascii(BdkB);
            byte[] changed = Hex.Ascii(change);
            Array.Copy(changed, 0, text, place, changed.Length);
            byte[] key = Hex.Bytes(BdkBUnder);
            Is((KeyBlockResult)result, _block.Unwrap(text, text.Length, key, key.Length));
            AssertNothingIsThere();
        }

        [TestMethod]
        public void EveryLengthButItsOwnIsRefused()
        {
            byte[] text = new byte[KeyBlock.LongestBlock + 8];
            byte[] own = Hex.Ascii(PinKeyB);
            byte[] key = Hex.Bytes(PinKeyBUnder);
            for (int i = 0; i < text.Length; i++)
            {
                text[i] = own[i % own.Length];
            }

            for (int length = 0; length <= text.Length; length++)
            {
                Is(length == own.Length ? KeyBlockResult.Good : KeyBlockResult.Length, _block.Unwrap(text, length, key, key.Length));
            }

            Is(KeyBlockResult.Length, _block.Unwrap(text, -1, key, key.Length));
            Is(KeyBlockResult.Length, _block.Unwrap(own, own.Length + 1, key, key.Length));
            AssertNothingIsThere();
        }

        // Less than one cipher block of key, and with the right length half of one too much.
        [TestMethod]
        [DataRow("B0032P0TE00E00006EED7B727B8A248E")]
        [DataRow("B0040P0TE00E000094B420076EED7B727B8A248E")]
        [DataRow("B0056P0TE00E000094B420079CC80BA3461F86FE6EED7B727B8A248E")]
        [DataRow("D0064P0AE00E0000B82679114F470F5409593D03A457DC3409593D03A457DC34")]
        public void PartsOfCipherBlocksAreRefused(string text)
        {
            Is(KeyBlockResult.Length, Unwrap(text, PinKeyBUnder));
        }

        [TestMethod]
        [DataRow(PinKeyB, 0)]
        [DataRow(PinKeyB, 8)]
        [DataRow(PinKeyB, 15)]
        [DataRow(PinKeyB, 17)]
        [DataRow(PinKeyB, 32)]
        [DataRow(PinKeyD, 0)]
        [DataRow(PinKeyD, 8)]
        [DataRow(PinKeyD, 17)]
        [DataRow(PinKeyD, 40)]
        public void AProtectionKeyOfAnotherLengthIsRefused(string text, int length)
        {
            byte[] block = Hex.Ascii(text);
            Is(KeyBlockResult.ProtectionKey, _block.Unwrap(block, block.Length, new byte[40], length));
            AssertNothingIsThere();
        }

        [TestMethod]
        public void AProtectionKeyShorterThanItsLengthIsRefused()
        {
            byte[] block = Hex.Ascii(PinKeyD);
            Is(KeyBlockResult.ProtectionKey, _block.Unwrap(block, block.Length, new byte[24], 32));
            AssertNothingIsThere();
        }

        // The last is the left half of the right one.
        [TestMethod]
        [DataRow(PinKeyB, BdkBUnder)]
        [DataRow(PinKeyD, Aes256)]
        [DataRow(PinKeyD, "88E1AB2A2E3DD38C1FA039A536500CC8")]
        public void AnotherProtectionKeyIsRefused(string text, string protectionKey)
        {
            Is(KeyBlockResult.Mac, Unwrap(text, protectionKey));
            AssertNothingIsThere();
        }

        // Its MAC is right, but it says that an AES key has 136 bits.
        [TestMethod]
        public void AnImpossibleKeyLengthIsRefused()
        {
            Is(KeyBlockResult.KeyLength, Unwrap("D0112P0AE00E00008C4A969A30F4FBEA852495B0122019BC1258B68C24A03647E6EBD7CCD545FB18B6A799A05ECFA7C851CB30AAF5F3976F", Aes128));
            AssertNothingIsThere();
        }

        [TestMethod]
        public void ClearWipes()
        {
            Is(KeyBlockResult.Good, Unwrap(AesInitialKey, Aes128));
            _block.Clear();
            AssertNothingIsThere();
            Is(KeyBlockResult.Good, Unwrap(TdesInitialKey, Tdes2));
            _block.Clear();
            AssertNothingIsThere();
        }

        [TestMethod]
        public void ARefusedBlockWipesTheOneBefore()
        {
            Is(KeyBlockResult.Good, Unwrap(AesInitialKey, Aes128));
            Is(KeyBlockResult.Length, Unwrap("", Aes128));
            AssertNothingIsThere();
        }

        [TestMethod]
        public void OneBlockLeavesNothingForTheNext()
        {
            Is(KeyBlockResult.Good, Unwrap(BdkB, BdkBUnder));
            Is(KeyBlockResult.Good, Unwrap(AesInitialKey, Aes128));
            Assert.AreEqual(0, _block.InitialKsnLength);
            Assert.IsTrue(Hex.IsZero(_block.InitialKsn));
            Is(KeyBlockResult.Good, Unwrap(PinKeyB, PinKeyBUnder));
            Assert.AreEqual(0, _block.InitialKeyIdLength);
            Assert.IsTrue(Hex.IsZero(_block.InitialKeyId));
        }

        [TestMethod]
        public void DesIsMadeWhenItIsNeeded()
        {
            _block = new KeyBlock(_aes, null);
            byte[] value = new byte[KeyCheckValue.Length];
            Is(KeyBlockResult.Good, Unwrap("D0144B1TX00N0200KS18FFFF9876543210E00000PB080000E776DCCE577D704C52DEFFCF847D949D239C037F64B5EB0FE0293759E6959578A0D56830DF34D6F8BAB1F54534F1C978", Aes128));
            Assert.IsTrue(_block.WriteCheckValue(value));
            Hex.Same("AF8C07", value);
            Is(KeyBlockResult.Good, Unwrap(TdesInitialKey, Tdes2));
        }

        [TestMethod]
        [DataRow(AesInitialKey, Aes128, 'A', 16)]
        [DataRow(Aes256InitialKey, Aes256, 'A', 32)]
        [DataRow(TdesInitialKey, Tdes2, 'T', 16)]
        [DataRow("D0144B1TX00N0200KS18FFFF9876543210E00000PB080000E776DCCE577D704C52DEFFCF847D949D239C037F64B5EB0FE0293759E6959578A0D56830DF34D6F8BAB1F54534F1C978", Aes128, 'T', 16)]
        [DataRow("B0144B1TX00N0300KS18FFFF9876543210E00000TS1320260101000000ZPB050DF0E947BE7505DFF4B1FA204D9325BF8D498BB7E5E266BFE064FBD021BF4681D60A118D55B298FBC", Tdes3, 'T', 16)]
        public void InitialKeys(string text, string protectionKey, char algorithm, int keyLength)
        {
            Is(KeyBlockResult.Good, Unwrap(text, protectionKey));
            Is(KeyBlockResult.Good, _block.CheckInitialKey(algorithm));
            Assert.AreEqual(keyLength, _block.KeyLength);
        }

        // A BDK; the other scheme's; mode N; exportable; without IK, with KS, with both, with 7 bytes; the same of KS, 8 bytes and a counter of 1;
        // AES under TDES, AES-256 under AES-128, three keys under two; a TDES key that DUKPT does not know; a key for HMAC.
        [TestMethod]
        [DataRow("D0176B0AX00N0200IK141234567890123456PB0C000000005DD5C07B121A78C66D4C345738975148398E315C1FF0BA8FB8BB249F193841197053F3F057CF92B26F64BDBFBBD12A11743BDA902F59FB9DA608BF94142C916E", Aes128, 'A', (int)KeyBlockResult.Usage)]
        [DataRow(AesInitialKey, Aes128, 'T', (int)KeyBlockResult.Algorithm)]
        [DataRow(TdesInitialKey, Tdes2, 'A', (int)KeyBlockResult.Algorithm)]
        [DataRow("D0176B1AN00N0200IK141234567890123456PB0C000000002AF9AB4DD1B763686A46BF473356551218DBAAB504BFEE9C5439ED0C02A0B44263697C48472B47CCFBFF46B8B52DAB3159569E330A8CDBA670DA063F125DC03D", Aes128, 'A', (int)KeyBlockResult.ModeOfUse)]
        [DataRow("D0176B1AX00E0200IK141234567890123456PB0C000000007078E652CBA7C713B6271E351B70ED5C936AE24BFA657EEDA9E6D62FF41ED1C749BADEB42DE7C64FB458CCE74215F77018C09E44AA48FD134FE32E595C4AEE1A", Aes128, 'A', (int)KeyBlockResult.Exportability)]
        [DataRow("D0144B1AX00N000060E6BCCCD9E5F86FA3431AE5C44F0AA661F412E147CC3C8A58D501B61762BA319315666DC122395C7152D50E15973330EBF47D559D40E98A81F76CBDA5105FA7", Aes128, 'A', (int)KeyBlockResult.KeyId)]
        [DataRow("D0176B1AX00N0200KS18FFFF9876543210E00000PB080000F072C896F9BE54A5A92E312231B9E5FB045B7527C615E3A9110BC9AB2BCFD36D13FCDF79ACB4550ABA1D8F036BEEB3073835D2113C178B6A3524016B81BCB5FE", Aes128, 'A', (int)KeyBlockResult.KeyId)]
        [DataRow("D0192B1AX00N0300IK141234567890123456KS18FFFF9876543210E00000PB04E1587C839BECD64B34C2C823EA1ED86D0FED798445EBE43E343A8A28AF98CB906178694EE9F73D596ECF3D2AC09C89C724178761A2632B3769F6817F67E45F95", Aes128, 'A', (int)KeyBlockResult.KeyId)]
        [DataRow("D0176B1AX00N0200IK1212345678901234PB0E00000000009E64EEF667FFE0897257E6E152869879A682F7608A8C113BB7E0943CB597DB6C05FA88E514F6D07C036F8F55F4AD2AEFE980100442A45A2A34BDC165A2AD19A0", Aes128, 'A', (int)KeyBlockResult.KeyId)]
        [DataRow("B0096B1TX00N0000E3936FBB84973AB4E19E2CEBB7B60131345874071B2E1664797F0F711AF59A091BB3E1BE93EB7A52", Tdes2, 'T', (int)KeyBlockResult.KeyId)]
        [DataRow("B0120B1TX00N0200IK141234567890123456PB0410D2A6E7321FEA3F74BC1B9DB0909CBFCBB23CDCB05EC01A91157CBBCE6841B8078CD812BD3DE174", Tdes2, 'T', (int)KeyBlockResult.KeyId)]
        [DataRow("B0144B1TX00N0300KS18FFFF9876543210E00000IK141234567890123456PB042BCDC4DB8BF044027AD49C050DA9F3DD04154685B993883E330FF6A716EFE4C81628456B425D7439", Tdes2, 'T', (int)KeyBlockResult.KeyId)]
        [DataRow("B0120B1TX00N0200KS14FFFF9876543210E0PB0440924C0B285A5A73DB2DD9DC47E791096F27F19490CA429425C9981C08E6872CA25F5F93D4788526", Tdes2, 'T', (int)KeyBlockResult.KeyId)]
        [DataRow("B0120B1TX00N0100KS18FFFF9876543210E0000184A4A1726926F1047A818F65A7D2E780C0E7ED62A3EDD91131944E10EEC9EBD3D080925616862AC6", Tdes2, 'T', (int)KeyBlockResult.KeyId)]
        [DataRow("B0136B1AX00N0200IK141234567890123456PB041103B3A6D0C0DA7F2B0B5288E2C9919A90D842506F79D9C688F4BEFEDB134DB07436B1375B0F48A2BC737CC4CEEA689D", Tdes3, 'A', (int)KeyBlockResult.Weak)]
        [DataRow("D0176B1AX00N0200IK141234567890123456PB0C00000000DB66AC9423DB407C2FCBADA486326DE2B65C5AC207764A342FC57840BB212134C44EC79EF1DED69A0E0DC7952BD715FA178D8DC46C051C6235B58433773DE292", Aes128, 'A', (int)KeyBlockResult.Weak)]
        [DataRow("B0120B1TX00N0100KS18FFFF9876543210E000002E90F2F7042BBD80864C2508B9DAE298845208E0A08AE9F4650221D61F9B7E7C8F6A5DC66A22D65C", Tdes2, 'T', (int)KeyBlockResult.Weak)]
        [DataRow("B0120B1TX00N0100KS18FFFF9876543210E0000079D2E35A08605016F01C853EC6FAD2141A197591C2FE215B9A4FEBFCA6B03B0FD544C13FE0B52113", Tdes3, 'T', (int)KeyBlockResult.KeyLength)]
        [DataRow("D0144B1HX00N0200IK141234567890123456PB0C00000000A8597057087146C278E3825F4ACFA358CC33A1D3B183645DFC9C521079C72C470E74D35D07CB6FA536B77BD80532EF8D", Aes128, 'H', (int)KeyBlockResult.Algorithm)]
        public void OtherKeysAreNoInitialKeys(string text, string protectionKey, char algorithm, int result)
        {
            Is(KeyBlockResult.Good, Unwrap(text, protectionKey));
            Is((KeyBlockResult)result, _block.CheckInitialKey(algorithm));
            AssertNothingIsThere();
        }

        [TestMethod]
        public void NoKeyIsNoInitialKey()
        {
            Is(KeyBlockResult.Usage, _block.CheckInitialKey(KeyBlock.Aes));
        }

        [TestMethod]
        public void AKeyOfNoBlockCipherHasNoCheckValue()
        {
            byte[] value = new byte[KeyCheckValue.Length];
            Is(KeyBlockResult.Good, Unwrap("D0144B1HX00N0200IK141234567890123456PB0C00000000A8597057087146C278E3825F4ACFA358CC33A1D3B183645DFC9C521079C72C470E74D35D07CB6FA536B77BD80532EF8D", Aes128));
            Assert.IsFalse(_block.WriteCheckValue(value));
            Assert.IsTrue(Hex.IsZero(value));
        }

        private static KeyBlockResult Unwrap(string text, string protectionKey)
        {
            byte[] block = Hex.Ascii(text);
            byte[] key = Hex.Bytes(protectionKey);
            return _block.Unwrap(block, block.Length, key, key.Length);
        }

        private static void Is(KeyBlockResult expected, KeyBlockResult actual)
        {
            Assert.AreEqual((int)expected, (int)actual);
        }

        private static string Fields()
        {
            return _block.Version + " " + _block.KeyUsage + " " + _block.Algorithm + " " + _block.ModeOfUse + " " + _block.KeyVersionNumber + " " + _block.Exportability;
        }

        private static void AssertNothingIsThere()
        {
            Assert.AreEqual(0, _block.Version + _block.Algorithm + _block.ModeOfUse + _block.Exportability);
            Assert.AreEqual("", _block.KeyUsage + _block.KeyVersionNumber);
            Assert.AreEqual(0, _block.KeyLength);
            Assert.AreEqual(0, _block.InitialKsnLength);
            Assert.AreEqual(0, _block.InitialKeyIdLength);
            Assert.IsTrue(Hex.IsZero(_block.InitialKsn));
            Assert.IsTrue(Hex.IsZero(_block.InitialKeyId));
            Assert.IsFalse(_block.WriteCheckValue(new byte[KeyCheckValue.Length]));
            AssertNoCipherHasAKey();
        }

        private static void AssertNoCipherHasAKey()
        {
            Assert.IsFalse(_aes.HasKey);
            Assert.IsFalse(_des.HasKey);
        }

        /// <summary>Notes whether its key was wiped.</summary>
        private sealed class WatchedCipher : IBlockCipher
        {
            private readonly IBlockCipher _cipher;

            public WatchedCipher(IBlockCipher cipher)
            {
                _cipher = cipher;
            }

            public bool HasKey { get; private set; }

            public int BlockLength
            {
                get { return _cipher.BlockLength; }
            }

            public void SetKey(byte[] key, int offset, int length)
            {
                HasKey = true;
                _cipher.SetKey(key, offset, length);
            }

            public void Encrypt(byte[] input, int inputOffset, byte[] output, int outputOffset)
            {
                _cipher.Encrypt(input, inputOffset, output, outputOffset);
            }

            public void Decrypt(byte[] input, int inputOffset, byte[] output, int outputOffset)
            {
                _cipher.Decrypt(input, inputOffset, output, outputOffset);
            }

            public void Clear()
            {
                HasKey = false;
                _cipher.Clear();
            }
        }
    }
}
