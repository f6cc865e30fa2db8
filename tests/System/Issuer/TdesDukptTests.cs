using System.Text;
using Kiosk.Issuer;
using Kiosk.Issuer.Crypto;

namespace Kiosk.EndToEnd.Issuer;

/// <summary>ANSI X9.24-1:2009, A.4: keys, PIN blocks and MACs of the profile <c>tdes</c>.</summary>
[TestClass]
public sealed class TdesDukptTests
{
    private const string Pan = "4012345678909";
    private static readonly byte[] Bdk = Convert.FromHexString("0123456789ABCDEFFEDCBA9876543210");
    private static readonly byte[] InitialKsn = Convert.FromHexString("FFFF9876543210E00000");
    private static readonly byte[] Message = Encoding.ASCII.GetBytes("4012345678909D987");

    [TestMethod]
    public void InitialKey() =>
        Assert.AreEqual("6AC292FAA1315B4D858AB3A3D7D5933A", Convert.ToHexString(TdesDukpt.DeriveInitialKey(Bdk, InitialKsn)));

    [TestMethod]
    [DataRow("FFFF9876543210E00001", "042666B49184CFA368DE9628D0397BC9", "1B9C1845EB993A7A", "9CCC7817", "20364223")]
    [DataRow("FFFF9876543210E00002", "C46551CEF9FD24B0AA9AD834130D3BC7", "10A01C8D02C69107", "F608A9BC", "D1FCA6BE")]
    [DataRow("FFFF9876543210E00003", "0DF3D9422ACA56E547676D07AD6BADFA", "18DC07B94797B466", "20B59A4F", "BAD4CC9C")]
    [DataRow("FFFF9876543210E00004", "279C0F6AEED0BE652B2C733E1383AE91", "0BC79509D5645DF7", "C7BFA6CC", "1EB08AEE")]
    [DataRow("FFFF9876543210E00005", "5F8DC6D2C845C125508DDC048093B83F", "5BC0AF22AD87B327", "0202B963", "5CBE3E81")]
    [DataRow("FFFF9876543210E00006", "5E415CB0BAF9F03CD0C14B63FB62FF43", "A16DF70AE36158D8", "CF6C72E6", "C60D38E8")]
    [DataRow("FFFF9876543210E00007", "0C8F780B7C8B49D0AE84A9EB2A6CE660", "27711C16CB257F8E", "B11EB0D9", "053EFD39")]
    [DataRow("FFFF9876543210E00008", "27F66D5244FF62E1AA6F6120EDEB4280", "50E55547A5027551", "3679055B", "7FACA91D")]
    [DataRow("FFFF9876543210E00009", "27E31064FDC565698900E2057F658E7E", "536CF7F678ACFC8D", "26AA23DC", "37F17B8F")]
    [DataRow("FFFF9876543210E0000A", "6CF2500A22507C7CC776CEADC1E33014", "EDABBA23221833FE", "1632621C", "CE038CC9")]
    [DataRow("FFFF9876543210E0000B", "3E8260BA04B2D620C01482B3819A18B7", "2328981C57B4BDBA", "76D95CB4", "27C9FA5E")]
    [DataRow("FFFF9876543210E0000C", "B716E1E11CF53D80726CAEE75C3A624F", "038D03CC926CF286", "BAD9D84D", "6D2ECC6A")]
    [DataRow("FFFF9876543210E0000D", "E072EDF95340535FB6C581C58FBF2533", "6C8AA97088B62C68", "AAAFB598", "7E40B492")]
    [DataRow("FFFF9876543210E0000E", "A80046087F5B8F245AAD95E18429084F", "F17C9E1D72CD4950", "4EC79532", "55233989")]
    [DataRow("FFFF9876543210E0000F", "93DD5B956C4878472E453AAEFD32A5AA", "B170F6E7F7F2F64A", "82500D05", "AFE23CBA")]
    [DataRow("FFFF9876543210E00010", "59598DCBD9BD94C094165CE453585F57", "D5D9638559EF53D6", "D39D3A59", "9E933C88")]
    [DataRow("FFFF9876543210E00011", "2B5F01F4F0CC05EA639D523231BF1BA2", "D544F8CDD292C863", "F094AF93", "631E7B39")]
    [DataRow("FFFF9876543210E00012", "9CF640F279C2AEE615F725EEEAC2CBAF", "7A21BD10F36DC41D", "A819AF04", "E93F5E27")]
    [DataRow("FFFF9876543210E00013", "C3DF489FDF1153B4F03DE97C27DC4C2F", "78649BD17D0DFA60", "79285A17", "FCE7A5A5")]
    [DataRow("FFFF9876543210E00014", "658488507721B3F14737FA93F923CBD2", "7E7E16EA0C31AD56", "E2B2637F", "A10E94AA")]
    [DataRow("FFFF9876543210E00015", "E161D1956A61F6D2F37AFD7F9CC3699A", "72105C22EBC791E6", "B2033EBD", "BDA3AEE1")]
    [DataRow("FFFF9876543210EFF800", "F9CDFEBF4F5B1D9EB3EC12454527E176", "33365F5CC6F23C35", "23E3CB62", "5776C376")]
    [DataRow("FFFF9876543210EFF801", "5BEE92627E97825C911BF619DF72CA3B", "3A86BF003F835C9D", "97623632", "69D1EF47")]
    [DataRow("FFFF9876543210EFF802", "64CA2F8AB93F61B01620B00BF77C7301", "3DB977D05C36DF3F", "72608521", "BF7036B7")]
    [DataRow("FFFF9876543210EFF804", "35A168695B3BA83307E871C42021DD37", "BA83243305712099", "D86687B7", "645A0A18")]
    [DataRow("FFFF9876543210EFF808", "12C380FCB72ED3C26FC6079AF63F4787", "B0DA04AC90A36D85", "5E00713D", "E8D8026A")]
    [DataRow("FFFF9876543210EFF810", "D8007C833A1E3C49C6889B97A68C54FF", "2CF02BD9C309EEDA", "1BCCF968", "9623FF45")]
    [DataRow("FFFF9876543210EFF820", "A9C9FF9B735FDD49591F296B0BF0FD70", "9D1E2F77AEEE81C6", "2F6D2191", "FF864D19")]
    [DataRow("FFFF9876543210EFF840", "0E3E221062CB5E03A384602783A004FA", "40870B0F8BA2011C", "4DA4CBAC", "3CE7AD50")]
    [DataRow("FFFF9876543210EFF880", "CA8225C587124DFBB87F279C0BE29727", "22E340D6ABB40981", "95C43BC2", "73D03F0B")]
    [DataRow("FFFF9876543210EFF900", "906AAC1751D4971A144D52C76C6E1F97", "1A4C10AFBA03A430", "D6BEAA71", "5D461B71")]
    [DataRow("FFFF9876543210EFFA00", "2B9E2CE7C2750337E10B54D2989EA6AF", "849763B43E5F9CFF", "93930C9F", "531DA5F9")]
    [DataRow("FFFF9876543210EFFC00", "F9430DF975082491C77BE4EF4FDB91EE", "DEFC6F09F8927B71", "2917C6EF", "AA8D2DA6")]
    [DataRow("FFFF9876543210F00000", "AA4D58DB653EC74A48C75F2F047DD2B5", "73EC88AD0AC5830E", "7DFA9315", "1444BEC3")]
    public void KeysPinBlocksAndMacs(string ksn, string transaction, string pinBlock, string requestMac, string answerMac)
    {
        using KeyDesk desk = KeyDesk.Open(MessageProfile.Tdes, null);
        KeySerialNumber serial = desk.ReadKsn(Convert.FromHexString(ksn), out _)!;
        Assert.AreEqual(Convert.ToHexString(InitialKsn), Convert.ToHexString(serial.InitialKeyId));
        Assert.AreEqual(transaction, Convert.ToHexString(TdesDukpt.DeriveTransactionKey(Bdk, InitialKsn, serial.Counter)));

        using ClearPin pin = desk.DecipherPin(serial, Convert.FromHexString(pinBlock), Pan)!;
        CollectionAssert.AreEqual(new byte[] { 1, 2, 3, 4 }, pin.Digits.ToArray());

        // The standard prints the left half of each MAC.
        byte[] mac = RetailMac.Compute(TdesDukpt.DeriveWorkingKey(Bdk, InitialKsn, serial.Counter, KeyUsage.MacGeneration), Message);
        Assert.AreEqual(requestMac, Convert.ToHexString(mac[..4]));
        Assert.IsTrue(desk.IsRequestMac(serial, Message, mac));
        mac[7] ^= 1;
        Assert.IsFalse(desk.IsRequestMac(serial, Message, mac), "all 8 bytes count");
        Assert.AreEqual(answerMac, Convert.ToHexString(desk.AnswerMac(serial, Message)[..4]));
    }

    [TestMethod]
    public void OtherUsagesHaveNoKey() =>
        Assert.ThrowsException<ArgumentOutOfRangeException>(() => TdesDukpt.DeriveWorkingKey(Bdk, InitialKsn, 1, KeyUsage.KeyEncryption));

    [TestMethod]
    [DataRow("FFFF9876543210E00001", "FFFF9876543210E00000", 1u)]
    [DataRow("FFFF9876543210EFFC00", "FFFF9876543210E00000", 0x0FFC00u)]
    [DataRow("FFFF9876543210F00000", "FFFF9876543210E00000", 0x100000u)]
    [DataRow("FFFF9876543210FFF800", "FFFF9876543210E00000", 0x1FF800u)]
    [DataRow("00000000000000200001", "00000000000000200000", 1u)]
    public void KsnThatATerminalMayUse(string ksn, string initialKsn, uint counter)
    {
        KeySerialNumber? read = KeySerialNumber.ReadTdes(Convert.FromHexString(ksn), out string? reason);
        Assert.IsNull(reason);
        Assert.AreEqual(initialKsn, Convert.ToHexString(read!.InitialKeyId));
        Assert.AreEqual(counter, read.Counter);
    }

    [TestMethod]
    [DataRow("FFFF9876543210E00000", "its counter has 0 bits set, 1 to 10 are allowed")]
    [DataRow("FFFF9876543210EFFC01", "its counter has 11 bits set, 1 to 10 are allowed")]
    [DataRow("FFFF9876543210FFFFFF", "its counter has 21 bits set, 1 to 10 are allowed")]
    [DataRow("FFFF9876543210E000", "a KSN has 10 bytes, this one 9")]
    [DataRow("123456789012345600000001", "a KSN has 10 bytes, this one 12")]
    [DataRow("", "a KSN has 10 bytes, this one 0")]
    public void KsnThatNoTerminalMayUse(string ksn, string why)
    {
        Assert.IsNull(KeySerialNumber.ReadTdes(Convert.FromHexString(ksn), out string? reason));
        Assert.AreEqual(why, reason);
    }
}
