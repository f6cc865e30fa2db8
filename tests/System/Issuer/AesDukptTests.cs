using Kiosk.Issuer.Crypto;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Kiosk.EndToEnd.Issuer;

/// <summary>ANSI X9.24-3:2017, Supplement test vectors, AES-128 BDK.</summary>
[TestClass]
public sealed class AesDukptTests
{
    private static readonly byte[] Bdk = Convert.FromHexString("FEDCBA9876543210F1F1F1F1F1F1F1F1");
    private static readonly byte[] InitialKeyId = Convert.FromHexString("1234567890123456");

    [TestMethod]
    public void InitialKey() => Same("1273671EA26AC29AFA4D1084127652A1", AesDukpt.DeriveInitialKey(Bdk, InitialKeyId));

    [TestMethod]
    [DataRow(1u, "4F21B565BAD9835E112B6465635EAE44", "AF8CB133A78F8DC2D1359F18527593FB", "A2DC23DE6FDE0824A2BC321E08E4B8B7", "A35C412EFD41FDB98B69797C02DCD08F")]
    [DataRow(2u, "2F34D68DE10F68D38091A73B9E7C437C", "D30BDC73EC9714B000BEC66BDB7B6D09", "484C3B06E8562704528CD5B46FB12FB6", "D639514AA33AC43AD9229E433D6D4E5B")]
    [DataRow(3u, "031504E530365CF81264238540518318", "7D69F01F3B45449F62C7816ECE723268", "A5DF7D9D800CA769766F0C77CA4E6E6C", "EF17F6AB45B4820C93A3DCB21BC491AD")]
    [DataRow(4u, "0EEFC7ADA628BA68878DA9165A8A1887", "91A0588318EC2673214271F70137896E", "E6E4679647D8A9057C1FC15537CB4C4E", "B3BD44C08BB6BA27C3BB4711D7D70387")]
    [DataRow(5u, "C2A7AC328A5DA2D6002D62465BFC028B", "35A43BC9EFEB09C756204B57E3FB7D4D", "0588185FE1FF8C7E22FAD78C1C61F065", "CA02DF6F30B39E14BD0B4A30E460920F")]
    [DataRow(6u, "D30F7D9351DA58448A2F5E92B4EE3B7D", "02DCC6CD1201A3A2CA7099559C862123", "7B60F72A5639C0EE7EB2100FA80BB793", "C9B8A7C4E486180B2229115164F0B293")]
    [DataRow(7u, "A8253CEED9AC042C54F75D35C8352278", "6ECF912F3B18CA11A7A27BB60705FD09", "BAA08CA263C69525BC6B1BA8F4275D69", "0FA8F1F0A2DD7B1005A862D77CDED698")]
    [DataRow(8u, "718EE6CF0B27E53D5F7AF99C4D8146A2", "4D9DF3FBEE3448FC3E676D04320A90F5", "6FD572E5D59E618875F193484F9178FB", "650F34204ABD4E57764D61AC3D266FB1")]
    public void WorkingKeys(uint counter, string transaction, string pin, string mac, string data)
    {
        Same(transaction, AesDukpt.DeriveTransactionKey(Bdk, InitialKeyId, counter));
        Same(pin, AesDukpt.DeriveWorkingKey(Bdk, InitialKeyId, counter, KeyUsage.PinEncryption));
        Same(mac, AesDukpt.DeriveWorkingKey(Bdk, InitialKeyId, counter, KeyUsage.MacGeneration));
        Same(data, AesDukpt.DeriveWorkingKey(Bdk, InitialKeyId, counter, KeyUsage.DataEncryption));
    }

    [TestMethod]
    [DataRow(0x0001FFFEu, "E21E8C8D347F8561A2BE752DAA85A111")]
    [DataRow(0x00020000u, "F7AE9025468A25D37B7249CFFED224C8")]
    [DataRow(0x00020001u, "692C8EA4013645135B36497131DF9D2C")]
    [DataRow(0xFFFE2000u, "48E585B694EB0B18D5C35443E163C0BA")]
    [DataRow(0xFFFE4000u, "396C2C7CA1EA701C03B86B7D41F0C562")]
    [DataRow(0xFFFE8000u, "0387625F189B58AE03EF0E8CCA41105E")]
    [DataRow(0xFFFF0000u, "F6BA59389BD14A9855BE9727E7C52E3C")]
    [DataRow(0x0001FFFFu, "1FE368988089CDD76DA18A3458E113BA")]
    public void HighCounters(uint counter, string transaction) =>
        Same(transaction, AesDukpt.DeriveTransactionKey(Bdk, InitialKeyId, counter));

    [TestMethod]
    public void UpdateKeyTakes32Steps() =>
        Same("9A9770AEE1ACD1B13473D0463A1883B9", AesDukpt.DeriveWorkingKey(Bdk, InitialKeyId, 0xFFFFFFFF, KeyUsage.KeyEncryption));

    [TestMethod]
    public void RequestAndAnswerKeysDiffer() =>
        CollectionAssert.AreNotEqual(
            AesDukpt.DeriveWorkingKey(Bdk, InitialKeyId, 1, KeyUsage.MacGeneration),
            AesDukpt.DeriveWorkingKey(Bdk, InitialKeyId, 1, KeyUsage.MacVerification));

    [TestMethod]
    [DataRow("12345678901234560000FFFF", true)]
    [DataRow("12345678901234560001FFFE", true)]
    [DataRow("1234567890123456FFFF0000", true)]
    [DataRow("12345678901234560001FFFF", false)]
    [DataRow("1234567890123456FFFFFFFF", false)]
    [DataRow("123456789012345600000000", false)]
    [DataRow("1234567890123456000001", false)]
    [DataRow("12345678901234560000000100", false)]
    public void KsnThatATerminalMayUse(string ksn, bool good)
    {
        KeySerialNumber? read = KeySerialNumber.ReadAes(Convert.FromHexString(ksn), out string? reason);
        Assert.AreEqual(good, read is not null);
        Assert.AreEqual(good, reason is null);
    }

    private static void Same(string expected, byte[] actual) => Assert.AreEqual(expected, Convert.ToHexString(actual));
}
