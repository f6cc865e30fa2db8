using System.Security.Cryptography;
using Kiosk.Issuer.Crypto;

namespace Kiosk.EndToEnd.Issuer;

/// <summary>ISO 9564-1 formats 0 and 3.</summary>
[TestClass]
public sealed class TdesPinBlockTests
{
    private const string Pan = "4012345678909";

    /// <summary>PIN key of ANSI X9.24-1's first KSN.</summary>
    private static readonly byte[] Key = Convert.FromHexString("042666B49184CF5C68DE9628D0397B36");

    [TestMethod]
    [DataRow("1234", "4012345678909", "041274EDCBA9876F")]
    [DataRow("1234", "5555555551234567", "041261AAAAEDCBA9")]
    [DataRow("123456789012", "5555555551234567", "0C1261032D8226A9")]
    [DataRow("92389", "4000001234562", "0592789FFFEDCBA9")]
    public void ClearBlocks(string pin, string pan, string clear)
    {
        AreDigits(pin, TdesPinBlock.Decipher(Key, Encipher(clear), pan));
        Assert.AreEqual(Convert.ToHexString(Encipher(clear)), Convert.ToHexString(TestTerminal.EncipherPin0(Key, pin, pan)), "the test terminal's block");
    }

    [TestMethod]
    public void StandardsBlock() => AreDigits("1234", TdesPinBlock.Decipher(Key, Convert.FromHexString("1B9C1845EB993A7A"), Pan));

    [TestMethod]
    public void Format3() => AreDigits("12345", TdesPinBlock.Decipher(Key, Encipher("351274488888822C"), Pan));

    [TestMethod]
    [DataRow("4012345678909", "0000401234567890")]
    [DataRow("5555555551234567", "0000555555123456")]
    [DataRow("1234567890123456789", "0000789012345678")]
    [DataRow("123456789", "0000000012345678")]
    [DataRow("1", "0000000000000000")]
    [DataRow("", "0000000000000000")]
    public void PanField(string pan, string field) => Assert.AreEqual(field, Convert.ToHexString(TdesPinBlock.PanField(pan)));

    [TestMethod]
    [DataRow("141234FFFFFFFFFF", "control")]
    [DataRow("03123FFFFFFFFFFF", "three digits")]
    [DataRow("0D1234567890123F", "thirteen digits")]
    [DataRow("0412A4FFFFFFFFFF", "a digit that is none")]
    [DataRow("041234AFFFFFFFFF", "fill at its start")]
    [DataRow("041234FFFFFFFFF0", "fill at its end")]
    [DataRow("341234ABCDEFABC9", "fill of format 3 at its end")]
    [DataRow("33123ABCDEFABCDE", "three digits in format 3")]
    [DataRow("0412341234567890", "fill of format 1")]
    [DataRow("041234ABCDEFABCD", "fill of format 3")]
    public void MalformedFieldIsRefused(string field, string what) =>
        Assert.IsNull(TdesPinBlock.Decipher(Key, TestTerminal.EncipherPinField0(Key, field, Pan), Pan), what);

    [TestMethod]
    public void AnotherCardsBlockIsRefused()
    {
        byte[] block = TestTerminal.EncipherPin0(Key, "1234", Pan);
        Assert.IsNull(TdesPinBlock.Decipher(Key, block, "4012345678917"));
        Assert.IsNull(TdesPinBlock.Decipher(Key, block, ""));
        Assert.IsNull(TdesPinBlock.Decipher(Key, block[..7], Pan));
        Assert.IsNull(TdesPinBlock.Decipher(Key, [.. block, .. block], Pan));
    }

    private static byte[] Encipher(string clear)
    {
        using TripleDES tdes = TripleDES.Create();
        tdes.Key = [.. Key, .. Key[..8]];
        return tdes.EncryptEcb(Convert.FromHexString(clear), PaddingMode.None);
    }

    private static void AreDigits(string pin, ClearPin? clear)
    {
        Assert.IsNotNull(clear);
        CollectionAssert.AreEqual(pin.Select(c => (byte)(c - '0')).ToArray(), clear.Digits.ToArray());
        clear.Dispose();
        Assert.IsTrue(clear.Digits.ToArray().All(digit => digit == 0), "wiped");
    }
}
