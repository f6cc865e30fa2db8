using Kiosk.Core.Crypto;
using Kiosk.Core.Pin;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    [TestClass]
    public class PinEncryptionTests
    {
        private const string Visa = "4111111111111111";
        private const string AesKey = "00112233445566778899AABBCCDDEEFF";
        private const string TdesKey = "042666B49184CF5C68DE9628D0397B36";
        private const int Format0 = (int)PinBlockFormat.Format0;
        private const int Format1 = (int)PinBlockFormat.Format1;
        private const int Format2 = (int)PinBlockFormat.Format2;
        private const int Format3 = (int)PinBlockFormat.Format3;
        private const int Format4 = (int)PinBlockFormat.Format4;

        private static AesCipher _aes;
        private static DesCipher _des;
        private static PinEntry _pin;
        private static byte[] _block;

        [Setup]
        public void Setup()
        {
            _aes = new AesCipher();
            _des = new DesCipher();
            _pin = new PinEntry(PinEntry.Longest);
        }

        [Cleanup]
        public void Cleanup()
        {
            _aes = null;
            _des = null;
            _pin = null;
            _block = null;
        }

        // psec, test_encipher_pinblock_iso_4_det.
        [TestMethod]
        public void PublishedBlockOfFormat4()
        {
            Enciphered("28B41FDDD29B743E93124BD8E32D921E", Format4, "FF", "1234567890123456789", AesKey);
        }

        // X9.24-3 supplement: PIN keys of the first eight transactions.
        [TestMethod]
        [DataRow("AF8CB133A78F8DC2D1359F18527593FB", "A912150391AB65A67E52883D81CE2D15")]
        [DataRow("D30BDC73EC9714B000BEC66BDB7B6D09", "52A00503BD34BA1383F6A7EE9FE2547F")]
        [DataRow("7D69F01F3B45449F62C7816ECE723268", "A5A27E82B43A9A866A93D7ABE89CEF93")]
        [DataRow("91A0588318EC2673214271F70137896E", "71B3D0528669498777555A8BE6698E44")]
        [DataRow("35A43BC9EFEB09C756204B57E3FB7D4D", "881A7F77A2E04E5BEA985E342FD0B628")]
        [DataRow("02DCC6CD1201A3A2CA7099559C862123", "BDC1C3871AFB0B340AA5B5CEFD08695E")]
        [DataRow("6ECF912F3B18CA11A7A27BB60705FD09", "4A8E6B8C7DBEE6CBA6DC774F0CB83396")]
        [DataRow("4D9DF3FBEE3448FC3E676D04320A90F5", "8308BB857C17F390369F761F8EB358FA")]
        public void PublishedDukptBlocksOfFormat4(string key, string expected)
        {
            Enciphered(expected, Format4, "2F69ADDE2E9E7ACE", Visa, key);
        }

        // X9.24-1, A.4: transaction keys 1, 2 and EFF800 in their PIN variant.
        [TestMethod]
        [DataRow("042666B49184CF5C68DE9628D0397B36", "1B9C1845EB993A7A")]
        [DataRow("C46551CEF9FD244FAA9AD834130D3B38", "10A01C8D02C69107")]
        [DataRow("F9CDFEBF4F5B1D61B3EC12454527E189", "33365F5CC6F23C35")]
        public void PublishedDukptBlocksOfFormat0(string key, string expected)
        {
            Enciphered(expected, Format0, "", "4012345678909", key);
        }

        // What is enciphered is the clear block, under TDES with two and with three keys.
        [TestMethod]
        [DataRow(Format1, "EDCBA9876543210F", "", "141234EDCBA98765")]
        [DataRow(Format2, "", "", "241234FFFFFFFFFF")]
        [DataRow(Format3, "0A1B2C3D4E5F6A7B8C9D", "5555555551234567", "341261FE98FD9F9B")]
        public void BlocksOfTheOtherFormats(int format, string random, string number, string clear)
        {
            foreach (string key in new string[] { TdesKey, TdesKey + "0123456789ABCDEF" })
            {
                byte[] expected = Hex.Bytes(clear);
                _des.SetKey(Hex.Bytes(key), 0, key.Length / 2);
                _des.Encrypt(expected, 0, expected, 0);
                Enciphered(Hex.Text(expected, 0, 8), format, random, number, key);
            }
        }

        [TestMethod]
        [DataRow(Format1)]
        [DataRow(Format3)]
        [DataRow(Format4)]
        public void RandomFillMakesTwoBlocksOfOnePinDiffer(int format)
        {
            PinEncryption encryption = Encryption(format, new FakeRandom("A0B1C2D3E4F5A6B7C8D9AAABACADAEAFFEFDFC"));
            Good(Encipher(encryption, format, "1234"));
            string first = Hex.Text(_block, 0, _block.Length);
            Good(Encipher(encryption, format, "1234"));
            Assert.AreNotEqual(first, Hex.Text(_block, 0, _block.Length));
        }

        // One letter in 24 nibbles: 10 letters in 240. Two in 56: the tenth is the last of 256, the most that are drawn. One in 26: 9 of them in 256,
        // which is enough for a PIN of five digits.
        [TestMethod]
        [DataRow("00000000000000000000000A", "1234", (int)PinBlockResult.Good)]
        [DataRow("0000000000A00000 000000000000000A 000000000000000000000000", "1234", (int)PinBlockResult.Good)]
        [DataRow("0000000000000000000000000A", "12345", (int)PinBlockResult.Good)]
        [DataRow("0000000000000000000000000A", "1234", (int)PinBlockResult.Fill)]
        [DataRow("99", "123456789012", (int)PinBlockResult.Fill)]
        public void LettersOfFormat3AreDrawnUpToABound(string random, string digits, int expected)
        {
            PinEncryption encryption = Encryption(Format3, new FakeRandom(random));
            Assert.AreEqual(expected, (int)Encipher(encryption, Format3, digits));
            Assert.AreEqual(expected != (int)PinBlockResult.Good, Hex.IsZero(_block));
        }

        [TestMethod]
        public void EveryFormatIsDecipheredAgain()
        {
            for (int format = Format0; format <= Format4; format++)
            {
                PinEncryption encryption = Encryption(format, new FakeRandom("A0B1C2D3E4F5A6B7C8D9"));
                foreach (string digits in new string[] { "1234", "98765", "123456789012" })
                {
                    Good(Encipher(encryption, format, digits));
                    _pin.Wipe();
                    Good(Decipher(encryption, format, _block.Length));
                    Assert.AreEqual(digits, PinDigits.Text(_pin));
                }
            }
        }

        [TestMethod]
        public void ABlockThatCannotBeReadIsRefused()
        {
            for (int format = Format0; format <= Format4; format++)
            {
                PinEncryption encryption = Encryption(format, new FakeRandom("A0B1C2D3E4F5A6B7C8D9"));
                Good(Encipher(encryption, format, "1234"));
                Assert.AreEqual((int)PinBlockResult.Size, (int)Decipher(encryption, format, _block.Length - 1));
                Assert.AreEqual(0, _pin.Length);
                PinDigits.Enter(_pin, "1234");
                _block[0] ^= 1;
                Assert.AreNotEqual((int)PinBlockResult.Good, (int)Decipher(encryption, format, _block.Length));
                Assert.AreEqual(0, _pin.Length);
                _block[0] ^= 1;
                PinDigits.Enter(_pin, "1234");
                byte[] number = format == Format1 || format == Format2 ? Hex.Ascii(Visa) : null;
                PinBlockResult result = encryption.Decipher(_block, _block.Length, number, 16, Key(format), _pin);
                Assert.AreEqual((int)PinBlockResult.Account, (int)result);
                Assert.AreEqual(0, _pin.Length);
            }
        }

        [TestMethod]
        [DataRow("", (int)PinBlockResult.Length)]
        [DataRow("123", (int)PinBlockResult.Length)]
        [DataRow("12:4", (int)PinBlockResult.Digit)]
        public void APinThatIsNoneIsNotEnciphered(string digits, int expected)
        {
            for (int format = Format0; format <= Format4; format++)
            {
                BufferSpy spy = new BufferSpy(Cipher(format));
                PinEncryption encryption = new PinEncryption((PinBlockFormat)format, spy, spy);
                Assert.AreEqual(expected, (int)Encipher(encryption, format, digits));
                Assert.IsTrue(Hex.IsZero(_block));
                Assert.AreEqual(0, spy.Calls);
                Assert.IsTrue(spy.IsAllWiped(null, null));
            }
        }

        [TestMethod]
        public void WithoutCardNumberNothingIsEnciphered()
        {
            foreach (int format in new int[] { Format0, Format3, Format4 })
            {
                BufferSpy spy = new BufferSpy(Cipher(format));
                PinEncryption encryption = new PinEncryption((PinBlockFormat)format, spy, spy);
                PinDigits.Enter(_pin, "1234");
                _block = Filled(format);
                Assert.AreEqual((int)PinBlockResult.Account, (int)encryption.Encipher(_pin, Hex.Ascii(Visa), 0, Key(format), _block));
                Assert.IsTrue(Hex.IsZero(_block));
                Assert.AreEqual(0, spy.Calls);
                Assert.IsTrue(spy.IsAllWiped(null, null));
            }
        }

        [TestMethod]
        public void NothingClearRemains()
        {
            for (int format = Format0; format <= Format4; format++)
            {
                BufferSpy spy = new BufferSpy(Cipher(format));
                PinEncryption encryption = new PinEncryption((PinBlockFormat)format, spy, spy);
                byte[] key = Key(format);
                byte[] number = Number(format);
                PinDigits.Enter(_pin, "1234");
                _block = new byte[encryption.BlockLength];
                Good(encryption.Encipher(_pin, number, Visa.Length, key, _block));
                Assert.IsTrue(spy.SawSecrets && spy.Calls == (format == Format4 ? 3 : 2));
                Assert.IsTrue(spy.IsAllWiped(key, _block) && !spy.HasKey, "enciphered");
                Good(encryption.Decipher(_block, _block.Length, number, Visa.Length, key, _pin));
                Assert.IsTrue(spy.IsAllWiped(key, _block) && !spy.HasKey, "deciphered");
                _block[0] ^= 1;
                encryption.Decipher(_block, _block.Length, number, Visa.Length, key, _pin);
                Assert.IsTrue(spy.IsAllWiped(key, _block) && !spy.HasKey, "refused");
            }
        }

        [TestMethod]
        public void NothingClearRemainsWhenTheCipherFails()
        {
            for (int format = Format0; format <= Format4; format++)
            {
                int calls = format == Format4 ? 3 : 2;
                for (int call = 1; call <= calls; call++)
                {
                    BufferSpy spy = new BufferSpy(Cipher(format));
                    PinEncryption encryption = new PinEncryption((PinBlockFormat)format, spy, spy);
                    byte[] key = Key(format);
                    byte[] number = Number(format);
                    byte[] block = Filled(format);
                    PinDigits.Enter(_pin, "1234");
                    spy.FailsAt = call;
                    Assert.ThrowsException(typeof(System.InvalidOperationException), () => encryption.Encipher(_pin, number, Visa.Length, key, block));
                    Assert.IsTrue(Hex.IsZero(block) && spy.IsAllWiped(key, null) && !spy.HasKey, "enciphering");
                    spy.Calls = 0;
                    block[0] = 1;
                    Assert.ThrowsException(typeof(System.InvalidOperationException), () => encryption.Decipher(block, block.Length, number, Visa.Length, key, _pin));
                    Assert.IsTrue(spy.IsAllWiped(key, block) && !spy.HasKey, "deciphering");
                    Assert.AreEqual(0, _pin.Length);
                }
            }
        }

        [TestMethod]
        public void AFormatHasCiphersOfItsLength()
        {
            for (int format = Format0; format <= Format4; format++)
            {
                PinBlockFormat of = (PinBlockFormat)format;
                IBlockCipher other = format == Format4 ? (IBlockCipher)_des : _aes;
                Assert.ThrowsException(typeof(System.ArgumentException), () => new PinEncryption(of, other, null));
                Assert.AreEqual(format == Format4 ? 16 : 8, new PinEncryption(of, Cipher(format), null).BlockLength);
            }

            Assert.ThrowsException(typeof(System.ArgumentException), () => new PinEncryption((PinBlockFormat)5, _des, null));
        }

        [TestMethod]
        public void NoPinGoesUnderSingleDes()
        {
            PinEncryption encryption = new PinEncryption(PinBlockFormat.Format2, _des, null);
            PinDigits.Enter(_pin, "1234");
            _block = new byte[8];
            Assert.ThrowsException(typeof(System.ArgumentException), () => encryption.Encipher(_pin, null, 0, new byte[8], _block));
            Assert.IsTrue(Hex.IsZero(_block));
            Assert.ThrowsException(typeof(System.ArgumentException), () => encryption.Decipher(_block, 8, null, 0, new byte[8], _pin));
            Assert.AreEqual(0, _pin.Length);
        }

        /// <summary>PIN 1234 enciphered, and deciphered again.</summary>
        private static void Enciphered(string expected, int format, string random, string number, string key)
        {
            PinEncryption encryption = Encryption(format, random.Length == 0 ? null : new FakeRandom(random));
            byte[] digits = number.Length == 0 ? null : Hex.Ascii(number);
            PinDigits.Enter(_pin, "1234");
            _block = new byte[encryption.BlockLength];
            Good(encryption.Encipher(_pin, digits, number.Length, Hex.Bytes(key), _block));
            Hex.Same(expected, _block);
            Assert.AreEqual("1234", PinDigits.Text(_pin));
            _pin.Wipe();
            Good(encryption.Decipher(_block, _block.Length, digits, number.Length, Hex.Bytes(key), _pin));
            Assert.AreEqual("1234", PinDigits.Text(_pin));
        }

        private static PinBlockResult Encipher(PinEncryption encryption, int format, string digits)
        {
            PinDigits.Enter(_pin, digits);
            _block = Filled(format);
            return encryption.Encipher(_pin, Number(format), Visa.Length, Key(format), _block);
        }

        /// <summary>A block that holds something.</summary>
        private static byte[] Filled(int format)
        {
            return Hex.Bytes(format == Format4 ? "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF" : "FFFFFFFFFFFFFFFF");
        }

        private static PinBlockResult Decipher(PinEncryption encryption, int format, int length)
        {
            return encryption.Decipher(_block, length, Number(format), Visa.Length, Key(format), _pin);
        }

        private static PinEncryption Encryption(int format, IRandom random)
        {
            return new PinEncryption((PinBlockFormat)format, Cipher(format), random);
        }

        private static IBlockCipher Cipher(int format)
        {
            return format == Format4 ? (IBlockCipher)_aes : _des;
        }

        private static byte[] Key(int format)
        {
            return Hex.Bytes(format == Format4 ? AesKey : TdesKey);
        }

        private static byte[] Number(int format)
        {
            return format == Format1 || format == Format2 ? null : Hex.Ascii(Visa);
        }

        private static void Good(PinBlockResult result)
        {
            Assert.AreEqual((int)PinBlockResult.Good, (int)result);
        }
    }
}
