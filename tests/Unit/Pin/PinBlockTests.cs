using Kiosk.Core.Pin;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    [TestClass]
    public class PinBlockTests
    {
        private const string Amex = "371449635398431";
        private const string Visa = "4111111111111111";
        private const string Random = "2F69ADDE2E9E7ACE";
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

        [TestMethod]
        public void LengthOfEachFormat()
        {
            for (int format = Format0; format <= Format3; format++)
            {
                Assert.AreEqual(8, PinBlock.LengthOf((PinBlockFormat)format));
            }

            Assert.AreEqual(16, PinBlock.LengthOf(PinBlockFormat.Format4));
            Assert.ThrowsException(typeof(System.ArgumentException), () => PinBlock.LengthOf((PinBlockFormat)5));
            Assert.ThrowsException(typeof(System.ArgumentException), () => PinBlock.LengthOf((PinBlockFormat)(-1)));
        }

        // Format 0: ANSI X9.24-1 A.4, psec, psec, a Thales manual. 1: openemv/pinblock. 2: a payShield manual, psec. 3: the fixed part is published
        // by psec and openemv/pinblock. 4: X9.24-3 supplement and psec, openemv/pinblock.
        [TestMethod]
        [DataRow(Format0, "1234", "4012345678909", "", "041274EDCBA9876F")]
        [DataRow(Format0, "1234", "5555555551234567", "", "041261AAAAEDCBA9")]
        [DataRow(Format0, "123456789012", "5555555551234567", "", "0C1261032D8226A9")]
        [DataRow(Format0, "92389", "4000001234562", "", "0592789FFFEDCBA9")]
        [DataRow(Format1, "12345", "", "EDCBA98765432100", "1512345EDCBA9876")]
        [DataRow(Format2, "34567", "", "", "2534567FFFFFFFFF")]
        [DataRow(Format2, "1234", "", "", "241234FFFFFFFFFF")]
        [DataRow(Format2, "123456789", "", "", "29123456789FFFFF")]
        [DataRow(Format2, "123456789012", "", "", "2C123456789012FF")]
        [DataRow(Format3, "1234", "5555555551234567", "AAAAAAAAAAAAAAAA", "341261FFFFB89EFC")]
        [DataRow(Format3, "12345", "4012345678909", "ABCDEFABC0000000", "351274488888822C")]
        [DataRow(Format4, "1234", Visa, Random, "441234AAAAAAAAAA" + Random)]
        [DataRow(Format4, "12345", Visa, Random, "4512345AAAAAAAAA" + Random)]
        public void PublishedBlocks(int format, string digits, string number, string fill, string expected)
        {
            Same(expected, format, digits, number, fill);
        }

        // Calculated on paper's terms: the fields as text, xored digit by digit.
        [TestMethod]
        [DataRow(Format0, "1234", "041220B69CAC67BC")]
        [DataRow(Format0, "12345", "051220169CAC67BC")]
        [DataRow(Format0, "1234567", "0712201F1CAC67BC")]
        [DataRow(Format0, "12345678901", "0B12201F1BC387BC")]
        [DataRow(Format0, "123456789012", "0C12201F1BC38ABC")]
        [DataRow(Format1, "1234", "141234ABCDEFFEDC")]
        [DataRow(Format1, "12345678901", "1B12345678901ABC")]
        [DataRow(Format1, "123456789012", "1C123456789012AB")]
        [DataRow(Format2, "12345678901", "2B12345678901FFF")]
        [DataRow(Format3, "1234", "341220E2AEBC669F")]
        [DataRow(Format3, "12345", "35122013DF8D67AE")]
        [DataRow(Format3, "12345678901", "3B12201F1BC382FF")]
        [DataRow(Format3, "123456789012", "3C12201F1BC38AE8")]
        [DataRow(Format4, "123456", "46123456AAAAAAAA" + Letters)]
        [DataRow(Format4, "1234567", "471234567AAAAAAA" + Letters)]
        [DataRow(Format4, "12345678", "4812345678AAAAAA" + Letters)]
        [DataRow(Format4, "123456789", "49123456789AAAAA" + Letters)]
        [DataRow(Format4, "1234567890", "4A1234567890AAAA" + Letters)]
        [DataRow(Format4, "12345678901", "4B12345678901AAA" + Letters)]
        [DataRow(Format4, "123456789012", "4C123456789012AA" + Letters)]
        [DataRow(Format4, "0000", "440000AAAAAAAAAA" + Letters)]
        public void PinsOfEveryLength(int format, string digits, string expected)
        {
            Same(expected, format, digits, format == Format1 || format == Format2 ? "" : Amex, Letters);
        }

        // Calculated likewise. 16 digits are published above.
        [TestMethod]
        [DataRow("98765432", "041234FFF6789ABC", "341234FED53D9B9F")]
        [DataRow("987654321", "041234FF6789ABCD", "341234FE44CCAAEE")]
        [DataRow("9876543210", "041234F6789ABCDE", "341234F75BDFBDFD")]
        [DataRow("98765432109", "0412346789ABCDEF", "34123466AAEECCCC")]
        [DataRow("987654321098", "04123D789ABCDEF6", "34123D79B9F9DFD5")]
        [DataRow("9876543210987", "0412AC89ABCDEF67", "3412AC888888EE44")]
        [DataRow("98765432109876", "0412B39ABCDEF678", "3412B39B9F9BF75B")]
        [DataRow("987654321098765", "041242ABCDEF6789", "341242AAEEAA66AA")]
        [DataRow("98765432109876543", "041260CDEF6789AB", "341260CCCC228888")]
        [DataRow("987654321098765432", "041277DEF6789ABC", "341277DFD53D9B9F")]
        [DataRow("9876543210987654321", "041206EF6789ABCD", "341206EE44CCAAEE")]
        public void AccountsOfEveryLength(string number, string format0, string format3)
        {
            Same(format0, Format0, "1234", number, "");
            Same(format3, Format3, "1234", number, "FEDCBAFEDC000000");
        }

        [TestMethod]
        public void EveryPinAndCardIsReadAgain()
        {
            for (int format = Format0; format <= Format4; format++)
            {
                bool hasCard = format != Format1 && format != Format2;
                for (int pinLength = PinEntry.Shortest; pinLength <= PinEntry.Longest; pinLength++)
                {
                    for (int numberLength = hasCard ? 8 : 0; numberLength <= (hasCard ? 19 : 0); numberLength++)
                    {
                        string digits = "902134568771".Substring(0, pinLength);
                        string number = "5105199887766553341".Substring(0, numberLength);
                        Good(Encode(format, digits, number, Letters));
                        Good(Decode(format, number));
                        Assert.AreEqual(digits, PinDigits.Text(_pin));
                        Good(Check(format, digits, number, Letters));
                    }
                }
            }
        }

        [TestMethod]
        [DataRow(Format0, "", Visa, Letters, (int)PinBlockResult.Length)]
        [DataRow(Format1, "123", "", Letters, (int)PinBlockResult.Length)]
        [DataRow(Format2, "", "", Letters, (int)PinBlockResult.Length)]
        [DataRow(Format3, "123", Visa, Letters, (int)PinBlockResult.Length)]
        [DataRow(Format4, "123", Visa, Letters, (int)PinBlockResult.Length)]
        [DataRow(Format0, "12:4", Visa, Letters, (int)PinBlockResult.Digit)]
        [DataRow(Format1, "123?", "", Letters, (int)PinBlockResult.Digit)]
        [DataRow(Format2, ":234", "", Letters, (int)PinBlockResult.Digit)]
        [DataRow(Format3, "12:4", Visa, "0000000000000000", (int)PinBlockResult.Digit)]
        [DataRow(Format4, "12345678901A", Visa, Letters, (int)PinBlockResult.Digit)]
        [DataRow(Format3, "1234", Visa, "9BCDEFFEDC000000", (int)PinBlockResult.Fill)]
        [DataRow(Format3, "1234", Visa, "ABCDEFFED0000000", (int)PinBlockResult.Fill)]
        [DataRow(Format3, "123456789012", Visa, "A900000000000000", (int)PinBlockResult.Fill)]
        [DataRow(Format1, "12", Visa, Letters, (int)PinBlockResult.Account)]
        public void NoBlockIsMadeOf(int format, string digits, string number, string fill, int expected)
        {
            Assert.AreEqual(expected, (int)Encode(format, digits, number, fill));
            Assert.IsTrue(Hex.IsZero(_block));
        }

        // One digit short, one long, none, a letter in each part of the number.
        [TestMethod]
        [DataRow("")]
        [DataRow("1")]
        [DataRow("4111111")]
        [DataRow("41111111111111111111")]
        [DataRow("A111111111111111")]
        [DataRow("41111111/1111111")]
        [DataRow("411111111111111:")]
        public void NoFormatThatBindsTheAccountGoesWithoutACardNumber(string number)
        {
            for (int format = Format0; format <= Format4; format++)
            {
                if (format == Format1 || format == Format2)
                {
                    continue;
                }

                Assert.AreEqual((int)PinBlockResult.Account, (int)Encode(format, "1234", number, Letters));
                Assert.IsTrue(Hex.IsZero(_block));
                Good(Encode(format, "1234", Visa, Letters));
                Assert.AreEqual((int)PinBlockResult.Account, (int)Check(format, "1234", number, Letters));
                PinBlockResult decoded = Decode(format, number);
                Assert.AreEqual((int)(format == Format4 && number == "" ? PinBlockResult.Good : PinBlockResult.Account), (int)decoded);
                Assert.AreEqual(decoded == PinBlockResult.Good ? 4 : 0, _pin.Length);
            }

            byte[] field = Hex.Bytes("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF");
            Assert.AreEqual((int)PinBlockResult.Account, (int)PinBlock.PanField(Number(number), number.Length, field));
            Assert.IsTrue(Hex.IsZero(field));
            Assert.AreEqual((int)PinBlockResult.Account, (int)PinBlock.CheckPanField(field, Number(number), number.Length));
        }

        [TestMethod]
        public void NoFormatThatBindsNoAccountGoesWithACardNumber()
        {
            for (int format = Format1; format <= Format2; format++)
            {
                Assert.AreEqual((int)PinBlockResult.Account, (int)Encode(format, "1234", Visa, Letters));
                Assert.IsTrue(Hex.IsZero(_block));
                Assert.AreEqual((int)PinBlockResult.Account, (int)Encode(format, "1234", "1", Letters));
                Good(Encode(format, "1234", "", Letters));
                Assert.AreEqual((int)PinBlockResult.Account, (int)Check(format, "1234", Visa, Letters));
                Assert.AreEqual((int)PinBlockResult.Account, (int)Decode(format, Visa));
                Assert.AreEqual(0, _pin.Length);
            }
        }

        [TestMethod]
        public void NullAndNoDigitsAreNoCard()
        {
            byte[] fill = Hex.Bytes(Letters);
            _block = new byte[8];
            PinDigits.Enter(_pin, "1234");
            Good(PinBlock.Encode(PinBlockFormat.Format1, _pin, null, 16, fill, _block));
            Good(PinBlock.Encode(PinBlockFormat.Format1, _pin, Hex.Ascii(Visa), 0, fill, _block));
            Assert.AreEqual((int)PinBlockResult.Account, (int)PinBlock.Encode(PinBlockFormat.Format0, _pin, null, 16, fill, _block));
            Assert.AreEqual((int)PinBlockResult.Account, (int)PinBlock.Encode(PinBlockFormat.Format0, _pin, Hex.Ascii(Visa), 0, fill, _block));
            Assert.AreEqual((int)PinBlockResult.Account, (int)PinBlock.PanField(null, 16, new byte[16]));
            Assert.AreEqual((int)PinBlockResult.Account, (int)PinBlock.CheckPanField(new byte[16], null, 16));
        }

        [TestMethod]
        [DataRow(Format0, 0)]
        [DataRow(Format0, 7)]
        [DataRow(Format0, 9)]
        [DataRow(Format1, 16)]
        [DataRow(Format2, 16)]
        [DataRow(Format3, 16)]
        [DataRow(Format4, 8)]
        [DataRow(Format4, 15)]
        [DataRow(Format4, 17)]
        public void ABlockOfAnotherSizeIsRefused(int format, int length)
        {
            string number = format == Format1 || format == Format2 ? "" : Visa;
            Good(Encode(format, "1234", number, Letters));
            byte[] block = new byte[32];
            _block.CopyTo(block, 0);
            Assert.AreEqual((int)PinBlockResult.Size, (int)PinBlock.Decode((PinBlockFormat)format, block, length, Number(number), number.Length, _pin));
            Assert.AreEqual(0, _pin.Length);
            PinDigits.Enter(_pin, "1234");
            PinBlockResult checkedAs = PinBlock.Check((PinBlockFormat)format, block, length, _pin, Number(number), number.Length, Hex.Bytes(Letters));
            Assert.AreEqual((int)PinBlockResult.Size, (int)checkedAs);
        }

        // The block's nibble that is wrong, what it becomes, and what reading says: the PIN, or the fault.
        [TestMethod]
        [DataRow(Format0, "041261AAAAEDCBA9", 0, 3, "", (int)PinBlockResult.Control)]
        [DataRow(Format0, "041261AAAAEDCBA9", 1, 3, "", (int)PinBlockResult.Length)]
        [DataRow(Format0, "041261AAAAEDCBA9", 1, 13, "", (int)PinBlockResult.Length)]
        [DataRow(Format0, "041261AAAAEDCBA9", 1, 5, "", (int)PinBlockResult.Digit)]
        [DataRow(Format0, "041261AAAAEDCBA9", 2, 10, "", (int)PinBlockResult.Digit)]
        [DataRow(Format0, "041261AAAAEDCBA9", 4, 15, "", (int)PinBlockResult.Digit)]
        [DataRow(Format0, "041261AAAAEDCBA9", 4, 7, "1224", (int)PinBlockResult.Good)]
        [DataRow(Format0, "041261AAAAEDCBA9", 6, 11, "", (int)PinBlockResult.Fill)]
        [DataRow(Format0, "041261AAAAEDCBA9", 15, 8, "", (int)PinBlockResult.Fill)]
        [DataRow(Format1, "1512345EDCBA9876", 0, 0, "", (int)PinBlockResult.Control)]
        [DataRow(Format1, "1512345EDCBA9876", 1, 6, "", (int)PinBlockResult.Digit)]
        [DataRow(Format1, "1512345EDCBA9876", 1, 4, "1234", (int)PinBlockResult.Good)]
        [DataRow(Format1, "1512345EDCBA9876", 7, 0, "12345", (int)PinBlockResult.Good)]
        [DataRow(Format2, "241234FFFFFFFFFF", 0, 10, "", (int)PinBlockResult.Control)]
        [DataRow(Format2, "241234FFFFFFFFFF", 5, 15, "", (int)PinBlockResult.Digit)]
        [DataRow(Format2, "241234FFFFFFFFFF", 6, 14, "", (int)PinBlockResult.Fill)]
        [DataRow(Format2, "241234FFFFFFFFFF", 15, 0, "", (int)PinBlockResult.Fill)]
        [DataRow(Format3, "341261FFFFB89EFC", 0, 0, "", (int)PinBlockResult.Control)]
        [DataRow(Format3, "341261FFFFB89EFC", 4, 15, "", (int)PinBlockResult.Digit)]
        [DataRow(Format3, "341261FFFFB89EFC", 6, 10, "1234", (int)PinBlockResult.Good)]
        [DataRow(Format3, "341261FFFFB89EFC", 6, 12, "", (int)PinBlockResult.Fill)]
        [DataRow(Format4, "441234AAAAAAAAAA" + Random, 0, 3, "", (int)PinBlockResult.Control)]
        [DataRow(Format4, "441234AAAAAAAAAA" + Random, 1, 0, "", (int)PinBlockResult.Length)]
        [DataRow(Format4, "441234AAAAAAAAAA" + Random, 5, 10, "", (int)PinBlockResult.Digit)]
        [DataRow(Format4, "441234AAAAAAAAAA" + Random, 6, 15, "", (int)PinBlockResult.Fill)]
        [DataRow(Format4, "441234AAAAAAAAAA" + Random, 15, 9, "", (int)PinBlockResult.Fill)]
        [DataRow(Format4, "441234AAAAAAAAAA" + Random, 16, 7, "1234", (int)PinBlockResult.Good)]
        [DataRow(Format4, "441234AAAAAAAAAA" + Random, 31, 0, "1234", (int)PinBlockResult.Good)]
        public void ReadingABlockWithAWrongNibble(int format, string block, int nibble, int value, string digits, int expected)
        {
            _block = Hex.Bytes(block);
            Nibbles.Put(_block, nibble, value);
            PinDigits.Enter(_pin, "9999");
            Assert.AreEqual(expected, (int)Decode(format, format == Format1 || format == Format2 ? "" : "5555555551234567"));
            Assert.AreEqual(digits, PinDigits.Text(_pin));
        }

        [TestMethod]
        public void APinThatItsBufferDoesNotTakeIsRefused()
        {
            Good(Encode(Format0, "12345", Visa, ""));
            _pin = new PinEntry(4);
            Assert.AreEqual((int)PinBlockResult.Length, (int)Decode(Format0, Visa));
            Assert.AreEqual(0, _pin.Length);
        }

        // Published: 16 digits (X9.24-3 supplement), 18 (psec), 15 and 9 (openemv/pinblock).
        [TestMethod]
        [DataRow("4111111111111111", "44111111111111111000000000000000")]
        [DataRow("112233445566778899", "61122334455667788990000000000000")]
        [DataRow("411111111111111", "34111111111111110000000000000000")]
        [DataRow("123456789", "00001234567890000000000000000000")]
        [DataRow("12345678", "00000123456780000000000000000000")]
        [DataRow("1234567890", "00012345678900000000000000000000")]
        [DataRow("12345678901", "00123456789010000000000000000000")]
        [DataRow("123456789012", "01234567890120000000000000000000")]
        [DataRow("1234567890123", "11234567890123000000000000000000")]
        [DataRow("12345678901234", "21234567890123400000000000000000")]
        [DataRow("12345678901234567", "51234567890123456700000000000000")]
        [DataRow("1234567890123456789", "71234567890123456789000000000000")]
        public void PanFieldOfEveryLength(string number, string expected)
        {
            byte[] field = Hex.Bytes("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF");
            Good(PinBlock.PanField(Number(number), number.Length, field));
            Hex.Same(expected, field);
            Good(PinBlock.CheckPanField(field, Number(number), number.Length));
        }

        private static void Same(string expected, int format, string digits, string number, string fill)
        {
            Good(Encode(format, digits, number, fill));
            Hex.Same(expected, _block);
            Good(Check(format, digits, number, fill));
            Good(Decode(format, number));
            Assert.AreEqual(digits, PinDigits.Text(_pin));
        }

        private static PinBlockResult Encode(int format, string digits, string number, string fill)
        {
            PinDigits.Enter(_pin, digits);
            _block = new byte[PinBlock.LengthOf((PinBlockFormat)format)];
            for (int i = 0; i < _block.Length; i++)
            {
                _block[i] = 0xFF;
            }

            return PinBlock.Encode((PinBlockFormat)format, _pin, Number(number), number.Length, Hex.Bytes(fill), _block);
        }

        private static PinBlockResult Decode(int format, string number)
        {
            return PinBlock.Decode((PinBlockFormat)format, _block, _block.Length, Number(number), number.Length, _pin);
        }

        private static PinBlockResult Check(int format, string digits, string number, string fill)
        {
            PinDigits.Enter(_pin, digits);
            return PinBlock.Check((PinBlockFormat)format, _block, _block.Length, _pin, Number(number), number.Length, Hex.Bytes(fill));
        }

        private static byte[] Number(string number)
        {
            return number.Length == 0 ? null : Hex.Ascii(number);
        }

        private static void Good(PinBlockResult result)
        {
            Assert.AreEqual((int)PinBlockResult.Good, (int)result);
        }
    }
}
