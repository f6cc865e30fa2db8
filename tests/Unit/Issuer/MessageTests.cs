using Kiosk.Core.Issuer;
using Kiosk.Core.Settings;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    /// <summary>Messages as <see cref="MessageWriter"/> writes and <see cref="MessageReader"/> reads them.</summary>
    [TestClass]
    public class MessageTests
    {
        private static MessageWriter _writer;
        private static MessageReader _reader;

        [Setup]
        public void Setup()
        {
            _writer = new MessageWriter();
            _reader = new MessageReader(MessageProfile.Aes);
        }

        [Cleanup]
        public void Cleanup()
        {
            _writer = null;
            _reader = null;
        }

        // 1100 with fields 2, 3, 4, 11, 41, 53 and the MAC: type, bit map, then the fields.
        [TestMethod]
        public void ExactBytesOfAMessage()
        {
            _writer.Begin(1100);
            _writer.Bytes(Field.CardNumber, Hex.Ascii("371449635398431"), 15);
            _writer.Number(Field.ProcessingCode, 0);
            _writer.Number(Field.Amount, 240);
            _writer.Number(Field.Stan, 1);
            _writer.Text(Field.TerminalId, "KIOSK1");
            _writer.Bytes(Field.Ksn, Hex.Bytes("123456789012345600000001"), 12);
            _writer.BeginMac();
            _writer.EndMac(Hex.Bytes("0102030405060708090A0B0C0D0E0F10"));
            Hex.Same(
                "31313030" + "7020000000800801"
                + "3135" + "333731343439363335333938343331"
                + "303030303030"
                + "303030303030303030323430"
                + "303030303031"
                + "4B494F534B312020"
                + "3132" + "123456789012345600000001"
                + "0102030405060708",
                _writer.Buffer,
                0,
                _writer.Length);
        }

        [TestMethod]
        public void EveryFieldRoundTrips()
        {
            WriteAll();
            Assert.AreEqual((int)MessageError.None, (int)Read());
            Assert.AreEqual(1110, _reader.Type);
            Assert.AreEqual(0, _reader.FailedField);
            Assert.AreEqual(4111111111111111L, _reader.Number(Field.CardNumber));
            Assert.AreEqual(310000L, _reader.Number(Field.ProcessingCode));
            Assert.AreEqual(999999999999L, _reader.Number(Field.Amount));
            Assert.AreEqual(302110000L, _reader.Number(Field.TransmissionTime));
            Assert.AreEqual(999999L, _reader.Number(Field.Stan));
            Assert.AreEqual(260302120000L, _reader.Number(Field.LocalTime));
            Assert.AreEqual(2912L, _reader.Number(Field.Expiry));
            Assert.AreEqual("2102012131 C", Text(Field.PointOfService));
            Assert.AreEqual(100L, _reader.Number(Field.Function));
            Assert.AreEqual(4021L, _reader.Number(Field.Reason));
            Assert.AreEqual(7523L, _reader.Number(Field.BusinessCode));
            Assert.AreEqual("4111111111111111=2912", Text(Field.Track2));
            Assert.AreEqual("RRN         ", Text(Field.RetrievalReference));
            Assert.AreEqual("A1B2C3", Text(Field.ApprovalCode));
            Assert.AreEqual(0L, _reader.Number(Field.ActionCode));
            Assert.AreEqual("KIOSK001", Text(Field.TerminalId));
            Assert.AreEqual("MERCHANT       ", Text(Field.MerchantId));
            Assert.AreEqual("Parking lot 1", Text(Field.Location));
            Assert.AreEqual("PT0203", Text(Field.PrivateData));
            Assert.AreEqual(978L, _reader.Number(Field.Currency));
            Hex.Same("A912150391AB65A67E52883D81CE2D15", _writer.Buffer, _reader.Offset(Field.PinBlock), 16);
            Hex.Same("123456789012345600000001", _writer.Buffer, _reader.Offset(Field.Ksn), _reader.Length(Field.Ksn));
            Assert.AreEqual("110000000126030212000000", Text(Field.OriginalData));
            Hex.Same("0102030405060708", _writer.Buffer, _reader.Offset(Field.Mac), 8);
        }

        [TestMethod]
        public void FieldsThatAreNotThereAreMissing()
        {
            _writer.Begin(1814);
            _writer.Number(Field.Stan, 7);
            Assert.AreEqual((int)MessageError.None, (int)Read());
            Assert.IsTrue(_reader.Has(Field.Stan));
            Assert.IsFalse(_reader.Has(Field.Amount));
            Assert.AreEqual(-1L, _reader.Number(Field.Amount));
            Assert.AreEqual(0, _reader.Offset(Field.Amount));
            Assert.AreEqual(0, _reader.Length(Field.Amount));
        }

        [TestMethod]
        public void OneMessageLeavesNothingForTheNext()
        {
            WriteAll();
            Read();
            _writer.Begin(1814);
            _writer.Number(Field.Stan, 7);
            Assert.AreEqual((int)MessageError.None, (int)Read());
            Assert.AreEqual(22 - 4, _writer.Length);
            Assert.IsFalse(_reader.Has(Field.CardNumber));
            Assert.IsFalse(_reader.Has(Field.Mac));
        }

        [TestMethod]
        public void TextsThatAreTooLongAreCutOff()
        {
            _writer.Begin(1100);
            _writer.Text(Field.TerminalId, "KIOSK0012345");
            _writer.VariableText(Field.OriginalData, "123456789012345678901234567890123456789");
            Assert.AreEqual((int)MessageError.None, (int)Read());
            Assert.AreEqual("KIOSK001", Text(Field.TerminalId));
            Assert.AreEqual(35, _reader.Length(Field.OriginalData));
        }

        [TestMethod]
        public void AFieldThatIsNotDigitsIsNoNumber()
        {
            WriteAll();
            Read();
            _writer.Buffer[_reader.Offset(Field.Amount) + 3] = (byte)' ';
            Assert.AreEqual(-1L, _reader.Number(Field.Amount));
        }

        [TestMethod]
        public void AFieldOfMoreThan18DigitsIsNoNumber()
        {
            _writer.Begin(1100);
            _writer.Bytes(Field.CardNumber, Hex.Ascii("1234567890123456789"), 19);
            Read();
            Assert.AreEqual(-1L, _reader.Number(Field.CardNumber));
        }

        // Type and bit map in hex, the fields in ASCII, what is wrong, and where.
        [TestMethod]
        [DataRow("", "", (int)MessageError.TooShort, 0)]
        [DataRow("31313130", "", (int)MessageError.TooShort, 0)]
        [DataRow("31313130 00000000000000", "", (int)MessageError.TooShort, 0)]
        [DataRow("31313130 80000000000000000000000000000", "", (int)MessageError.TooShort, 0)]
        [DataRow("3131313A 0020000000000000", "000001", (int)MessageError.BadType, 0)]
        [DataRow("FF313130 0020000000000000", "000001", (int)MessageError.BadType, 0)]
        [DataRow("31313130 0820000000000000", "000001", (int)MessageError.UnknownField, 5)]
        [DataRow("31313130 0000000000000004", "000001", (int)MessageError.UnknownField, 62)]
        [DataRow("31313130 80000000000000008000000000000000", "000001", (int)MessageError.UnknownField, 65)]
        [DataRow("31313130 4000000000000000", "1", (int)MessageError.FieldCutOff, 2)]
        [DataRow("31313130 4000000000000000", "1X4111111111111111", (int)MessageError.BadLength, 2)]
        [DataRow("31313130 4000000000000000", "204111111111111111111111", (int)MessageError.BadLength, 2)]
        [DataRow("31313130 0000000000000800", "49", (int)MessageError.BadLength, 53)]
        [DataRow("31313130 4000000000000000", "16411111111111111", (int)MessageError.FieldCutOff, 2)]
        [DataRow("31313130 0020000000000000", "00001", (int)MessageError.FieldCutOff, 11)]
        [DataRow("31313130 0000000000010000", "01", (int)MessageError.FieldCutOff, 48)]
        [DataRow("31313130 0000000000000001", "1234567", (int)MessageError.FieldCutOff, 64)]
        [DataRow("31313130 0020000000000000", "0000012", (int)MessageError.TooLong, 0)]
        [DataRow("31313130 0020000000000000", "000001", (int)MessageError.None, 0)]
        [DataRow("31313130 0000000000000000", "", (int)MessageError.None, 0)]
        public void EachErrorAndItsField(string head, string fields, int error, int field)
        {
            byte[] start = Hex.Bytes(head);
            byte[] message = new byte[start.Length + fields.Length];
            start.CopyTo(message, 0);
            Hex.Ascii(fields).CopyTo(message, start.Length);
            Assert.AreEqual(error, (int)_reader.Read(message, message.Length));
            Assert.AreEqual(field, _reader.FailedField);
        }

        [TestMethod]
        public void ALengthBeyondTheBufferIsTooShort()
        {
            Assert.AreEqual((int)MessageError.TooShort, (int)_reader.Read(new byte[20], 21));
        }

        [TestMethod]
        public void ASecondBitMapIsRead()
        {
            byte[] message = new byte[34];
            Hex.Bytes("31343330 80200000000000000000000000000001 303030303432 1112131415161718").CopyTo(message, 0);
            Assert.AreEqual((int)MessageError.None, (int)_reader.Read(message, message.Length));
            Assert.AreEqual(1430, _reader.Type);
            Assert.AreEqual(42L, _reader.Number(Field.Stan));
            Assert.AreEqual(26, _reader.Offset(Field.SecondMac));
        }

        [TestMethod]
        public void EveryCutOfAMessageIsFound()
        {
            WriteAll();
            for (int length = 0; length < _writer.Length; length++)
            {
                Assert.AreNotEqual((int)MessageError.None, (int)_reader.Read(_writer.Buffer, length));
            }
        }

        [TestMethod]
        [DataRow("PT0203", "PT", true, 3L)]
        [DataRow("UL12260302110000PT0200", "PT", true, 0L)]
        [DataRow("UL12260302110000PT0200", "UL", true, 260302110000L)]
        [DataRow("PT02XY", "PT", true, -1L)]
        [DataRow("PT00", "PT", true, -1L)]
        [DataRow("XX0299PT0203", "PT", true, 3L)]
        [DataRow("PT0203", "UL", false, -1L)]
        [DataRow("PT0503", "PT", false, -1L)]
        [DataRow("XXAAPT0203", "PT", false, -1L)]
        [DataRow("PT02", "PT", false, -1L)]
        [DataRow("PT0", "PT", false, -1L)]
        [DataRow("", "PT", false, -1L)]
        public void PrivateData(string data, string tag, bool found, long expected)
        {
            _writer.Begin(1110);
            _writer.VariableText(Field.PrivateData, data);
            Assert.AreEqual((int)MessageError.None, (int)Read());
            long value;
            Assert.AreEqual(found, _reader.Private(tag, out value));
            Assert.AreEqual(expected, value);
        }

        [TestMethod]
        public void WithoutPrivateDataNothingIsFound()
        {
            long value;
            _writer.Begin(1110);
            Read();
            Assert.IsFalse(_reader.Private("PT", out value));
        }

        private static void WriteAll()
        {
            _writer.Begin(1110);
            _writer.Bytes(Field.CardNumber, Hex.Ascii("4111111111111111"), 16);
            _writer.Number(Field.ProcessingCode, 310000);
            _writer.Number(Field.Amount, 999999999999L);
            _writer.Number(Field.TransmissionTime, 302110000);
            _writer.Number(Field.Stan, 999999);
            _writer.Number(Field.LocalTime, 260302120000L);
            _writer.Bytes(Field.Expiry, Hex.Ascii("2912"), 4);
            _writer.Text(Field.PointOfService, "2102012131 C");
            _writer.Number(Field.Function, 100);
            _writer.Number(Field.Reason, 4021);
            _writer.Number(Field.BusinessCode, 7523);
            _writer.Bytes(Field.Track2, Hex.Ascii("4111111111111111=2912"), 21);
            _writer.Text(Field.RetrievalReference, "RRN");
            _writer.Text(Field.ApprovalCode, "A1B2C3");
            _writer.Number(Field.ActionCode, 0);
            _writer.Text(Field.TerminalId, "KIOSK001");
            _writer.Text(Field.MerchantId, "MERCHANT");
            _writer.VariableText(Field.Location, "Parking lot 1");
            _writer.VariableText(Field.PrivateData, "PT0203");
            _writer.Number(Field.Currency, 978);
            _writer.Bytes(Field.PinBlock, Hex.Bytes("A912150391AB65A67E52883D81CE2D15"), 16);
            _writer.Bytes(Field.Ksn, Hex.Bytes("123456789012345600000001"), 12);
            _writer.VariableText(Field.OriginalData, "110000000126030212000000");
            _writer.BeginMac();
            _writer.EndMac(Hex.Bytes("0102030405060708090A0B0C0D0E0F10"));
        }

        private static MessageError Read()
        {
            return _reader.Read(_writer.Buffer, _writer.Length);
        }

        private static string Text(int field)
        {
            char[] text = new char[_reader.Length(field)];
            for (int i = 0; i < text.Length; i++)
            {
                text[i] = (char)_writer.Buffer[_reader.Offset(field) + i];
            }

            return new string(text);
        }
    }
}
