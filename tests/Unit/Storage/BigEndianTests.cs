using Kiosk.Core.Storage;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    [TestClass]
    public class BigEndianTests
    {
        [TestMethod]
        [DataRow("00000000")]
        [DataRow("01020304")]
        [DataRow("80000000")]
        [DataRow("FFFFFFFF")]
        public void FourBytesRoundTrip(string hex)
        {
            byte[] target = new byte[6];
            BigEndian.Write(target, 1, BigEndian.ReadUInt32(Hex.Bytes(hex), 0));
            Hex.Same("00" + hex + "00", target);
        }

        [TestMethod]
        public void HighByteFirst()
        {
            Assert.AreEqual(0x01020304u, BigEndian.ReadUInt32(Hex.Bytes("FF01020304"), 1));
            Assert.AreEqual(0x0102030405060708L, BigEndian.ReadLong(Hex.Bytes("FF0102030405060708"), 1));
        }

        [TestMethod]
        [DataRow(0L)]
        [DataRow(1L)]
        [DataRow(0x80000000L)]
        [DataRow(0x0102030405060708L)]
        [DataRow(-1L)]
        [DataRow(long.MinValue)]
        public void EightBytesRoundTrip(long value)
        {
            byte[] target = new byte[9];
            BigEndian.WriteLong(target, 1, value);
            Assert.AreEqual(value, BigEndian.ReadLong(target, 1));
            Assert.AreEqual((byte)0, target[0]);
        }
    }
}
