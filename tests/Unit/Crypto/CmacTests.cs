using Kiosk.Core.Crypto;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    [TestClass]
    public class CmacTests
    {
        private const string Key = "2B7E151628AED2A6ABF7158809CF4F3C";
        private const string Message = "6BC1BEE22E409F96E93D7E117393172AAE2D8A571E03AC9C9EB76FAC45AF8E5130C81C46A35CE411E5FBC1191A0A52EFF69F2445DF4F9B17AD2B417BE66C3710";

        private static Cmac _cmac;

        [Setup]
        public void Setup()
        {
            _cmac = new Cmac(new AesCipher());
        }

        [Cleanup]
        public void Cleanup()
        {
            _cmac = null;
        }

        // RFC 4493, section 4. Lengths 16 and 64 need the first subkey, 0 and 40 the second.
        [TestMethod]
        [DataRow(0, "BB1D6929E95937287FA37D129B756746")]
        [DataRow(16, "070A16B46B4D4144F79BDD9DD04A287C")]
        [DataRow(40, "DFA66747DE9AE63030CA32611497C827")]
        [DataRow(64, "51F0BEBF7E3B9D92FC49741779363CFE")]
        public void PublishedMacs(int length, string expected)
        {
            byte[] mac = new byte[16];
            _cmac.Compute(Hex.Bytes(Key), 0, Hex.Bytes(Message), length, mac);
            Hex.Same(expected, mac);
        }

        [TestMethod]
        public void TheKeyMayBeginAnywhere()
        {
            byte[] mac = new byte[16];
            _cmac.Compute(Hex.Bytes("FFFFFF" + Key), 3, Hex.Bytes(Message), 16, mac);
            Hex.Same("070A16B46B4D4144F79BDD9DD04A287C", mac);
        }

        [TestMethod]
        public void OneMacLeavesNothingForTheNext()
        {
            byte[] mac = new byte[16];
            _cmac.Compute(Hex.Bytes("00000000000000000000000000000000"), 0, Hex.Bytes(Message), 33, mac);
            _cmac.Compute(Hex.Bytes(Key), 0, Hex.Bytes(Message), 40, mac);
            Hex.Same("DFA66747DE9AE63030CA32611497C827", mac);
        }

        [TestMethod]
        [DataRow("0102030405060708", "0102030405060708", true)]
        [DataRow("0102030405060708", "8102030405060708", false)]
        [DataRow("0102030405060708", "0102030405060709", false)]
        [DataRow("0102030405060708", "0102030425060708", false)]
        public void SameComparesEveryByte(string a, string b, bool same)
        {
            Assert.AreEqual(same, Cmac.Same(Hex.Bytes(a), 0, Hex.Bytes(b), 0, 8));
        }

        [TestMethod]
        public void SameComparesNoByteBeyond()
        {
            Assert.IsTrue(Cmac.Same(Hex.Bytes("FF0102EE"), 1, Hex.Bytes("0102"), 0, 2));
            Assert.IsFalse(Cmac.Same(Hex.Bytes("FF0102EE"), 1, Hex.Bytes("0102EF"), 0, 3));
        }
    }
}
