using Kiosk.Core.Pin;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    [TestClass]
    public class PinEntryTests
    {
        [TestMethod]
        [DataRow(4)]
        [DataRow(6)]
        [DataRow(12)]
        public void TakesDigitsUpToTheMaximumAndIgnoresMore(int most)
        {
            PinEntry pin = new PinEntry(most);
            for (int i = 0; i < most; i++)
            {
                Assert.IsTrue(pin.Add((byte)(i % 10)));
                Assert.AreEqual(i + 1, pin.Length);
            }

            Assert.IsFalse(pin.Add(9));
            Assert.AreEqual(most, pin.Length);
        }

        [TestMethod]
        public void ADigitPastTheMaximumChangesNothing()
        {
            PinEntry pin = new PinEntry(4);
            Enter(pin, "1234");
            pin.Add(9);
            Assert.AreEqual("1234", PinDigits.Text(pin));
        }

        [TestMethod]
        public void BeginsEmpty()
        {
            Assert.AreEqual(0, new PinEntry(12).Length);
        }

        [TestMethod]
        public void WipeLeavesNoDigit()
        {
            PinEntry pin = new PinEntry(12);
            Enter(pin, "918273645546");
            pin.Wipe();
            Assert.AreEqual(0, pin.Length);
            byte[] block = new byte[8];
            Assert.AreEqual((int)PinBlockResult.Length, (int)PinBlock.Encode(PinBlockFormat.Format2, pin, null, 0, null, block));
            Assert.IsTrue(Hex.IsZero(block));
        }

        [TestMethod]
        public void AnotherPinAfterWipeIsTakenWhole()
        {
            PinEntry pin = new PinEntry(12);
            Enter(pin, "918273645546");
            pin.Wipe();
            Enter(pin, "1234");
            Assert.AreEqual("1234", PinDigits.Text(pin));
        }

        private static void Enter(PinEntry pin, string digits)
        {
            for (int i = 0; i < digits.Length; i++)
            {
                pin.Add((byte)(digits[i] - '0'));
            }
        }
    }
}
