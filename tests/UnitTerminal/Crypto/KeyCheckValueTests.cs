using Kiosk.Core.Crypto;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    /// <summary>Against the check values that go with published keys of key blocks.</summary>
    [TestClass]
    public class KeyCheckValueTests
    {
        // TR-31:2018, A.7.2.2 and A.7.3.2; two of a payShield 10k; ISO 20038:2017, B.3.
        [TestMethod]
        [DataRow("3F419E1CB7079442AA37474C2EFBF8B8", "57C409")]
        [DataRow("E8BC63E5479455E26577F715D587FE68", "9A4212")]
        [DataRow("5DB50B454F8389ADCE573BE50861F2BF", "5C9405")]
        [DataRow("1FA1F7CEC798D91545DA8AE0C7796BD9", "FF5087")]
        [DataRow("767361707064642032454552206B6479", "B29D42")]
        public void OfTdesKeys(string key, string expected)
        {
            Check(new KeyCheckValue(new DesCipher()), key, expected);
        }

        // TR-31:2018, A.7.4, whose key is that of A.7.2.2, and ANSI X9.143:2021, 8.6 (its protection key); one of a payShield 10k.
        [TestMethod]
        [DataRow("3F419E1CB7079442AA37474C2EFBF8B8", "08793E")]
        [DataRow("88E1AB2A2E3DD38C1FA039A536500CC8A87AB9D62DC92C01058FA79F44657DE6", "233155")]
        [DataRow("BE19E6A07A760F10EF8E83A226B63AAD141F463FDDD4F47DB244B4023EC3CACC", "0A00E3")]
        public void OfAesKeys(string key, string expected)
        {
            Check(new KeyCheckValue(new AesCipher()), key, expected);
        }

        [TestMethod]
        public void OneByteThatDiffersDoesNotFit()
        {
            KeyCheckValue checkValue = new KeyCheckValue(new AesCipher());
            byte[] key = Hex.Bytes("3F419E1CB7079442AA37474C2EFBF8B8");
            Assert.IsFalse(checkValue.Fits(key, 0, 16, Hex.Bytes("18793E")));
            Assert.IsFalse(checkValue.Fits(key, 0, 16, Hex.Bytes("08783E")));
            Assert.IsFalse(checkValue.Fits(key, 0, 16, Hex.Bytes("08793F")));
        }

        private static void Check(KeyCheckValue checkValue, string key, string expected)
        {
            byte[] bytes = Hex.Bytes("FF" + key);
            byte[] value = new byte[KeyCheckValue.Length];
            checkValue.Compute(bytes, 1, bytes.Length - 1, value);
            Hex.Same(expected, value);
            Assert.IsTrue(checkValue.Fits(bytes, 1, bytes.Length - 1, value));
        }
    }
}
