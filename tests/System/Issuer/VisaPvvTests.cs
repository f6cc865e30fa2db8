using Kiosk.Issuer.Crypto;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Kiosk.EndToEnd.Issuer;

/// <summary>Visa PVV and what the issuer makes of it for longer PINs.</summary>
[TestClass]
public sealed class VisaPvvTests
{
    private static readonly byte[] Pvk = Convert.FromHexString("0123456789ABCDEFFEDCBA9876543210");

    [TestMethod]
    [DataRow(1, "4524", "1122334455667788", "8523")]
    [DataRow(2, "1912", "1122334455667788", "3244")]
    [DataRow(1, "0570", "1122334455667718", "3144")]
    [DataRow(1, "8299", "1122334455667708", "4422")]
    [DataRow(3, "4524", "1122334455667788", "4021")]
    public void Vectors(int keyIndex, string pin, string pan, string pvv) =>
        Assert.AreEqual(pvv, VisaPvv.Compute(Pvk, keyIndex, pan, Digits(pin)));

    [TestMethod]
    [DataRow("4071", 4)]
    [DataRow("93160", 8)]
    [DataRow("931607", 8)]
    [DataRow("93160712", 8)]
    [DataRow("931607128", 12)]
    [DataRow("931607128450", 12)]
    public void EveryDigitCounts(string pin, int length)
    {
        const string Pan = "5555555555554444";
        string values = PinVerifier.Enrol(1, Pan, Digits(pin));
        Assert.AreEqual(length, values.Length);
        Assert.IsTrue(PinVerifier.Verify(1, Pan, pin.Length, values, Digits(pin)));
        for (int i = 0; i < pin.Length; i++)
        {
            byte[] wrong = Digits(pin);
            wrong[i] = (byte)((wrong[i] + 1) % 10);
            Assert.IsFalse(PinVerifier.Verify(1, Pan, pin.Length, values, wrong), $"digit {i}");
        }

        Assert.IsFalse(PinVerifier.Verify(1, Pan, pin.Length, values, Digits(pin + "0")), "a digit more");
    }

    private static byte[] Digits(string pin) => [.. pin.Select(c => (byte)(c - '0'))];
}
