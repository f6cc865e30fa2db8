using Kiosk.Core.Crypto;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    [TestClass]
    public class DesCipherTests
    {
        private static DesCipher _cipher;

        [Setup]
        public void Setup()
        {
            _cipher = new DesCipher();
        }

        [Cleanup]
        public void Cleanup()
        {
            _cipher = null;
        }

        // The worked example of FIPS 46; weak and all-zero keys of SP 800-17; SP 800-67, appendix B (three keys); a two-key one with equal halves is DES.
        [TestMethod]
        [DataRow("133457799BBCDFF1", "0123456789ABCDEF", "85E813540F0AB405")]
        [DataRow("0101010101010101", "8000000000000000", "95F8A5E5DD31D900")]
        [DataRow("8001010101010101", "0000000000000000", "95A8D72813DAA94D")]
        [DataRow("0123456789ABCDEF23456789ABCDEF01456789ABCDEF0123", "5468652071756663", "A826FD8CE53B855F")]
        [DataRow("0123456789ABCDEF23456789ABCDEF01456789ABCDEF0123", "6B2062726F776E20", "CCE21C8112256FE6")]
        [DataRow("0123456789ABCDEF23456789ABCDEF01456789ABCDEF0123", "666F78206A756D70", "68D5C05DD9B6B900")]
        [DataRow("133457799BBCDFF1133457799BBCDFF1", "0123456789ABCDEF", "85E813540F0AB405")]
        public void PublishedBlocks(string key, string clear, string enciphered)
        {
            byte[] block = Hex.Bytes(clear);
            _cipher.SetKey(Hex.Bytes(key), 0, key.Length / 2);
            _cipher.Encrypt(block, 0, block, 0);
            Hex.Same(enciphered, block);
            _cipher.Decrypt(block, 0, block, 0);
            Hex.Same(clear, block);
        }

        [TestMethod]
        public void KeyInputAndOutputMayBeginAnywhere()
        {
            byte[] buffer = Hex.Bytes("FF 133457799BBCDFF1 FFFF 0123456789ABCDEF FF");
            _cipher.SetKey(buffer, 1, 8);
            _cipher.Encrypt(buffer, 11, buffer, 2);
            Hex.Same("FF1385E813540F0AB405FF0123456789ABCDEFFF", buffer);
        }

        [TestMethod]
        public void ParityCountsForNothing()
        {
            byte[] block = Hex.Bytes("0123456789ABCDEF");
            _cipher.SetKey(Hex.Bytes("123556789ABDDEF0"), 0, 8);
            _cipher.Encrypt(block, 0, block, 0);
            Hex.Same("85E813540F0AB405", block);
        }

        [TestMethod]
        public void AShorterKeyLeavesNothingOfALongerOne()
        {
            byte[] block = Hex.Bytes("0123456789ABCDEF");
            _cipher.SetKey(Hex.Bytes("0123456789ABCDEF23456789ABCDEF01456789ABCDEF0123"), 0, 24);
            _cipher.SetKey(Hex.Bytes("133457799BBCDFF1"), 0, 8);
            _cipher.Encrypt(block, 0, block, 0);
            Hex.Same("85E813540F0AB405", block);
        }

        [TestMethod]
        [DataRow(0)]
        [DataRow(7)]
        [DataRow(12)]
        [DataRow(32)]
        public void NoKeyHasAnotherLength(int length)
        {
            Assert.ThrowsException(typeof(System.ArgumentException), () => _cipher.SetKey(new byte[32], 0, length));
        }

        [TestMethod]
        [DataRow(8)]
        [DataRow(16)]
        [DataRow(24)]
        public void ClearTakesTheKeyAway(int length)
        {
            byte[] zeros = new byte[8];
            byte[] block = new byte[8];
            byte[] key = Hex.Bytes("0123456789ABCDEF23456789ABCDEF01456789ABCDEF0123");
            _cipher.SetKey(new byte[24], 0, length);
            _cipher.Encrypt(zeros, 0, zeros, 0);
            _cipher.SetKey(key, 0, length);
            _cipher.Clear();
            _cipher.Encrypt(block, 0, block, 0);
            Hex.Same(Hex.Text(zeros, 0, 8), block);
        }
    }
}
