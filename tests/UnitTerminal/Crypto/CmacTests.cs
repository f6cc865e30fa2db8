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
            _cmac.Compute(Hex.Bytes(Key), 0, 16, Hex.Bytes(Message), length, mac);
            Hex.Same(expected, mac);
        }

        // SP 800-38B, D.2 and D.3.
        [TestMethod]
        [DataRow("8E73B0F7DA0E6452C810F32B809079E562F8EAD2522C6B7B", 0, "D17DDF46ADAACDE531CAC483DE7A9367")]
        [DataRow("8E73B0F7DA0E6452C810F32B809079E562F8EAD2522C6B7B", 16, "9E99A7BF31E710900662F65E617C5184")]
        [DataRow("8E73B0F7DA0E6452C810F32B809079E562F8EAD2522C6B7B", 40, "8A1DE5BE2EB31AAD089A82E6EE908B0E")]
        [DataRow("8E73B0F7DA0E6452C810F32B809079E562F8EAD2522C6B7B", 64, "A1D5DF0EED790F794D77589659F39A11")]
        [DataRow("603DEB1015CA71BE2B73AEF0857D77811F352C073B6108D72D9810A30914DFF4", 0, "028962F61B7BF89EFC6B551F4667D983")]
        [DataRow("603DEB1015CA71BE2B73AEF0857D77811F352C073B6108D72D9810A30914DFF4", 16, "28A7023F452E8F82BD4BF28D8C37C35C")]
        [DataRow("603DEB1015CA71BE2B73AEF0857D77811F352C073B6108D72D9810A30914DFF4", 40, "AAF3D8F1DE5640C232F5B169B9C911E6")]
        [DataRow("603DEB1015CA71BE2B73AEF0857D77811F352C073B6108D72D9810A30914DFF4", 64, "E1992190549F6ED5696A2C056C315410")]
        public void PublishedMacsOfLongerKeys(string key, int length, string expected)
        {
            byte[] mac = new byte[16];
            _cmac.Compute(Hex.Bytes(key), 0, key.Length / 2, Hex.Bytes(Message), length, mac);
            Hex.Same(expected, mac);
        }

        // SP 800-38B, D.4 (three keys) and D.5 (two).
        [TestMethod]
        [DataRow("8AA83BF8CBDA10620BC1BF19FBB6CD58BC313D4A371CA8B5", 0, "B7A688E122FFAF95")]
        [DataRow("8AA83BF8CBDA10620BC1BF19FBB6CD58BC313D4A371CA8B5", 8, "8E8F293136283797")]
        [DataRow("8AA83BF8CBDA10620BC1BF19FBB6CD58BC313D4A371CA8B5", 20, "743DDBE0CE2DC2ED")]
        [DataRow("8AA83BF8CBDA10620BC1BF19FBB6CD58BC313D4A371CA8B5", 32, "33E6B1092400EAE5")]
        [DataRow("4CF15134A2850DD58A3D10BA80570D38", 0, "BD2EBF9A3BA00361")]
        [DataRow("4CF15134A2850DD58A3D10BA80570D38", 8, "4FF2AB813C53CE83")]
        [DataRow("4CF15134A2850DD58A3D10BA80570D38", 20, "62DD1B471902BD4E")]
        [DataRow("4CF15134A2850DD58A3D10BA80570D38", 32, "31B1E431DABC4EB8")]
        public void PublishedMacsOverTdes(string key, int length, string expected)
        {
            byte[] mac = new byte[8];
            new Cmac(new DesCipher()).Compute(Hex.Bytes(key), 0, key.Length / 2, Hex.Bytes(Message), length, mac);
            Hex.Same(expected, mac);
        }

        [TestMethod]
        public void TheKeyMayBeginAnywhere()
        {
            byte[] mac = new byte[16];
            _cmac.Compute(Hex.Bytes("FFFFFF" + Key), 3, 16, Hex.Bytes(Message), 16, mac);
            Hex.Same("070A16B46B4D4144F79BDD9DD04A287C", mac);
        }

        [TestMethod]
        public void OneMacLeavesNothingForTheNext()
        {
            byte[] mac = new byte[16];
            _cmac.Compute(Hex.Bytes("00000000000000000000000000000000"), 0, 16, Hex.Bytes(Message), 33, mac);
            _cmac.Compute(Hex.Bytes(Key), 0, 16, Hex.Bytes(Message), 40, mac);
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
