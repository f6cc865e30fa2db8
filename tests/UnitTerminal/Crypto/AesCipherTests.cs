using Kiosk.Core.Crypto;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    [TestClass]
    public class AesCipherTests
    {
        private static AesCipher _cipher;

        [Setup]
        public void Setup()
        {
            _cipher = new AesCipher();
        }

        [Cleanup]
        public void Cleanup()
        {
            _cipher = null;
        }

        // FIPS 197, appendices B and C.1; SP 800-38A, F.1.1 (the four blocks of ECB-AES128); RFC 4493, 4 (L); FIPS 197, C.2 and C.3.
        [TestMethod]
        [DataRow("2B7E151628AED2A6ABF7158809CF4F3C", "3243F6A8885A308D313198A2E0370734", "3925841D02DC09FBDC118597196A0B32")]
        [DataRow("000102030405060708090A0B0C0D0E0F", "00112233445566778899AABBCCDDEEFF", "69C4E0D86A7B0430D8CDB78070B4C55A")]
        [DataRow("2B7E151628AED2A6ABF7158809CF4F3C", "6BC1BEE22E409F96E93D7E117393172A", "3AD77BB40D7A3660A89ECAF32466EF97")]
        [DataRow("2B7E151628AED2A6ABF7158809CF4F3C", "AE2D8A571E03AC9C9EB76FAC45AF8E51", "F5D3D58503B9699DE785895A96FDBAAF")]
        [DataRow("2B7E151628AED2A6ABF7158809CF4F3C", "30C81C46A35CE411E5FBC1191A0A52EF", "43B1CD7F598ECE23881B00E3ED030688")]
        [DataRow("2B7E151628AED2A6ABF7158809CF4F3C", "F69F2445DF4F9B17AD2B417BE66C3710", "7B0C785E27E8AD3F8223207104725DD4")]
        [DataRow("2B7E151628AED2A6ABF7158809CF4F3C", "00000000000000000000000000000000", "7DF76B0C1AB899B33E42F047B91B546F")]
        [DataRow("000102030405060708090A0B0C0D0E0F1011121314151617", "00112233445566778899AABBCCDDEEFF", "DDA97CA4864CDFE06EAF70A0EC0D7191")]
        [DataRow("000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F", "00112233445566778899AABBCCDDEEFF", "8EA2B7CA516745BFEAFC49904B496089")]
        public void PublishedBlocks(string key, string clear, string enciphered)
        {
            byte[] output = new byte[16];
            _cipher.SetKey(Hex.Bytes(key), 0, key.Length / 2);
            _cipher.Encrypt(Hex.Bytes(clear), 0, output, 0);
            Hex.Same(enciphered, output);
            _cipher.Decrypt(output, 0, output, 0);
            Hex.Same(clear, output);
        }

        [TestMethod]
        public void AnotherKeyIsAnotherKeyInBothDirections()
        {
            byte[] block = Hex.Bytes("8EA2B7CA516745BFEAFC49904B496089");
            byte[] key = Hex.Bytes("000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F");
            _cipher.SetKey(key, 0, 32);
            _cipher.Decrypt(block, 0, block, 0);
            Hex.Same("00112233445566778899AABBCCDDEEFF", block);
            _cipher.SetKey(key, 0, 16);
            _cipher.Encrypt(block, 0, block, 0);
            Hex.Same("69C4E0D86A7B0430D8CDB78070B4C55A", block);
            _cipher.SetKey(key, 0, 24);
            _cipher.Decrypt(Hex.Bytes("DDA97CA4864CDFE06EAF70A0EC0D7191"), 0, block, 0);
            Hex.Same("00112233445566778899AABBCCDDEEFF", block);
        }

        [TestMethod]
        [DataRow(0)]
        [DataRow(8)]
        [DataRow(15)]
        [DataRow(17)]
        [DataRow(20)]
        [DataRow(40)]
        public void NoKeyHasAnotherLength(int length)
        {
            Assert.ThrowsException(typeof(System.ArgumentException), () => _cipher.SetKey(new byte[40], 0, length));
        }

        [TestMethod]
        public void KeyInputAndOutputMayBeginAnywhere()
        {
            byte[] buffer = Hex.Bytes("FF 2B7E151628AED2A6ABF7158809CF4F3C FFFF 3243F6A8885A308D313198A2E0370734 FF");
            _cipher.SetKey(buffer, 1, 16);
            _cipher.Encrypt(buffer, 19, buffer, 2);
            Hex.Same("FF2B3925841D02DC09FBDC118597196A0B32FF3243F6A8885A308D313198A2E0370734FF", buffer);
        }

        [TestMethod]
        public void InputMayBeOutput()
        {
            byte[] block = Hex.Bytes("00112233445566778899AABBCCDDEEFF");
            _cipher.SetKey(Hex.Bytes("000102030405060708090A0B0C0D0E0F"), 0, 16);
            _cipher.Encrypt(block, 0, block, 0);
            Hex.Same("69C4E0D86A7B0430D8CDB78070B4C55A", block);
        }

        [TestMethod]
        public void ClearTakesTheKeyAway()
        {
            byte[] output = new byte[16];
            _cipher.SetKey(Hex.Bytes("000102030405060708090A0B0C0D0E0F"), 0, 16);
            _cipher.Clear();
            _cipher.Encrypt(Hex.Bytes("00112233445566778899AABBCCDDEEFF"), 0, output, 0);
            Assert.AreNotEqual("69C4E0D86A7B0430D8CDB78070B4C55A", Hex.Text(output, 0, 16));
        }

        [TestMethod]
        public void ClearTakesTheInverseKeyAway()
        {
            byte[] output = new byte[16];
            byte[] enciphered = Hex.Bytes("69C4E0D86A7B0430D8CDB78070B4C55A");
            _cipher.SetKey(Hex.Bytes("000102030405060708090A0B0C0D0E0F"), 0, 16);
            _cipher.Decrypt(enciphered, 0, output, 0);
            Hex.Same("00112233445566778899AABBCCDDEEFF", output);
            _cipher.Clear();
            _cipher.Decrypt(enciphered, 0, output, 0);
            Assert.AreNotEqual("00112233445566778899AABBCCDDEEFF", Hex.Text(output, 0, 16));
        }
    }
}
