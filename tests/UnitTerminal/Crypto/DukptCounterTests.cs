using Kiosk.Core.Crypto;
using Kiosk.Core.Storage;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    [TestClass]
    public class DukptCounterTests
    {
        [TestMethod]
        [DataRow("00000000", "00000001")]
        [DataRow("0000FFFF", "00010000")]
        [DataRow("0001FFFE", "00020000")]
        [DataRow("0001FFFF", "00020000")]
        [DataRow("FFFF0000", "00000000")]
        [DataRow("FFFFFFFF", "00000000")]
        [DataRow("7FFFFFFF", "80000000")]
        [DataRow("EFFFFFFF", "F0000000")]
        public void NextOfAtMostSixteenBits(string counter, string next)
        {
            Assert.AreEqual(Value(next), DukptCounter.Next(Value(counter), 16));
        }

        // Each step against counting on by one.
        [TestMethod]
        public void NextIsTheLowestGreaterValueAllowed()
        {
            for (uint counter = 0; counter < 1024; counter++)
            {
                uint next = counter + 1;
                while (DukptCounter.BitCount(next) > 4)
                {
                    next++;
                }

                Assert.AreEqual(next, DukptCounter.Next(counter, 4));
            }
        }

        private static uint Value(string hex)
        {
            return BigEndian.ReadUInt32(Hex.Bytes(hex), 0);
        }
    }
}
