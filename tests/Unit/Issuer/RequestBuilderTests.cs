using Kiosk.Core.Crypto;
using Kiosk.Core.Issuer;
using Kiosk.Core.Settings;
using Kiosk.Core.Storage;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    /// <summary>What each request holds: the table of MESSAGES.md.</summary>
    [TestClass]
    public class RequestBuilderTests
    {
        private const string Number = "371449635398431";
        private const long Utc = 1772449200;
        private const long LocalTime = 260302120000L;

        private static AesCipher _cipher;
        private static KioskSettings _settings;
        private static RequestCard _card;
        private static TransactionKeys _keys;
        private static RequestBuilder _builder;
        private static MessageReader _reader;

        [Setup]
        public void Setup()
        {
            _cipher = new AesCipher();
            _card = new RequestCard(Hex.Ascii("3714496353984310000"), Hex.Ascii("2912"), Hex.Ascii("371449635398431=29121011234"));
            _card.NumberLength = Number.Length;
            _keys = new TransactionKeys(AesDukpt.KsnLength);
            _reader = new MessageReader(MessageProfile.Aes);
            AesDukpt dukpt = new AesDukpt(_cipher);
            dukpt.LoadInitialKey(BenchKey.InitialKey(MessageProfile.Aes), BenchKey.InitialKsn(MessageProfile.Aes));
            _keys.Derive(dukpt);
        }

        [Cleanup]
        public void Cleanup()
        {
            _cipher = null;
            _settings = null;
            _card = null;
            _keys = null;
            _builder = null;
            _reader = null;
        }

        [TestMethod]
        public void PurchaseWithACardThatWasRead()
        {
            Begin();
            _card.Track2Length = 27;
            Purchase();
            AssertRequest(1100, "2 3 4 7 11 12 14 22 24 26 35 41 42 43 49 52 53 64 ");
            AssertField(Field.CardNumber, Number);
            AssertField(Field.ProcessingCode, "000000");
            AssertField(Field.Amount, "000000000240");
            AssertField(Field.TransmissionTime, "0302110000");
            AssertField(Field.Stan, "000042");
            AssertField(Field.LocalTime, "260302120000");
            AssertField(Field.Expiry, "2912");
            AssertField(Field.PointOfService, "21020121313C");
            AssertField(Field.Function, "100");
            AssertField(Field.BusinessCode, "7523");
            AssertField(Field.Track2, "371449635398431=29121011234");
            AssertField(Field.TerminalId, "KIOSK001");
            AssertField(Field.MerchantId, "KIOSKBENCH00001");
            AssertField(Field.Location, "Parking lot 1");
            AssertField(Field.Currency, "978");
            Hex.Same("A912150391AB65A67E52883D81CE2D15", _builder.Message, _reader.Offset(Field.PinBlock), 16);
            Hex.Same("123456789012345600000001", _builder.Message, _reader.Offset(Field.Ksn), 12);
        }

        [TestMethod]
        public void PurchaseWithAKeyedCard()
        {
            Begin();
            _card.Track2Length = 0;
            Purchase();
            AssertRequest(1100, "2 3 4 7 11 12 14 22 24 26 41 42 43 49 52 53 64 ");
            AssertField(Field.PointOfService, "21020161313C");
        }

        [TestMethod]
        public void WithoutAReaderTheTerminalIsKeyedOnly()
        {
            Begin();
            _settings.HasReader = false;
            _card.Track2Length = 0;
            Purchase();
            AssertField(Field.PointOfService, "61020161313C");
        }

        [TestMethod]
        public void TollHasItsBusinessCode()
        {
            Begin();
            _settings.Mode = KioskMode.Toll;
            Purchase();
            AssertField(Field.BusinessCode, "4784");
        }

        [TestMethod]
        public void InquiryHasNeitherPinNorAmountNorTrack()
        {
            Begin();
            _card.Track2Length = 27;
            _builder.Inquiry(_card, 43, LocalTime, Utc, _keys);
            AssertRequest(1100, "2 3 4 7 11 12 14 22 24 26 41 42 43 49 53 64 ");
            AssertField(Field.ProcessingCode, "310000");
            AssertField(Field.Amount, "000000000000");
            AssertField(Field.PointOfService, "21020120313C");
            AssertField(Field.Function, "108");
            AssertField(Field.Stan, "000043");
        }

        [TestMethod]
        public void ReversalAndItsRepeat()
        {
            Begin();
            _card.Track2Length = 27;
            RecordStore store = new RecordStore(new FakeFlash());
            ReversalStore reversals = new ReversalStore(store, new Journal(store), _cipher, new byte[16]);
            reversals.Format();
            reversals.Begin(_card, 240, LocalTime, 1, new TerminalKeys(store, MessageProfile.Aes, _cipher, null, new FakeRandom("00")));
            _builder.Reversal(reversals, Utc + 60, _keys);
            AssertRequest(1420, "2 3 4 7 11 12 22 24 25 26 41 42 49 53 56 64 ");
            AssertField(Field.CardNumber, Number);
            AssertField(Field.Amount, "000000000240");
            AssertField(Field.TransmissionTime, "0302110100");
            AssertField(Field.Stan, "000001");
            AssertField(Field.LocalTime, "260302120000");
            AssertField(Field.PointOfService, "21020121313C");
            AssertField(Field.Function, "400");
            AssertField(Field.Reason, "4021");
            AssertField(Field.OriginalData, "110000000126030212000000");
            reversals.MarkSent();
            _builder.Reversal(reversals, Utc + 90, _keys);
            AssertRequest(1421, "2 3 4 7 11 12 22 24 25 26 41 42 49 53 56 64 ");
        }

        [TestMethod]
        public void TheLongestPurchaseFits()
        {
            Begin();
            _settings.Location = "1234567890123456789012345678901234567890";
            RequestCard card = new RequestCard(Hex.Ascii("6304000000000000000"), Hex.Ascii("2912"), Hex.Ascii("6304000000000000000=29121234567890123"));
            card.NumberLength = 19;
            card.Track2Length = 37;
            _builder.Purchase(card, 999999999999L, 999999, LocalTime, Utc, _keys, new byte[16]);
            Assert.AreEqual((int)MessageError.None, (int)_reader.Read(_builder.Message, _builder.Length));
        }

        [TestMethod]
        public void WipeLeavesNothing()
        {
            Begin();
            Purchase();
            _builder.Wipe();
            Assert.IsTrue(Hex.IsZero(_builder.Message));
        }

        private static void Begin()
        {
            _settings = SampleConfig.Settings();
            _builder = new RequestBuilder(_settings, new Cmac(_cipher));
        }

        private static void Purchase()
        {
            _builder.Purchase(_card, 240, 42, LocalTime, Utc, _keys, Hex.Bytes("A912150391AB65A67E52883D81CE2D15"));
            Assert.AreEqual((int)MessageError.None, (int)_reader.Read(_builder.Message, _builder.Length));
        }

        /// <summary>Type, fields and a MAC over everything before it.</summary>
        private static void AssertRequest(int type, string fields)
        {
            Assert.AreEqual((int)MessageError.None, (int)_reader.Read(_builder.Message, _builder.Length));
            Assert.AreEqual(type, _reader.Type);
            string found = "";
            for (int field = 2; field <= Field.Last; field++)
            {
                found += _reader.Has(field) ? field.ToString() + " " : "";
            }

            Assert.AreEqual(fields, found);
            byte[] mac = new byte[Cmac.Length];
            new Cmac(_cipher).Compute(_keys.RequestMac, 0, _keys.RequestMac.Length, _builder.Message, _builder.Length - 8, mac);
            Hex.Same(Hex.Text(mac, 0, 8), _builder.Message, _reader.Offset(Field.Mac), 8);
        }

        private static void AssertField(int field, string expected)
        {
            Hex.Same(Hex.Text(Hex.Ascii(expected), 0, expected.Length), _builder.Message, _reader.Offset(field), _reader.Length(field));
        }
    }
}
