using Kiosk.Core.Pin;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    [TestClass]
    public class PinChoiceTests
    {
        private const string Card = "371449635398431";

        [TestMethod]
        [DataRow("1234")]
        [DataRow("7890")]
        [DataRow("4321")]
        [DataRow("0987")]
        [DataRow("345678901234")]
        [DataRow("1111")]
        [DataRow("000000")]
        [DataRow("3714")]
        [DataRow("8431")]
        [DataRow("496353")]
        [DataRow("449635398431")]
        public void WeakOnes(string pin)
        {
            Assert.IsTrue(IsWeak(pin), pin);
        }

        [TestMethod]
        [DataRow("4071")]
        [DataRow("1235")]
        [DataRow("1123")]
        [DataRow("1357")]
        [DataRow("1112")]
        [DataRow("4310")]
        [DataRow("496354")]
        [DataRow("714496353981")]
        public void OthersAreNot(string pin)
        {
            Assert.IsFalse(IsWeak(pin), pin);
        }

        [TestMethod]
        public void TheSameOnlyInEveryDigitAndTheirNumber()
        {
            Assert.IsTrue(PinChoice.AreSame(PinDigits.Of("4071"), PinDigits.Of("4071")));
            Assert.IsFalse(PinChoice.AreSame(PinDigits.Of("4071"), PinDigits.Of("5071")));
            Assert.IsFalse(PinChoice.AreSame(PinDigits.Of("4071"), PinDigits.Of("4072")));

            // A zero and no digit are the same byte.
            Assert.IsFalse(PinChoice.AreSame(PinDigits.Of("4071"), PinDigits.Of("40710")));
        }

        private static bool IsWeak(string pin)
        {
            return PinChoice.IsWeak(PinDigits.Of(pin), Hex.Ascii(Card), Card.Length);
        }
    }
}
