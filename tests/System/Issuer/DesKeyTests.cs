using Kiosk.Core.Crypto;
using Kiosk.Issuer.Crypto;

namespace Kiosk.EndToEnd.Issuer;

/// <summary>DES and two-key TDES under every key, those too that .NET's own classes refuse.</summary>
[TestClass]
public sealed class DesKeyTests
{
    private static readonly string[] Weak =
    [
        "0101010101010101", "FEFEFEFEFEFEFEFE", "1F1F1F1F0E0E0E0E", "E0E0E0E0F1F1F1F1", "0000000000000000", "FFFFFFFFFFFFFFFF",
        "01FE01FE01FE01FE", "FE01FE01FE01FE01", "1FE01FE00EF10EF1", "E01FE01FF10EF10E", "01E001E001F101F1", "E001E001F101F101",
        "1FFE1FFE0EFE0EFE", "FE1FFE1FFE0EFE0E", "011F011F010E010E", "1F011F010E010E01", "E0FEE0FEF1FEF1FE", "FEE0FEE0FEF1FEF1",
    ];

    // The worked example of FIPS 46, and two rows of the variable plain text test of NBS SP 500-20, which is made under a weak key.
    [TestMethod]
    [DataRow("133457799BBCDFF1", "0123456789ABCDEF", "85E813540F0AB405")]
    [DataRow("0101010101010101", "8000000000000000", "95F8A5E5DD31D900")]
    [DataRow("0101010101010101", "4000000000000000", "DD7F121CA5015619")]
    [DataRow("01010101010101010101010101010101", "8000000000000000", "95F8A5E5DD31D900")]
    public void Vectors(string key, string clear, string enciphered)
    {
        using var des = new DesKey(Convert.FromHexString(key));
        Assert.AreEqual(enciphered, Convert.ToHexString(des.Encrypt(Convert.FromHexString(clear))));
        Assert.AreEqual(clear, Convert.ToHexString(des.Decrypt(Convert.FromHexString(enciphered))));
    }

    [TestMethod]
    public void WeakKeysAreKeys()
    {
        foreach (string left in Weak)
        {
            IsCores(left);
            foreach (string right in Weak)
            {
                IsCores(left + right);
            }
        }
    }

    [TestMethod]
    [DataRow(8)]
    [DataRow(16)]
    public void AnyKeyIsAKey(int length)
    {
        var random = new Random(length);
        byte[] key = new byte[length];
        for (int i = 0; i < 500; i++)
        {
            random.NextBytes(key);
            IsCores(Convert.ToHexString(key));
        }
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(7)]
    [DataRow(24)]
    public void OtherLengthsAreRefused(int length) => Assert.ThrowsException<ArgumentException>(() => new DesKey(new byte[length]));

    private static void IsCores(string hex)
    {
        byte[] key = Convert.FromHexString(hex);
        byte[] block = Convert.FromHexString("A1B2C3D4E5F60718");
        byte[] expected = new byte[8];
        var core = new DesCipher();
        core.SetKey(key, 0, key.Length);
        using var des = new DesKey(key);
        core.Encrypt(block, 0, expected, 0);
        Assert.AreEqual(Convert.ToHexString(expected), Convert.ToHexString(des.Encrypt(block)), hex);
        core.Decrypt(block, 0, expected, 0);
        Assert.AreEqual(Convert.ToHexString(expected), Convert.ToHexString(des.Decrypt(block)), hex);
    }
}
