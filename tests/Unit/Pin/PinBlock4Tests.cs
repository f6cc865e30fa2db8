using Kiosk.Core.Crypto;
using Kiosk.Core.Pin;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    [TestClass]
    public class PinBlock4Tests
    {
        private const string Number = "4111111111111111";

        private static AesCipher _cipher;
        private static PinEntry _pin;
        private static byte[] _pinField;
        private static byte[] _panField;
        private static byte[] _block;

        [Setup]
        public void Setup()
        {
            _cipher = new AesCipher();
            _pin = new PinEntry(PinEntry.Longest);
            _pinField = new byte[PinBlock4.Length];
            _panField = new byte[PinBlock4.Length];
            _block = new byte[PinBlock4.Length];
        }

        [Cleanup]
        public void Cleanup()
        {
            _cipher = null;
            _pin = null;
            _pinField = null;
            _panField = null;
            _block = null;
        }

        [TestMethod]
        [DataRow("1234", "441234AAAAAAAAAA")]
        [DataRow("12345", "4512345AAAAAAAAA")]
        [DataRow("123456", "46123456AAAAAAAA")]
        [DataRow("1234567", "471234567AAAAAAA")]
        [DataRow("12345678", "4812345678AAAAAA")]
        [DataRow("123456789", "49123456789AAAAA")]
        [DataRow("1234567890", "4A1234567890AAAA")]
        [DataRow("12345678901", "4B12345678901AAA")]
        [DataRow("123456789012", "4C123456789012AA")]
        [DataRow("0000", "440000AAAAAAAAAA")]
        public void PinFieldOfEveryLength(string digits, string expected)
        {
            Build(digits, Number);
            Hex.Same(expected, _pinField, 0, 8);
            Assert.AreEqual((int)PinBlockResult.Good, (int)Check(digits, Number));
        }

        // Published: 16 digits (X9.24-3 supplement), 18 (psec), 15 and 9 (openemv/pinblock).
        [TestMethod]
        [DataRow("4111111111111111", "44111111111111111000000000000000")]
        [DataRow("112233445566778899", "61122334455667788990000000000000")]
        [DataRow("411111111111111", "34111111111111110000000000000000")]
        [DataRow("123456789", "00001234567890000000000000000000")]
        [DataRow("1", "00000000000010000000000000000000")]
        [DataRow("12345678901", "00123456789010000000000000000000")]
        [DataRow("123456789012", "01234567890120000000000000000000")]
        [DataRow("1234567890123", "11234567890123000000000000000000")]
        [DataRow("12345678901234", "21234567890123400000000000000000")]
        [DataRow("12345678901234567", "51234567890123456700000000000000")]
        [DataRow("1234567890123456789", "71234567890123456789000000000000")]
        public void PanFieldOfEveryLength(string number, string expected)
        {
            Build("1234", number);
            Hex.Same(expected, _panField);
            Assert.AreEqual((int)PinBlockResult.Good, (int)Check("1234", number));
        }

        // psec, test_encipher_pinblock_iso_4_det.
        [TestMethod]
        public void PublishedBlock()
        {
            Enter("1234");
            PinBlock4 block = new PinBlock4(_cipher, new FakeRandom("FF"));
            PinBlockResult result = block.Encipher(_pin, Hex.Ascii("1234567890123456789"), 19, Hex.Bytes("00112233445566778899AABBCCDDEEFF"), _block);
            Assert.AreEqual((int)PinBlockResult.Good, (int)result);
            Hex.Same("28B41FDDD29B743E93124BD8E32D921E", _block);
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
        public void PublishedDukptBlocks(string key, string expected)
        {
            Enter("1234");
            PinBlock4 block = new PinBlock4(_cipher, new FakeRandom("2F69ADDE2E9E7ACE"));
            block.Encipher(_pin, Hex.Ascii(Number), 16, Hex.Bytes(key), _block);
            Hex.Same(expected, _block);
        }

        [TestMethod]
        public void RandomBytesMakeTwoBlocksOfOnePinDiffer()
        {
            Enter("1234");
            PinBlock4 block = new PinBlock4(_cipher, new FakeRandom("000102030405060708090A0B0C0D0E0F"));
            block.Encipher(_pin, Hex.Ascii(Number), 16, Hex.Bytes("00112233445566778899AABBCCDDEEFF"), _block);
            string first = Hex.Text(_block, 0, 16);
            block.Encipher(_pin, Hex.Ascii(Number), 16, Hex.Bytes("00112233445566778899AABBCCDDEEFF"), _block);
            Assert.AreNotEqual(first, Hex.Text(_block, 0, 16));
        }

        // The place of the PIN field where one nibble is wrong, what it becomes, and what the check says.
        [TestMethod]
        [DataRow(0, 3, (int)PinBlockResult.Control)]
        [DataRow(0, 0, (int)PinBlockResult.Control)]
        [DataRow(1, 3, (int)PinBlockResult.Length)]
        [DataRow(1, 5, (int)PinBlockResult.Length)]
        [DataRow(1, 13, (int)PinBlockResult.Length)]
        [DataRow(2, 9, (int)PinBlockResult.Digit)]
        [DataRow(2, 10, (int)PinBlockResult.Digit)]
        [DataRow(5, 0, (int)PinBlockResult.Digit)]
        [DataRow(6, 9, (int)PinBlockResult.Fill)]
        [DataRow(6, 15, (int)PinBlockResult.Fill)]
        [DataRow(15, 0, (int)PinBlockResult.Fill)]
        public void AWrongNibbleOfThePinFieldIsFound(int nibble, int value, int expected)
        {
            Build("1234", Number);
            Put(_pinField, nibble, value);
            Assert.AreEqual(expected, (int)Check("1234", Number));
        }

        [TestMethod]
        public void EveryWrongNibbleOfThePanFieldIsFound()
        {
            for (int nibble = 0; nibble < 32; nibble++)
            {
                Build("1234", Number);
                Put(_panField, nibble, Get(_panField, nibble) ^ 1);
                Assert.AreEqual((int)PinBlockResult.Account, (int)Check("1234", Number));
            }
        }

        [TestMethod]
        [DataRow("4111111111111112")]
        [DataRow("411111111111111")]
        [DataRow("41111111111111111")]
        [DataRow("411111111")]
        public void AnotherCardIsFound(string other)
        {
            Build("1234", Number);
            Assert.AreEqual((int)PinBlockResult.Account, (int)Check("1234", other));
        }

        [TestMethod]
        public void AShortCardNumberIsNotTheOneWithZerosBefore()
        {
            Build("1234", "123456789");
            Assert.AreEqual((int)PinBlockResult.Account, (int)Check("1234", "23456789"));
        }

        [TestMethod]
        public void RandomBytesAreNotChecked()
        {
            Build("1234", Number);
            Put(_pinField, 16, 7);
            Put(_pinField, 31, 9);
            Assert.AreEqual((int)PinBlockResult.Good, (int)Check("1234", Number));
        }

        [TestMethod]
        [DataRow("", (int)PinBlockResult.Length)]
        [DataRow("123", (int)PinBlockResult.Length)]
        [DataRow("12:4", (int)PinBlockResult.Digit)]
        public void ABlockThatFailsTheCheckIsNotEnciphered(string digits, int expected)
        {
            Hex.Bytes("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF").CopyTo(_block, 0);
            Enter(digits);
            PinBlock4 block = new PinBlock4(_cipher, new FakeRandom("FF"));
            PinBlockResult result = block.Encipher(_pin, Hex.Ascii(Number), 16, Hex.Bytes("00112233445566778899AABBCCDDEEFF"), _block);
            Assert.AreEqual(expected, (int)result);
            Assert.IsTrue(Hex.IsZero(_block));
        }

        [TestMethod]
        public void WithoutCardNumberNothingIsEnciphered()
        {
            Enter("1234");
            PinBlock4 block = new PinBlock4(_cipher, new FakeRandom("FF"));
            PinBlockResult result = block.Encipher(_pin, Hex.Ascii(Number), 0, Hex.Bytes("00112233445566778899AABBCCDDEEFF"), _block);
            Assert.AreEqual((int)PinBlockResult.Account, (int)result);
            Assert.IsTrue(Hex.IsZero(_block));
        }

        private static void Enter(string digits)
        {
            _pin.Wipe();
            for (int i = 0; i < digits.Length; i++)
            {
                _pin.Add((byte)(digits[i] - '0'));
            }
        }

        private static void Build(string digits, string number)
        {
            Enter(digits);
            PinBlock4.Build(_pin, Hex.Ascii(number), number.Length, _pinField, _panField);
        }

        private static PinBlockResult Check(string digits, string number)
        {
            Enter(digits);
            return PinBlock4.Check(_pinField, _panField, _pin, Hex.Ascii(number), number.Length);
        }

        private static int Get(byte[] field, int nibble)
        {
            return (nibble & 1) == 0 ? field[nibble >> 1] >> 4 : field[nibble >> 1] & 0xF;
        }

        private static void Put(byte[] field, int nibble, int value)
        {
            byte old = field[nibble >> 1];
            field[nibble >> 1] = (byte)((nibble & 1) == 0 ? (old & 0x0F) | (value << 4) : (old & 0xF0) | value);
        }
    }
}
