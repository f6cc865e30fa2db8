using Kiosk.Issuer.Crypto;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Kiosk.EndToEnd.Issuer;

/// <summary>ISO 9564-1 format 4.</summary>
[TestClass]
public sealed class PinBlock4Tests
{
    private const string Pan = "4111111111111111";
    private static readonly byte[] Key = Convert.FromHexString("AF8CB133A78F8DC2D1359F18527593FB");

    [TestMethod]
    [DataRow("AF8CB133A78F8DC2D1359F18527593FB", "A912150391AB65A67E52883D81CE2D15")]
    [DataRow("D30BDC73EC9714B000BEC66BDB7B6D09", "52A00503BD34BA1383F6A7EE9FE2547F")]
    [DataRow("7D69F01F3B45449F62C7816ECE723268", "A5A27E82B43A9A866A93D7ABE89CEF93")]
    [DataRow("91A0588318EC2673214271F70137896E", "71B3D0528669498777555A8BE6698E44")]
    [DataRow("35A43BC9EFEB09C756204B57E3FB7D4D", "881A7F77A2E04E5BEA985E342FD0B628")]
    [DataRow("02DCC6CD1201A3A2CA7099559C862123", "BDC1C3871AFB0B340AA5B5CEFD08695E")]
    [DataRow("6ECF912F3B18CA11A7A27BB60705FD09", "4A8E6B8C7DBEE6CBA6DC774F0CB83396")]
    [DataRow("4D9DF3FBEE3448FC3E676D04320A90F5", "8308BB857C17F390369F761F8EB358FA")]
    public void SupplementBlocks(string key, string block) => AreDigits("1234", Decipher(key, block, Pan));

    [TestMethod]
    public void PsecBlockOfA19DigitCard() =>
        AreDigits("1234", Decipher("00112233445566778899AABBCCDDEEFF", "28B41FDDD29B743E93124BD8E32D921E", "1234567890123456789"));

    [TestMethod]
    [DataRow("4111111111111111", "44111111111111111000000000000000")]
    [DataRow("112233445566778899", "61122334455667788990000000000000")]
    [DataRow("411111111111111", "34111111111111110000000000000000")]
    [DataRow("123456789", "00001234567890000000000000000000")]
    public void PanField(string pan, string field) => Assert.AreEqual(field, Convert.ToHexString(PinBlock4.PanField(pan)));

    [TestMethod]
    [DataRow("1234")]
    [DataRow("931607")]
    [DataRow("098765432109")]
    public void EveryLength(string pin) => AreDigits(pin, PinBlock4.Decipher(Key, TestTerminal.EncipherPin(Key, pin, Pan), Pan));

    [TestMethod]
    [DataRow("341234AAAAAAAAAA", "control")]
    [DataRow("43123AAAAAAAAAAA", "three digits")]
    [DataRow("4D1234567890123A", "thirteen digits")]
    [DataRow("4412A4AAAAAAAAAA", "a digit that is none")]
    [DataRow("441234FAAAAAAAAA", "fill at its start")]
    [DataRow("441234AAAAAAAAA0", "fill at its end")]
    public void MalformedFieldIsRefused(string head, string what)
    {
        byte[] field = Convert.FromHexString(head + "2F69ADDE2E9E7ACE");
        Assert.IsNull(PinBlock4.Decipher(Key, TestTerminal.EncipherPinField(Key, field, Pan), Pan), what);
    }

    [TestMethod]
    public void AnotherCardsBlockIsRefused()
    {
        byte[] block = TestTerminal.EncipherPin(Key, "1234", Pan);
        Assert.IsNull(PinBlock4.Decipher(Key, block, "4111111111111129"));
        Assert.IsNull(PinBlock4.Decipher(Key, block[..8], Pan));
    }

    private static ClearPin? Decipher(string key, string block, string pan) =>
        PinBlock4.Decipher(Convert.FromHexString(key), Convert.FromHexString(block), pan);

    private static void AreDigits(string pin, ClearPin? clear)
    {
        Assert.IsNotNull(clear);
        CollectionAssert.AreEqual(pin.Select(c => (byte)(c - '0')).ToArray(), clear.Digits.ToArray());
        clear.Dispose();
        Assert.IsTrue(clear.Digits.ToArray().All(digit => digit == 0), "wiped");
    }
}
