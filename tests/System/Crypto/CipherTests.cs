using System.Security.Cryptography;
using Kiosk.Core.Crypto;
using Kiosk.Device;

namespace Kiosk.EndToEnd.Crypto;

/// <summary>Core's ciphers against .NET's, with random keys and blocks.</summary>
[TestClass]
public class CipherTests
{
    private const int Rounds = 2000;

    [TestMethod]
    [DataRow(16)]
    [DataRow(24)]
    [DataRow(32)]
    public void AesIsTheSame(int keyLength)
    {
        var random = new Random(keyLength);
        using Aes aes = Aes.Create();
        Compare(new AesCipher(), aes, () => Next(random, keyLength), random);
    }

    /// <summary>The device's: native where its class has the key length, Core's where not, and from one to the other.</summary>
    [TestMethod]
    public void DeviceAesIsTheSame()
    {
        var random = new Random(7);
        using Aes aes = Aes.Create();
        Compare(new DeviceAes(), aes, () => Next(random, 16 + (8 * random.Next(3))), random);
        Assert.ThrowsException<ArgumentException>(() => new DeviceAes().SetKey(new byte[32], 0, 8));
    }

    [TestMethod]
    public void DesIsTheSame()
    {
        var random = new Random(8);
        using DES des = DES.Create();
        Compare(new DesCipher(), des, () => Again(random, 8, DES.IsWeakKey, DES.IsSemiWeakKey), random);
    }

    [TestMethod]
    [DataRow(16)]
    [DataRow(24)]
    public void TdesIsTheSame(int keyLength)
    {
        var random = new Random(keyLength);
        using TripleDES tdes = TripleDES.Create();
        Compare(new DesCipher(), tdes, () => Again(random, keyLength, TripleDES.IsWeakKey), random);
    }

    [TestMethod]
    [DataRow(16)]
    [DataRow(24)]
    [DataRow(32)]
    public void CmacIsTheIssuers(int keyLength)
    {
        var random = new Random(keyLength);
        var cmac = new Cmac(new AesCipher());
        byte[] mac = new byte[16];
        for (int length = 0; length < 100; length++)
        {
            byte[] key = Next(random, keyLength);
            byte[] message = Next(random, length);
            cmac.Compute(key, 0, keyLength, message, length, mac);
            Assert.AreEqual(Convert.ToHexString(Kiosk.Issuer.Crypto.AesCmac.Compute(key, message)), Convert.ToHexString(mac));
        }
    }

    [TestMethod]
    public void RetailMacIsCbcOfDesAndOneTdes()
    {
        var random = new Random(3);
        var retailMac = new RetailMac(new DesCipher());
        byte[] mac = new byte[8];
        for (int length = 1; length < 100; length++)
        {
            byte[] key = Again(random, 16, TripleDES.IsWeakKey);
            byte[] message = Next(random, length);
            retailMac.Compute(key, 0, message, length, mac);
            Assert.AreEqual(Convert.ToHexString(Reference(key, message)), Convert.ToHexString(mac));
        }
    }

    [TestMethod]
    public void RetailMacIsTheIssuers()
    {
        var random = new Random(9);
        var retailMac = new RetailMac(new DesCipher());
        byte[] mac = new byte[8];
        for (int length = 0; length < 100; length++)
        {
            byte[] key = Next(random, 16);
            byte[] message = Next(random, length);
            retailMac.Compute(key, 0, message, length, mac);
            Assert.AreEqual(Convert.ToHexString(Kiosk.Issuer.Crypto.RetailMac.Compute(key, message)), Convert.ToHexString(mac));
        }
    }

    private static byte[] Reference(byte[] key, byte[] message)
    {
        byte[] padded = new byte[(message.Length + 7) / 8 * 8];
        message.CopyTo(padded, 0);
        using DES left = DES.Create();
        using DES right = DES.Create();
        left.Key = key[..8];
        right.Key = key[8..];
        byte[] last = left.EncryptCbc(padded, new byte[8], PaddingMode.None)[^8..];
        return left.EncryptEcb(right.DecryptEcb(last, PaddingMode.None), PaddingMode.None);
    }

    private static void Compare(IBlockCipher cipher, SymmetricAlgorithm reference, Func<byte[]> nextKey, Random random)
    {
        int length = cipher.BlockLength;
        byte[] output = new byte[length];
        for (int i = 0; i < Rounds; i++)
        {
            byte[] key = nextKey();
            byte[] block = Next(random, length);

            // Some of .NET's providers take three-key TDES alone: two keys are three of which the last is the first.
            reference.Key = reference is TripleDES && key.Length == 16 ? [.. key, .. key[..8]] : key;
            cipher.SetKey(key, 0, key.Length);
            cipher.Encrypt(block, 0, output, 0);
            Assert.AreEqual(Convert.ToHexString(reference.EncryptEcb(block, PaddingMode.None)), Convert.ToHexString(output));
            cipher.Decrypt(block, 0, output, 0);
            Assert.AreEqual(Convert.ToHexString(reference.DecryptEcb(block, PaddingMode.None)), Convert.ToHexString(output));
        }
    }

    /// <summary>.NET refuses weak keys, which the standard's ciphers do not.</summary>
    private static byte[] Again(Random random, int length, params Func<byte[], bool>[] weak)
    {
        byte[] key;
        do
        {
            key = Next(random, length);
        }
        while (weak.Any(isWeak => isWeak(key)));
        return key;
    }

    private static byte[] Next(Random random, int length)
    {
        byte[] bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }
}
