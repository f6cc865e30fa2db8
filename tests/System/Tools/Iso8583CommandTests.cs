using System.Text;
using Kiosk.Core.Crypto;
using Kiosk.Core.Issuer;
using Kiosk.Core.Settings;

namespace Kiosk.EndToEnd.Tools;

/// <summary>The iso8583 tool, on requests that Core's builder makes.</summary>
[TestClass]
public class Iso8583CommandTests : ToolTest
{
    private const string Number = "371449635398431";
    private const string Track = Number + "=29122010000000000000";

    [TestMethod]
    [DataRow(MessageProfile.Aes, 16, "********************0001")]
    [DataRow(MessageProfile.Tdes, 8, "****************0001")]
    public void APurchase(MessageProfile profile, int pinBlockLength, string ksn)
    {
        byte[] message = Purchase(profile, pinBlockLength);
        string expected = string.Join(
            Environment.NewLine,
            "type 1100",
            "DE 2 card number: 371449*****8431",
            "DE 3 processing code: 000000",
            "DE 4 amount: 000000000240",
            "DE 7 transmission time UTC: 0302110000",
            "DE 11 STAN: 000042",
            "DE 12 local time: 260302120000",
            "DE 14 expiry: ****",
            "DE 22 point-of-service data: 21020121313C",
            "DE 24 function code: 100",
            "DE 26 business code: 7523",
            "DE 35 track 2: 371449*****8431=********************",
            "DE 41 terminal: KIOSK001",
            "DE 42 merchant: KIOSKBENCH00001",
            "DE 43 location: Parking lot 1",
            "DE 49 currency: 978",
            "DE 52 PIN block: " + new string('*', 2 * pinBlockLength),
            "DE 53 KSN: " + ksn,
            "DE 64 MAC: " + Convert.ToHexString(message.AsSpan(message.Length - 8)));
        string name = profile.ToString().ToLowerInvariant();
        Prints(expected, $"iso8583 decode --profile {name} {Convert.ToHexString(message)}");

        // As on the wire.
        Prints(expected, $"iso8583 decode --profile {name} {message.Length:X4}{Convert.ToHexString(message)}");
        if (profile == MessageProfile.Aes)
        {
            Prints(expected, $"iso8583 decode {Convert.ToHexString(message).ToLowerInvariant()}");
        }
    }

    [TestMethod]
    [DataRow("31313030", "ends before")]
    [DataRow("313130300000000000", "ends before")]
    [DataRow("414243440000000000000000", "not four digits")]
    [DataRow("313130300080000000000000", "DE 9: The bit map names a field that is not known")]
    [DataRow("313130304000000000000000" + "3939", "DE 2: The length")]
    [DataRow("313130304000000000000000" + "3135333731", "DE 2: The message ends within the field")]
    [DataRow("313130300000000000000000" + "00", "Bytes follow")]
    public void WhatCannotBeRead(string hex, string why) => StringAssert.Contains(Fails(1, "iso8583 decode " + hex), why);

    /// <summary>A PIN block of the other profile's length: what follows it is not where it should be.</summary>
    [TestMethod]
    public void AMessageOfTheOtherProfile()
    {
        Fails(1, "iso8583 decode --profile tdes " + Convert.ToHexString(Purchase(MessageProfile.Aes, 16)));
        Fails(1, "iso8583 decode --profile aes " + Convert.ToHexString(Purchase(MessageProfile.Tdes, 8)));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("decode")]
    [DataRow("decode 313")]
    [DataRow("decode 31GG")]
    [DataRow("decode --profile des 31313030")]
    [DataRow("decode 31313030 31313030")]
    [DataRow("frob")]
    public void BadCalls(string call) => Fails(2, "iso8583 " + call);

    private static byte[] Purchase(MessageProfile profile, int pinBlockLength)
    {
        var settings = new KioskSettings { TerminalId = "KIOSK001", MerchantId = "KIOSKBENCH00001", Location = "Parking lot 1", CurrencyNumber = 978, HasReader = true, Profile = profile };
        var builder = new RequestBuilder(settings, profile == MessageProfile.Aes ? new Cmac(new AesCipher()) : new RetailMac(new DesCipher()));
        byte[] ksn = BenchKey.InitialKsn(profile);
        ksn[^1] = 1;
        var keys = new TransactionKeys(ksn.Length);
        ksn.CopyTo(keys.Ksn, 0);
        byte[] track = Encoding.ASCII.GetBytes(Track);
        var card = new RequestCard(track[..15], track[16..20], track) { NumberLength = 15, Track2Length = track.Length };
        byte[] pinBlock = [.. Enumerable.Range(0xC0, pinBlockLength).Select(value => (byte)value)];
        builder.Purchase(card, 240, 42, 260302120000, 1772449200, keys, pinBlock);
        return builder.Message[..builder.Length];
    }
}
