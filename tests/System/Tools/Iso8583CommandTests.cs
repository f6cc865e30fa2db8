using System.Text;
using Kiosk.Bench.Rig;
using Kiosk.Core.Crypto;
using Kiosk.Core.Issuer;
using Kiosk.Core.Settings;
using Kiosk.EndToEnd.Issuer;
using Kiosk.Issuer.Messages;
using MessageProfile = Kiosk.Core.Settings.MessageProfile;

namespace Kiosk.EndToEnd.Tools;

/// <summary>The iso8583 tool, on requests of Core's, answers of the bench issuer's encoder, and messages written by hand.</summary>
[TestClass]
public class Iso8583CommandTests : ToolTest
{
    /// <summary>An echo of type, bit map of 7 11 12 24 41 42 53 64, fields.</summary>
    private const string Echo =
        "31383034" + "0230010000C00801"
        + "30333032313030303030" + "303030303031" + "323630333032313130303030" + "383331"
        + "4B494F534B303031" + "4D45524348414E54202020202020"
        + "20" + "3132" + "123456789012345600000001" + "0102030405060708";

    private static readonly string[] EchoLines =
    [
        "1804",
        "  7  transmission time UTC  0302100000",
        " 11  STAN                   000001",
        " 12  local time             260302110000",
        " 24  function code          831",
        " 41  terminal               KIOSK001",
        " 42  merchant               MERCHANT",
        " 53  KSN                    ********************0001",
        " 64  MAC                    0102030405060708",
    ];

    [TestMethod]
    public void ARequestOfCoreUnderAes()
    {
        string message = Purchase(MessageProfile.Aes);
        AssertDecodes(
            message,
            "1100",
            "  2  card number            371449*****8431",
            "  3  processing code        000000 purchase",
            "  4  amount                 000000000240",
            "  7  transmission time UTC  0302110000",
            " 11  STAN                   000042",
            " 12  local time             260302120000",
            " 14  expiry                 ****",
            " 22  point-of-service data  21020121313C",
            " 24  function code          100",
            " 26  business code          7523",
            " 35  track 2                371449*****8431=***********",
            " 41  terminal               KIOSK001",
            " 42  merchant               KIOSKBENCH00001",
            " 43  location               Kiosk bench, Parking lot 1",
            " 49  currency               978",
            " 52  PIN block              ********************************",
            " 53  KSN                    ********************0001",
            " 64  MAC                    " + message[^16..]);
    }

    [TestMethod]
    public void ARequestOfCoreUnderTdes()
    {
        string[] lines = Print("iso8583 decode --profile tdes " + Purchase(MessageProfile.Tdes)).Split(Environment.NewLine);
        Assert.AreEqual(19, lines.Length);
        Assert.AreEqual(" 52  PIN block              ****************", lines[16]);
        Assert.AreEqual(" 53  KSN                    ****************0001", lines[17]);
    }

    [TestMethod]
    public void AnAnswerOfTheBenchIssuerUnderTdes()
    {
        var answer = new IsoMessage("1110", FieldTable.Tdes);
        answer.Set(3, "000000");
        answer.Set(4, "240");
        answer.Set(37, "RRN000000042");
        answer.Set(39, "117");
        answer.Set(48, "PT0202UL12260302110000");
        answer.Set(53, Convert.FromHexString("FFFF9876543210E00003"));
        answer.Set(64, Convert.FromHexString("9CCC78173FC4FB64"));
        AssertDecodes(
            "--profile tdes " + Convert.ToHexString(IsoEncoder.Encode(answer)),
            "1110",
            "  3  processing code        000000 purchase",
            "  4  amount                 000000000240",
            " 37  RRN                    RRN000000042",
            " 39  action code            117 incorrect PIN",
            " 48  private data           PT 02, UL 260302110000",
            " 53  KSN                    ****************0003",
            " 64  MAC                    9CCC78173FC4FB64");
    }

    [TestMethod]
    public void AMessageByHandBareAndWithItsLengthInFront()
    {
        AssertDecodes(Echo, EchoLines);
        AssertDecodes(Echo.ToLowerInvariant(), EchoLines);
        AssertDecodes($"{Echo.Length / 2:X4}{Echo}", EchoLines);
    }

    /// <summary>Every data element that Core reads has a name here, and the other way round.</summary>
    [TestMethod]
    [DataRow("aes")]
    [DataRow("tdes")]
    public void EveryField(string profile)
    {
        FieldTable fields = profile == "aes" ? FieldTable.Aes : FieldTable.Tdes;
        var message = new IsoMessage("1100", fields);
        for (int number = 2; number <= Field.Last; number++)
        {
            if (fields.Find(number) is { } format)
            {
                message.Set(number, Enumerable.Repeat((byte)'7', Math.Min(format.Length, 20)).ToArray());
            }
            else
            {
                Assert.AreEqual(0, Field.FixedLength(number) + Field.LongestLength(number), $"Core reads DE {number}");
            }
        }

        string[] lines = Print($"iso8583 decode --profile {profile} {Convert.ToHexString(IsoEncoder.Encode(message))}").Split(Environment.NewLine);
        CollectionAssert.AreEqual(message.Numbers.Select(number => $"{number,3}  {fields.Find(number)!.Name}").ToArray(), lines[1..].Select(line => line[..26].TrimEnd()).ToArray());
    }

    // A field as it stands on the wire, its length in front where it has one.
    [TestMethod]
    [DataRow(2, "193714496353984310000", "371449*********0000")]
    [DataRow(2, "103714496353", "**********")]
    [DataRow(2, "1537144963539843x", "***************")]
    [DataRow(3, "310000", "310000 status inquiry")]
    [DataRow(14, "2x12", "****")]
    [DataRow(35, "16371449635398431=", "371449*****8431=")]
    [DataRow(35, "15371449635398431", "***************")]
    [DataRow(35, "27371449635398431D29121011234", "***************************")]
    [DataRow(38, "A1    ", "A1")]
    [DataRow(39, "909", "909")]
    [DataRow(41, "KIOSK\u001B01", "4B494F534B1B3031")]
    [DataRow(48, "000", "")]
    [DataRow(48, "016PT02021234567890", "****************")]
    [DataRow(48, "006PT0302", "******")]
    [DataRow(48, "006PTxx02", "******")]
    [DataRow(53, "04ABCD", "********")]
    public void AValue(int number, string field, string shown)
    {
        string line = Print("iso8583 decode " + Convert.ToHexString(One(number, field))).Split(Environment.NewLine)[1];
        Assert.AreEqual(shown, line.Length > 28 ? line[28..] : "");
    }

    [TestMethod]
    [DataRow("31", "ends before its type and bit map")]
    [DataRow("3138303402300100", "ends before its type and bit map")]
    [DataRow("313830348230010000C00801", "ends before its type and bit map")]
    [DataRow("313830410230010000C00801", "type is not four digits")]
    [DataRow("00FF" + Echo, "A length in front")]
    [DataRow("313830340800000000000000", "DE 5 is in the bit map, and in no message")]
    [DataRow("3138303440000000000000003230", "length of DE 2 is not a number, or more")]
    [DataRow("3138303440000000000000003A30", "length of DE 2 is not a number, or more")]
    [DataRow("31383034400000000000000031", "ends within DE 2")]
    [DataRow("3138303440000000000000003135333731343439", "ends within DE 2")]
    [DataRow("3138303480000000000000000000000000000001" + "01020304050607", "ends within DE 128")]
    [DataRow(Echo + "00", "Bytes follow")]
    public void WhatCannotBeRead(string message, string says) => StringAssert.Contains(Fails(1, "iso8583 decode " + message), says);

    [TestMethod]
    public void TheOtherProfileIsNamedWhereItReads()
    {
        StringAssert.Contains(Fails(1, "iso8583 decode " + Purchase(MessageProfile.Tdes)), "With --profile tdes it can be read.");
        StringAssert.Contains(Fails(1, "iso8583 decode --profile tdes " + Purchase(MessageProfile.Aes)), "With --profile aes it can be read.");
        Assert.IsFalse(Fails(1, "iso8583 decode " + Echo + "00").Contains("--profile", StringComparison.Ordinal));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("frob")]
    [DataRow("decode")]
    [DataRow("decode \"\"")]
    [DataRow("decode 371449635398431")]
    [DataRow("decode " + Echo + "G1")]
    [DataRow("decode " + Echo + " " + Echo)]
    [DataRow("decode --profile des " + Echo)]
    [DataRow("decode --profile " + Echo)]
    [DataRow("decode --hex=" + Echo)]
    public void BadCalls(string call) => Fails(2, "iso8583 " + call);

    private static void AssertDecodes(string arguments, params string[] lines) => Prints(string.Join(Environment.NewLine, lines), "iso8583 decode " + arguments);

    /// <summary>A purchase of Core's as hex, with the published first keys of its profile.</summary>
    private static string Purchase(MessageProfile profile)
    {
        bool aes = profile == MessageProfile.Aes;
        byte[] file = Encoding.UTF8.GetBytes(ConfigFile.Default);
        Assert.IsNull(SettingsReader.Read(file, file.Length, out KioskSettings? settings));
        var card = new RequestCard(Encoding.ASCII.GetBytes("371449635398431"), Encoding.ASCII.GetBytes("2912"), Encoding.ASCII.GetBytes("371449635398431=29121011234"))
        {
            NumberLength = 15,
            Track2Length = 27,
        };
        IDukpt dukpt = aes ? new AesDukpt(new AesCipher()) : new TdesDukpt(new DesCipher());
        dukpt.LoadInitialKey(BenchKey.InitialKey(profile), BenchKey.InitialKsn(profile));
        var keys = new TransactionKeys(aes ? AesDukpt.KsnLength : TdesDukpt.KsnLength);
        keys.Derive(dukpt);
        var builder = new RequestBuilder(settings!, aes ? new Cmac(new AesCipher()) : new RetailMac(new DesCipher()));
        byte[] pinBlock = Convert.FromHexString(aes ? "A912150391AB65A67E52883D81CE2D15" : "1B9C1845EB993A7A");
        builder.Purchase(card, 240, 42, 260302120000, 1772449200, keys, pinBlock);
        return Convert.ToHexString(builder.Message, 0, builder.Length);
    }

    /// <summary>A message with one field.</summary>
    private static byte[] One(int number, string field)
    {
        byte[] map = new byte[8];
        map[(number - 1) / 8] = (byte)(0x80 >> ((number - 1) % 8));
        return [.. "1100"u8, .. map, .. Encoding.ASCII.GetBytes(field)];
    }
}
