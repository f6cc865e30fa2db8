using System.Reflection;
using Kiosk.Bench.Costs;
using Kiosk.Core.Crypto;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Kiosk.EndToEnd.Costs;

/// <summary>Core does the same when it counts.</summary>
[TestClass]
[DoNotParallelize]
public sealed class CountedCoreTests
{
    /// <summary>FIPS 197, B and C.1; a block costs the same whatever key and data are.</summary>
    [TestMethod]
    public void AesVectors()
    {
        InstrumentedAssembly core = IlInstrumenter.Instrument(typeof(AesCipher).Assembly.Location, 0);
        Assembly assembly = new CountingContext([core], []).LoadFromAssemblyName(new AssemblyName(core.Name));
        Type type = assembly.GetType(typeof(AesCipher).FullName!)!;
        Assert.AreNotSame(typeof(AesCipher), type);
        object cipher = Activator.CreateInstance(type)!;
        int encrypt = core.Methods.ToList().IndexOf("AesCipher.Encrypt");
        long first = Encipher("2B7E151628AED2A6ABF7158809CF4F3C", "3243F6A8885A308D313198A2E0370734", "3925841D02DC09FBDC118597196A0B32");
        long second = Encipher("000102030405060708090A0B0C0D0E0F", "00112233445566778899AABBCCDDEEFF", "69C4E0D86A7B0430D8CDB78070B4C55A");
        Assert.IsTrue(first > 1000, $"{first} instructions");
        Assert.AreEqual(first, second);

        long Encipher(string key, string plain, string expected)
        {
            byte[] block = Convert.FromHexString(plain);
            long executed = IlCounter.Executed(encrypt);
            long calls = IlCounter.Calls(encrypt);
            type.GetMethod(nameof(AesCipher.SetKey))!.Invoke(cipher, [Convert.FromHexString(key), 0, 16]);
            type.GetMethod(nameof(AesCipher.Encrypt))!.Invoke(cipher, [block, 0, block, 0]);
            Assert.AreEqual(expected, Convert.ToHexString(block));
            Assert.AreEqual(1, IlCounter.Calls(encrypt) - calls);
            return IlCounter.Executed(encrypt) - executed;
        }
    }
}
