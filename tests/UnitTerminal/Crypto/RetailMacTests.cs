using Kiosk.Core.Crypto;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    [TestClass]
    public class RetailMacTests
    {
        private static RetailMac _retailMac;

        [Setup]
        public void Setup()
        {
            _retailMac = new RetailMac(new DesCipher());
        }

        [Cleanup]
        public void Cleanup()
        {
            _retailMac = null;
        }

        // ANSI X9.24-1, A.4: transaction key 042666B49184CFA368DE9628D0397BC9 as its MAC request and MAC response variants.
        [TestMethod]
        [DataRow("042666B4918430A368DE9628D03984C9", "9CCC7817")]
        [DataRow("042666B46E84CFA368DE96282F397BC9", "20364223")]
        public void PublishedMacs(string key, string expected)
        {
            byte[] mac = new byte[8];
            _retailMac.Compute(Hex.Bytes(key), 0, Hex.Ascii("4012345678909D987"), 17, mac);
            Hex.Same(expected, mac, 0, 4);
        }

        // Of one block the MAC is its TDES, whether its zeros are padding or message.
        [TestMethod]
        [DataRow("0000000000000000", 0)]
        [DataRow("0000000000000000", 8)]
        [DataRow("0123000000000000", 2)]
        [DataRow("0123000000000000", 8)]
        [DataRow("0123456789ABCDEF", 8)]
        public void OneBlockIsTdes(string message, int length)
        {
            DesCipher cipher = new DesCipher();
            byte[] mac = new byte[8];
            byte[] block = Hex.Bytes(message);
            byte[] key = Hex.Bytes("FF0123456789ABCDEFFEDCBA9876543210");
            cipher.SetKey(key, 1, 16);
            cipher.Encrypt(block, 0, block, 0);
            _retailMac.Compute(key, 1, Hex.Bytes(message), length, mac);
            Hex.Same(Hex.Text(block, 0, 8), mac);
        }

        [TestMethod]
        public void OneMacLeavesNothingForTheNext()
        {
            byte[] mac = new byte[8];
            byte[] message = Hex.Ascii("4012345678909D987");
            _retailMac.Compute(new byte[16], 0, message, 9, mac);
            _retailMac.Compute(Hex.Bytes("042666B4918430A368DE9628D03984C9"), 0, message, 17, mac);
            Hex.Same("9CCC7817", mac, 0, 4);
        }
    }
}
