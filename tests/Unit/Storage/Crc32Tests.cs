using Kiosk.Core.Storage;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    [TestClass]
    public class Crc32Tests
    {
        // The first is the check value that catalogues of CRCs publish.
        [TestMethod]
        [DataRow("123456789", "CBF43926")]
        [DataRow("", "00000000")]
        [DataRow("a", "E8B7BE43")]
        [DataRow("The quick brown fox jumps over the lazy dog", "414FA339")]
        public void PublishedValues(string text, string expected)
        {
            byte[] crc = new byte[4];
            byte[] data = Hex.Ascii(text);
            BigEndian.Write(crc, 0, new Crc32().Compute(data, data.Length));
            Hex.Same(expected, crc);
        }

        [TestMethod]
        public void OnlyTheFirstBytesCount()
        {
            Crc32 crc = new Crc32();
            Assert.AreEqual(crc.Compute(Hex.Ascii("123456789"), 9), crc.Compute(Hex.Ascii("123456789abc"), 9));
        }
    }
}
