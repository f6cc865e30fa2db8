using System.Reflection;
using Kiosk.Bench.Costs;
using Kiosk.Core.Crypto;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Kiosk.EndToEnd.Costs;

/// <summary>Core does the same when it counts, and a block costs the same whatever key and data are.</summary>
[TestClass]
[DoNotParallelize]
public sealed class CountedCoreTests
{
    /// <summary>FIPS 197, B and C.1; FIPS 46 and NBS SP 500-20; the PIN blocks of the first and the last KSN in ANSI X9.24-1, A.4.</summary>
    [TestMethod]
    [DataRow(
        typeof(AesCipher), nameof(AesCipher.Encrypt),
        "2B7E151628AED2A6ABF7158809CF4F3C", "3243F6A8885A308D313198A2E0370734", "3925841D02DC09FBDC118597196A0B32",
        "000102030405060708090A0B0C0D0E0F", "00112233445566778899AABBCCDDEEFF", "69C4E0D86A7B0430D8CDB78070B4C55A")]
    [DataRow(
        typeof(DesCipher), "Pass",
        "133457799BBCDFF1", "0123456789ABCDEF", "85E813540F0AB405",
        "0101010101010101", "8000000000000000", "95F8A5E5DD31D900")]
    [DataRow(
        typeof(DesCipher), "Pass",
        "042666B49184CF5C68DE9628D0397B36", "041274EDCBA9876F", "1B9C1845EB993A7A",
        "AA4D58DB653EC7B548C75F2F047DD24A", "041274EDCBA9876F", "73EC88AD0AC5830E")]
    public void Vectors(Type original, string method, string key, string plain, string expected, string otherKey, string otherPlain, string otherExpected)
    {
        InstrumentedAssembly core = IlInstrumenter.Instrument(original.Assembly.Location, 0);
        Assembly assembly = new CountingContext([core], []).LoadFromAssemblyName(new AssemblyName(core.Name));
        Type type = assembly.GetType(original.FullName!)!;
        Assert.AreNotSame(original, type);
        object cipher = Activator.CreateInstance(type)!;
        int counted = core.Methods.ToList().IndexOf($"{original.Name}.{method}");
        long first = Encipher(key, plain, expected);
        long second = Encipher(otherKey, otherPlain, otherExpected);
        Assert.IsTrue(first > 1000, $"{first} instructions");
        Assert.AreEqual(first, second);

        long Encipher(string keyHex, string plainHex, string expectedHex)
        {
            byte[] keyBytes = Convert.FromHexString(keyHex);
            byte[] block = Convert.FromHexString(plainHex);
            long executed = IlCounter.Executed(counted);
            long calls = IlCounter.Calls(counted);
            type.GetMethod(nameof(IBlockCipher.SetKey))!.Invoke(cipher, [keyBytes, 0, keyBytes.Length]);
            type.GetMethod(nameof(IBlockCipher.Encrypt))!.Invoke(cipher, [block, 0, block, 0]);
            Assert.AreEqual(expectedHex, Convert.ToHexString(block));
            Assert.AreEqual(1, IlCounter.Calls(counted) - calls);
            return IlCounter.Executed(counted) - executed;
        }
    }
}
