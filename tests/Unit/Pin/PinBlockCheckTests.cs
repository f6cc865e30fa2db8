using Kiosk.Core.Pin;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    /// <summary>The terminal's check of a clear block (K11): every wrong nibble, and every other PIN, card and fill.</summary>
    [TestClass]
    public class PinBlockCheckTests
    {
        private const string Visa = "4111111111111111";
        private const string Mastercard = "5555555551234567";
        private const string Letters = "ABCDEFFEDCBAABCD";
        private const int Format0 = (int)PinBlockFormat.Format0;
        private const int Format1 = (int)PinBlockFormat.Format1;
        private const int Format2 = (int)PinBlockFormat.Format2;
        private const int Format3 = (int)PinBlockFormat.Format3;
        private const int Format4 = (int)PinBlockFormat.Format4;

        private static PinEntry _pin;
        private static byte[] _block;

        [Setup]
        public void Setup()
        {
            _pin = new PinEntry(PinEntry.Longest);
        }

        [Cleanup]
        public void Cleanup()
        {
            _pin = null;
            _block = null;
        }

        // PIN 1234, in formats 0 and 3 under the account 555555123456: 0 and 1 to 3 are not covered, 4 and 5 are, 6 to 15 are fill.
        // Format 0: 041261AAAAEDCBA9. Format 3: 341261FE98FDCA8A.
        [TestMethod]
        [DataRow(Format0, 0, 1, (int)PinBlockResult.Control)]
        [DataRow(Format0, 0, 3, (int)PinBlockResult.Control)]
        [DataRow(Format0, 1, 3, (int)PinBlockResult.Length)]
        [DataRow(Format0, 1, 5, (int)PinBlockResult.Length)]
        [DataRow(Format0, 1, 13, (int)PinBlockResult.Length)]
        [DataRow(Format0, 2, 9, (int)PinBlockResult.Digit)]
        [DataRow(Format0, 3, 11, (int)PinBlockResult.Digit)]
        [DataRow(Format0, 4, 7, (int)PinBlockResult.Account)]
        [DataRow(Format0, 4, 9, (int)PinBlockResult.Digit)]
        [DataRow(Format0, 6, 11, (int)PinBlockResult.Account)]
        [DataRow(Format0, 6, 5, (int)PinBlockResult.Fill)]
        [DataRow(Format0, 15, 8, (int)PinBlockResult.Account)]
        [DataRow(Format0, 15, 0, (int)PinBlockResult.Fill)]
        [DataRow(Format1, 0, 0, (int)PinBlockResult.Control)]
        [DataRow(Format1, 1, 6, (int)PinBlockResult.Length)]
        [DataRow(Format1, 2, 9, (int)PinBlockResult.Digit)]
        [DataRow(Format1, 5, 10, (int)PinBlockResult.Digit)]
        [DataRow(Format1, 6, 0, (int)PinBlockResult.Fill)]
        [DataRow(Format1, 15, 13, (int)PinBlockResult.Fill)]
        [DataRow(Format2, 0, 0, (int)PinBlockResult.Control)]
        [DataRow(Format2, 1, 12, (int)PinBlockResult.Length)]
        [DataRow(Format2, 4, 9, (int)PinBlockResult.Digit)]
        [DataRow(Format2, 6, 0, (int)PinBlockResult.Fill)]
        [DataRow(Format3, 0, 0, (int)PinBlockResult.Control)]
        [DataRow(Format3, 1, 0, (int)PinBlockResult.Length)]
        [DataRow(Format3, 3, 1, (int)PinBlockResult.Digit)]
        [DataRow(Format3, 5, 0, (int)PinBlockResult.Account)]
        [DataRow(Format3, 5, 15, (int)PinBlockResult.Digit)]
        [DataRow(Format3, 6, 12, (int)PinBlockResult.Account)]
        [DataRow(Format3, 6, 0, (int)PinBlockResult.Fill)]
        [DataRow(Format4, 0, 3, (int)PinBlockResult.Control)]
        [DataRow(Format4, 1, 5, (int)PinBlockResult.Length)]
        [DataRow(Format4, 2, 9, (int)PinBlockResult.Digit)]
        [DataRow(Format4, 2, 10, (int)PinBlockResult.Digit)]
        [DataRow(Format4, 5, 0, (int)PinBlockResult.Digit)]
        [DataRow(Format4, 6, 9, (int)PinBlockResult.Fill)]
        [DataRow(Format4, 15, 0, (int)PinBlockResult.Fill)]
        [DataRow(Format4, 16, 11, (int)PinBlockResult.Fill)]
        [DataRow(Format4, 31, 0, (int)PinBlockResult.Fill)]
        public void WhichFaultAWrongNibbleIs(int format, int nibble, int value, int expected)
        {
            Make(format, "1234", Mastercard);
            Nibbles.Put(_block, nibble, value);
            Assert.AreEqual(expected, (int)Check(format, "1234", Mastercard, Letters));
        }

        [TestMethod]
        [DataRow("1234")]
        [DataRow("123456789012")]
        public void AnyOtherNibbleIsAFault(string digits)
        {
            for (int format = Format0; format <= Format4; format++)
            {
                Make(format, digits, Mastercard);
                for (int nibble = 0; nibble < 2 * _block.Length; nibble++)
                {
                    int good = Nibbles.Get(_block, nibble);
                    for (int value = 0; value < 16; value++)
                    {
                        Nibbles.Put(_block, nibble, value);
                        bool isGood = Check(format, digits, Mastercard, Letters) == PinBlockResult.Good;
                        Assert.AreEqual(value == good, isGood, "a nibble");
                    }

                    Nibbles.Put(_block, nibble, good);
                }
            }
        }

        [TestMethod]
        [DataRow("1235", (int)PinBlockResult.Digit)]
        [DataRow("2234", (int)PinBlockResult.Digit)]
        [DataRow("12345", (int)PinBlockResult.Length)]
        [DataRow("123", (int)PinBlockResult.Length)]
        [DataRow("", (int)PinBlockResult.Length)]
        public void AnotherPinIsAFault(string other, int expected)
        {
            for (int format = Format0; format <= Format4; format++)
            {
                Make(format, "1234", Mastercard);

                // Under the account another last digit is another account as well.
                bool covered = other == "1235" && (format == Format0 || format == Format3);
                Assert.AreEqual(covered ? (int)PinBlockResult.Account : expected, (int)Check(format, other, Mastercard, Letters));
            }
        }

        [TestMethod]
        public void ADigitThatIsNoneIsAFaultEvenWhereBothHaveIt()
        {
            for (int format = Format0; format <= Format4; format++)
            {
                Make(format, "1234", Mastercard);
                Nibbles.Put(_block, 2, 0xA);
                Assert.AreEqual((int)PinBlockResult.Digit, (int)Check(format, ":234", Mastercard, Letters));
            }
        }

        [TestMethod]
        public void FillOfFormat3IsALetterEvenWhereBothHaveAnother()
        {
            Make(Format3, "1234", Mastercard);
            Nibbles.Put(_block, 6, 0x9 ^ 0x5);
            Assert.AreEqual((int)PinBlockResult.Fill, (int)Check(Format3, "1234", Mastercard, "9BCDEFFEDC000000"));
        }

        [TestMethod]
        public void AnotherFillIsAFaultWhereItIsDrawn()
        {
            for (int format = Format0; format <= Format4; format++)
            {
                Make(format, "1234", Mastercard);
                PinBlockResult first = Check(format, "1234", Mastercard, "BBCDEFFEDCBAABCD");
                PinBlockResult last = Check(format, "1234", Mastercard, "ABCDEFFEDCBAABCC");
                PinBlockResult letter = format == Format3 ? PinBlockResult.Account : PinBlockResult.Fill;
                Assert.AreEqual((int)(format == Format0 || format == Format2 ? PinBlockResult.Good : letter), (int)first);
                Assert.AreEqual((int)(format == Format4 ? PinBlockResult.Fill : PinBlockResult.Good), (int)last);
            }
        }

        // 5555555551234567: its 12 digits are 555555123456. The three before them and the check digit are not in the block.
        [TestMethod]
        [DataRow("5556555551234567", false)]
        [DataRow("5555555551234577", false)]
        [DataRow("55555555512345674", false)]
        [DataRow("555555123456", false)]
        [DataRow("5555555551234568", true)]
        [DataRow("4445555551234567", true)]
        [DataRow("555555551234567", true)]
        [DataRow("5555551234567", true)]
        public void FormatsZeroAndThreeBindTwelveDigits(string other, bool same)
        {
            for (int format = Format0; format <= Format3; format += Format3)
            {
                Make(format, "1234", Mastercard);
                int expected = (int)(same ? PinBlockResult.Good : PinBlockResult.Account);
                Assert.AreEqual(expected, (int)Check(format, "1234", other, Letters));
            }
        }

        [TestMethod]
        public void EveryWrongNibbleOfThePanFieldIsFound()
        {
            byte[] field = new byte[16];
            for (int length = 8; length <= 19; length++)
            {
                byte[] number = Hex.Ascii("4111111111111111119".Substring(0, length));
                PinBlock.PanField(number, length, field);
                for (int nibble = 0; nibble < 32; nibble++)
                {
                    int good = Nibbles.Get(field, nibble);
                    for (int value = 0; value < 16; value++)
                    {
                        Nibbles.Put(field, nibble, value);
                        Assert.AreEqual((int)(value == good ? PinBlockResult.Good : PinBlockResult.Account), (int)PinBlock.CheckPanField(field, number, length));
                    }

                    Nibbles.Put(field, nibble, good);
                }
            }
        }

        [TestMethod]
        [DataRow(Visa, "4111111111111112")]
        [DataRow(Visa, "411111111111111")]
        [DataRow(Visa, "41111111111111111")]
        [DataRow(Visa, "411111111")]
        [DataRow("123456789", "23456789")]
        [DataRow("123456789", "1234567890")]
        [DataRow("01234567890123", "1234567890123")]
        public void ThePanFieldOfAnotherCardIsFound(string number, string other)
        {
            byte[] field = new byte[16];
            PinBlock.PanField(Hex.Ascii(number), number.Length, field);
            Assert.AreEqual((int)PinBlockResult.Account, (int)PinBlock.CheckPanField(field, Hex.Ascii(other), other.Length));
        }

        [TestMethod]
        public void ACharacterBehindNineIsNoDigitEvenWhereThePanFieldHasIt()
        {
            byte[] field = new byte[16];
            PinBlock.PanField(Hex.Ascii(Visa), 16, field);
            Nibbles.Put(field, 2, 0xA);
            Assert.AreEqual((int)PinBlockResult.Account, (int)PinBlock.CheckPanField(field, Hex.Ascii("4:11111111111111"), 16));
        }

        private static void Make(int format, string digits, string number)
        {
            _block = new byte[PinBlock.LengthOf((PinBlockFormat)format)];
            PinDigits.Enter(_pin, digits);
            PinBlockResult result = PinBlock.Encode((PinBlockFormat)format, _pin, Number(format, number), number.Length, Hex.Bytes(Letters), _block);
            Assert.AreEqual((int)PinBlockResult.Good, (int)result);
        }

        private static PinBlockResult Check(int format, string digits, string number, string fill)
        {
            PinDigits.Enter(_pin, digits);
            return PinBlock.Check((PinBlockFormat)format, _block, _block.Length, _pin, Number(format, number), number.Length, Hex.Bytes(fill));
        }

        private static byte[] Number(int format, string number)
        {
            return format == Format1 || format == Format2 ? null : Hex.Ascii(number);
        }
    }
}
