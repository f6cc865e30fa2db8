using System.Text;
using Kiosk.Issuer;
using Kiosk.Issuer.Messages;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Kiosk.EndToEnd.Issuer;

/// <summary>Messages as bytes (MESSAGES.md, Encoding), and every way they can be malformed.</summary>
[TestClass]
public sealed class CodecTests
{
    /// <summary>An echo written by hand: type, bit map of 7 11 12 24 41 42 53 64, fields.</summary>
    private const string EchoHex =
        "31383034" + "0230010000C00801"
        + "30333032313030303030" + "303030303031" + "323630333032313130303030" + "383331"
        + "4B494F534B303031" + "4D45524348414E5430303030303031"
        + "3132" + "123456789012345600000001" + "0102030405060708";

    private static byte[] Echo => Convert.FromHexString(EchoHex);

    [TestMethod]
    public void EchoByHandIsRead()
    {
        DecodedMessage decoded = IsoDecoder.Decode(Echo, FieldTable.Aes);
        Assert.IsNull(decoded.Error);
        IsoMessage message = decoded.Message!;
        Assert.AreEqual("1804", message.Type);
        CollectionAssert.AreEqual(new[] { 7, 11, 12, 24, 41, 42, 53, 64 }, message.Numbers.ToArray());
        Assert.AreEqual("0302100000", message.Text(7));
        Assert.AreEqual("831", message.Text(24));
        Assert.AreEqual("KIOSK001", message.Text(41));
        Assert.AreEqual("123456789012345600000001", Convert.ToHexString(message.Bytes(53)));
        Assert.AreEqual(Echo.Length - 8, decoded.MacOffset);
    }

    [TestMethod]
    public void EchoByHandIsWritten()
    {
        var message = new IsoMessage("1804", FieldTable.Aes);
        message.Set(64, [1, 2, 3, 4, 5, 6, 7, 8]);
        message.Set(53, Convert.FromHexString("123456789012345600000001"));
        message.Set(7, "302100000");
        message.Set(11, "1");
        message.Set(12, "260302110000");
        message.Set(24, "831");
        message.Set(41, "KIOSK001");
        message.Set(42, "MERCHANT0000001");
        Assert.AreEqual(EchoHex, Convert.ToHexString(IsoEncoder.Encode(message)));
    }

    [TestMethod]
    [DataRow(MessageProfile.Aes, 16)]
    [DataRow(MessageProfile.Tdes, 8)]
    public void EveryFieldComesBack(MessageProfile profile, int pinBlockLength)
    {
        FieldTable fields = TestTerminal.FieldsOf(profile);
        var message = new IsoMessage("1100", fields);
        for (int number = 2; number <= 64; number++)
        {
            if (fields.Find(number) is FieldFormat format && number != 64)
            {
                int length = Math.Min(format.Length, 20);
                message.Set(number, format.Kind == FieldKind.Bytes ? Enumerable.Range(0, length).Select(i => (byte)(250 + i)).ToArray() : Encoding.ASCII.GetBytes(new string('7', length)));
            }
        }

        message.Set(64, [9, 8, 7, 6, 5, 4, 3, 2]);
        Assert.AreEqual(pinBlockLength, message.Bytes(52).Length);
        DecodedMessage decoded = IsoDecoder.Decode(IsoEncoder.Encode(message), fields);
        Assert.IsNull(decoded.Error);
        CollectionAssert.AreEqual(message.Numbers.ToArray(), decoded.Message!.Numbers.ToArray());
        foreach (int number in message.Numbers)
        {
            CollectionAssert.AreEqual(message.Bytes(number).ToArray(), decoded.Message.Bytes(number).ToArray(), $"DE {number}");
        }
    }

    [TestMethod]
    public void TextIsPaddedToItsFixedLength()
    {
        var message = new IsoMessage("1110", FieldTable.Aes);
        message.Set(4, "240");
        message.Set(38, "A1");
        message.Set(41, "K1");
        Assert.AreEqual("000000000240", message.Text(4));
        Assert.AreEqual("A1    ", message.Text(38));
        Assert.AreEqual("K1      ", message.Text(41));
    }

    [TestMethod]
    public void SecondBitMapHasItsMacIn128()
    {
        byte[] bytes = TestTerminal.Seal(new TestTerminal().Echo(), macField: 128);
        Assert.AreEqual(0x80, bytes[4] & 0x80);
        DecodedMessage decoded = IsoDecoder.Decode(bytes, FieldTable.Aes);
        Assert.IsNull(decoded.Error);
        Assert.IsTrue(decoded.Message!.Has(128));
        Assert.IsFalse(decoded.Message.Has(64));
        Assert.AreEqual(bytes.Length - 8, decoded.MacOffset);
    }

    [TestMethod]
    [DataRow("", 0, 0)]
    [DataRow("3138", 0, 2)]
    [DataRow("31413034", 0, 1)]
    [DataRow("31383034", 1, 4)]
    [DataRow("31383034023001", 1, 7)]
    [DataRow("31383034823001000000000000000000000000", 1, 19)]
    public void HeadThatCannotBeRead(string hex, int field, int offset)
    {
        DecodedMessage decoded = IsoDecoder.Decode(Convert.FromHexString(hex), FieldTable.Aes);
        Assert.IsNull(decoded.Message);
        Assert.AreEqual(field, decoded.Error!.Field);
        Assert.AreEqual(offset, decoded.Error.Offset);
    }

    [TestMethod]
    public void UnknownFieldEndsReading()
    {
        byte[] bytes = Echo;
        bytes[5] |= 0x80; // DE 9
        IsFault(bytes, 9, 22, "not in this message profile", hasKsn: false);
    }

    [TestMethod]
    public void WrongCharacterIsNamedAndReadingGoesOn()
    {
        byte[] bytes = Echo;
        bytes[14] = (byte)'x'; // DE 7
        IsoMessage message = IsFault(bytes, 7, 14, "a character that it cannot hold", hasKsn: true);
        Assert.IsFalse(message.Has(7));
        Assert.AreEqual("000001", message.Text(11));

        bytes = Echo;
        bytes[46] = 0x1F; // DE 41
        IsFault(bytes, 41, 46, "a character that it cannot hold", hasKsn: true);
    }

    [TestMethod]
    public void TheFirstFaultIsTheOneNamed()
    {
        byte[] bytes = Echo;
        bytes[14] = (byte)'x';
        bytes[46] = 0x1F;
        IsFault(bytes, 7, 14, "a character that it cannot hold", hasKsn: true);
    }

    [TestMethod]
    public void LengthThatIsNoNumber()
    {
        byte[] bytes = Echo;
        bytes[67] = (byte)' ';
        IsFault(bytes, 53, 67, "its length is not a number", hasKsn: false);
    }

    [TestMethod]
    public void LengthBeyondTheField()
    {
        byte[] bytes = Echo;
        bytes[66] = (byte)'4';
        bytes[67] = (byte)'9';
        IsFault(bytes, 53, 66, "its length is 49, 48 is allowed", hasKsn: false);
    }

    [TestMethod]
    public void EveryTruncationIsAFaultAtItsEnd()
    {
        for (int length = 12; length < Echo.Length; length++)
        {
            DecodedMessage decoded = IsoDecoder.Decode(Echo.AsSpan(0, length), FieldTable.Aes);
            Assert.AreEqual(length, decoded.Error?.Offset, $"{length} bytes");
            Assert.IsNull(decoded.MacOffset);
        }
    }

    [TestMethod]
    public void BytesAfterTheLastField() =>
        IsFault([.. Echo, 0, 0, 0], 64, Echo.Length, "3 bytes after the last data element", hasKsn: true);

    [TestMethod]
    public void MacIn64BesideASecondBitMap()
    {
        byte[] bytes = Echo;
        bytes[4] |= 0x80;
        byte[] two = [.. bytes[..12], .. new byte[8], .. bytes[12..]];
        IsFault(two, 64, null, "with a second bit map the MAC is DE 128", hasKsn: true);
    }

    [TestMethod]
    [DataRow(MessageProfile.Aes)]
    [DataRow(MessageProfile.Tdes)]
    public void NoBytesMakeItThrow(MessageProfile profile)
    {
        var random = new Random(8583);
        byte[] good = TestTerminal.Seal(new TestTerminal(profile).Purchase());
        int faults = 0;
        for (int i = 0; i < 20000; i++)
        {
            byte[] bytes = i % 2 == 0 ? good.ToArray() : new byte[random.Next(520)];
            if (i % 2 == 0)
            {
                for (int n = random.Next(1, 4); n > 0; n--)
                {
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                }
            }
            else
            {
                random.NextBytes(bytes);
                "1100"u8[..Math.Min(4, bytes.Length)].CopyTo(bytes);
            }

            IsoError? error = IsoDecoder.Decode(bytes, TestTerminal.FieldsOf(profile)).Error;
            faults += error is null ? 0 : 1;
            Assert.IsTrue(error?.Offset is null || (error.Offset >= 0 && error.Offset <= bytes.Length));
        }

        Assert.IsTrue(faults > 10000, $"{faults} faults");
    }

    [TestMethod]
    public void EncoderRefusesWhatAFieldCannotHold()
    {
        var message = new IsoMessage("1100", FieldTable.Aes);
        Refuses(9, () => message.Set(9, "1"));
        Refuses(3, () => message.Set(3, "1234567"));
        Refuses(3, () => message.Set(3, "12345x"));
        Refuses(2, () => message.Set(2, new string('1', 20)));
        Refuses(43, () => message.Set(43, "Straße"));
        Refuses(52, () => message.Set(52, new byte[8]));
        Refuses(11, () => message.Text(11));
        message.Set(48, new string('x', 600));
        Refuses(0, () => IsoEncoder.Encode(message));
    }

    private static void Refuses(int field, Action action) =>
        Assert.AreEqual(field, Assert.ThrowsException<IsoFormatException>(action).Error.Field);

    private static IsoMessage IsFault(byte[] bytes, int field, int? offset, string reason, bool hasKsn)
    {
        DecodedMessage decoded = IsoDecoder.Decode(bytes, FieldTable.Aes);
        Assert.AreEqual(new IsoError(field, offset, reason), decoded.Error);
        Assert.AreEqual(hasKsn, decoded.Message!.Has(53));
        return decoded.Message;
    }
}
