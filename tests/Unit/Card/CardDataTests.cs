using Kiosk.Core.Card;
using Kiosk.Core.Settings;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    [TestClass]
    public class CardDataTests
    {
        private static CardData _card;

        [Setup]
        public void Setup()
        {
            _card = new CardData();
        }

        [Cleanup]
        public void Cleanup()
        {
            _card = null;
        }

        [TestMethod]
        [DataRow("371449635398431", true)]
        [DataRow("378282246310005", true)]
        [DataRow("4111111111111111", true)]
        [DataRow("5555555555554444", true)]
        [DataRow("6011111111111117", true)]
        [DataRow("79927398713", true)]
        [DataRow("79927398710", false)]
        [DataRow("371449635398432", false)]
        [DataRow("317449635398431", false)]
        [DataRow("0000000000", true)]
        public void CheckDigit(string number, bool good)
        {
            Assert.AreEqual(good, CardData.HasCheckDigit(Hex.Ascii(number), 0, number.Length));
        }

        [TestMethod]
        public void EveryOtherCheckDigitIsWrong()
        {
            byte[] number = Hex.Ascii("4111111111111111");
            int good = 0;
            for (byte digit = (byte)'0'; digit <= '9'; digit++)
            {
                number[15] = digit;
                good += CardData.HasCheckDigit(number, 0, 16) ? 1 : 0;
            }

            Assert.AreEqual(1, good);
        }

        [TestMethod]
        [DataRow(";371449635398431=2912?", "371449635398431", "2912", "371449635398431=2912")]
        [DataRow(";371449635398431=29121011234?", "371449635398431", "2912", "371449635398431=29121011234")]
        [DataRow(";4111111111111111=29121010000012300000?7", "4111111111111111", "2912", "4111111111111111=29121010000012300000")]
        [DataRow(";79927398=0001?", "79927398", "0001", "79927398=0001")]
        [DataRow(";6304000000000000000=29121234567890123?", "6304000000000000000", "2912", "6304000000000000000=29121234567890123")]
        public void Track2(string track, string number, string expiry, string kept)
        {
            Assert.AreEqual((int)CardResult.Good, (int)Swipe(track));
            Assert.AreEqual(number, Text(_card.Number, _card.NumberLength));
            Assert.AreEqual(expiry, Text(_card.Expiry, 4));
            Assert.AreEqual(kept, Text(_card.Track2, _card.Track2Length));
            Assert.AreEqual((int)CardEntry.Track2, (int)_card.Entry);
        }

        [TestMethod]
        [DataRow("", (int)CardResult.BadFormat)]
        [DataRow(";", (int)CardResult.BadFormat)]
        [DataRow(";?", (int)CardResult.BadFormat)]
        [DataRow("371449635398431=2912?", (int)CardResult.BadFormat)]
        [DataRow("%371449635398431=2912?", (int)CardResult.BadFormat)]
        [DataRow(";371449635398431=2912", (int)CardResult.BadFormat)]
        [DataRow(";3714496353984312912?", (int)CardResult.BadFormat)]
        [DataRow(";371449635398431==2912?", (int)CardResult.BadFormat)]
        [DataRow(";371449635398431=2912=1?", (int)CardResult.BadFormat)]
        [DataRow(";37144963539843A=2912?", (int)CardResult.BadFormat)]
        [DataRow(";371449635398431=29A2?", (int)CardResult.BadFormat)]
        [DataRow(";371449635398431 =2912?", (int)CardResult.BadFormat)]
        [DataRow(";371449635398431=29121011234567890123456?", (int)CardResult.BadFormat)]
        [DataRow(";371449635398431=?", (int)CardResult.BadExpiry)]
        [DataRow(";371449635398431=291?", (int)CardResult.BadExpiry)]
        [DataRow(";371449635398431=2900?", (int)CardResult.BadExpiry)]
        [DataRow(";371449635398431=2913?", (int)CardResult.BadExpiry)]
        [DataRow(";=2912?", (int)CardResult.BadLength)]
        [DataRow(";7992739=2912?", (int)CardResult.BadLength)]
        [DataRow(";63040000000000000000=2912?", (int)CardResult.BadLength)]
        [DataRow(";371449635398432=2912?", (int)CardResult.BadCheckDigit)]
        public void BadTrack2IsRefusedAndLeavesNoCard(string track, int expected)
        {
            Swipe(";371449635398431=2912?");
            Assert.AreEqual(expected, (int)Swipe(track));
            AssertEmpty();
        }

        [TestMethod]
        public void Track2OfTheMostCharactersIsTaken()
        {
            Assert.AreEqual((int)CardResult.Good, (int)Swipe(";371449635398431=291210112345678901234?"));
            Assert.AreEqual(CardData.LongestTrack2, _card.Track2Length);
        }

        [TestMethod]
        public void ATrackLongerThanTheBufferIsRefused()
        {
            byte[] track = Hex.Ascii(";371449635398431=2912?");
            Assert.AreEqual((int)CardResult.BadFormat, (int)_card.Swipe(track, track.Length + 1));
        }

        [TestMethod]
        [DataRow("371449635398431", "2912", (int)CardResult.Good)]
        [DataRow("79927398", "0001", (int)CardResult.Good)]
        [DataRow("6304000000000000000", "9912", (int)CardResult.Good)]
        [DataRow("7992739", "2912", (int)CardResult.BadLength)]
        [DataRow("371449635398430", "2912", (int)CardResult.BadCheckDigit)]
        [DataRow("371449635398431", "2900", (int)CardResult.BadExpiry)]
        [DataRow("371449635398431", "2913", (int)CardResult.BadExpiry)]
        [DataRow("37144963539843X", "2912", (int)CardResult.BadFormat)]
        [DataRow("371449635398431", "29 1", (int)CardResult.BadFormat)]
        public void KeyedCard(string number, string expiry, int expected)
        {
            CardResult result = _card.Key(Hex.Ascii(number), number.Length, Hex.Ascii(expiry));
            Assert.AreEqual(expected, (int)result);
            if (result != CardResult.Good)
            {
                AssertEmpty();
                return;
            }

            Assert.AreEqual(number, Text(_card.Number, _card.NumberLength));
            Assert.AreEqual(expiry, Text(_card.Expiry, 4));
            Assert.AreEqual(0, _card.Track2Length);
            Assert.AreEqual((int)CardEntry.Keyed, (int)_card.Entry);
        }

        // Expiry, then today's year and month.
        [TestMethod]
        [DataRow("2912", 2029, 11, false)]
        [DataRow("2912", 2029, 12, false)]
        [DataRow("2912", 2030, 1, true)]
        [DataRow("2602", 2026, 2, false)]
        [DataRow("2602", 2026, 3, true)]
        [DataRow("2602", 2025, 12, false)]
        [DataRow("2601", 2025, 12, false)]
        [DataRow("2512", 2026, 1, true)]
        [DataRow("0001", 2026, 1, true)]
        public void GoodThroughTheLastDayOfTheMonth(string expiry, int year, int month, bool expired)
        {
            _card.Key(Hex.Ascii("371449635398431"), 15, Hex.Ascii(expiry));
            Assert.AreEqual(expired, _card.IsExpired(year, month));
        }

        [TestMethod]
        public void ClearWipesEverything()
        {
            Swipe(";371449635398431=29121011234?");
            _card.Clear();
            AssertEmpty();
        }

        [TestMethod]
        public void BrandIsThatOfTheNumber()
        {
            Swipe(";371449635398431=2912?");
            Assert.AreEqual((int)Brands.Amex, (int)_card.Brand);
            _card.Clear();
            Assert.AreEqual((int)Brands.None, (int)_card.Brand);
        }

        private static CardResult Swipe(string track)
        {
            byte[] bytes = Hex.Ascii(track);
            return _card.Swipe(bytes, bytes.Length);
        }

        private static void AssertEmpty()
        {
            Assert.AreEqual(0, _card.NumberLength);
            Assert.AreEqual(0, _card.Track2Length);
            Assert.AreEqual((int)CardEntry.None, (int)_card.Entry);
            Assert.IsTrue(Hex.IsZero(_card.Number));
            Assert.IsTrue(Hex.IsZero(_card.Expiry));
            Assert.IsTrue(Hex.IsZero(_card.Track2));
        }

        private static string Text(byte[] bytes, int length)
        {
            char[] text = new char[length];
            for (int i = 0; i < length; i++)
            {
                text[i] = (char)bytes[i];
            }

            return new string(text);
        }
    }
}
