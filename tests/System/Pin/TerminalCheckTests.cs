using System.Reflection;
using Kiosk.Bench.Costs;
using Kiosk.Core.Pin;

namespace Kiosk.EndToEnd.Pin;

/// <summary>
/// What the terminal does with the block it made, from inside: it lets none out that is not the one of PIN, card and fill (K11), and every PIN takes the
/// same instructions (P4).
/// </summary>
[TestClass]
[DoNotParallelize]
public class TerminalCheckTests
{
    private const string Pan = "371449635398431";
    private const string Fill = "ABCDEFFEDCBAABCD";

    [TestMethod]
    [DataRow(PinBlockFormat.Format0)]
    [DataRow(PinBlockFormat.Format1)]
    [DataRow(PinBlockFormat.Format2)]
    [DataRow(PinBlockFormat.Format3)]
    [DataRow(PinBlockFormat.Format4)]
    public void ABlockWithAFlippedBitIsNotEnciphered(PinBlockFormat format) =>
        Strike(PatchedCore.Load(nameof(PinBlock.Encode), "_clear"), format, PinBlock.LengthOf(format));

    [TestMethod]
    public void APanFieldWithAFlippedBitIsNotEnciphered() =>
        Strike(PatchedCore.Load(nameof(PinBlock.PanField), "_panField"), PinBlockFormat.Format4, 16);

    [TestMethod]
    public void EveryPinTakesTheSameInstructions()
    {
        InstrumentedAssembly core = IlInstrumenter.Instrument(typeof(PinEncryption).Assembly.Location, 0);
        string own = typeof(TerminalCheckTests).Assembly.Location;
        Assembly copy = new CountingContext([core], [own]).LoadFromAssemblyName(typeof(TerminalCheckTests).Assembly.GetName());
        Func<int, string, long> executed = Copied<Func<int, string, long>>(copy, nameof(Executed));
        var random = new Random(4);

        // The first DES cipher makes the tables of all.
        executed((int)PinBlockFormat.Format0, "0000");
        foreach (PinBlockFormat format in Enum.GetValues<PinBlockFormat>())
        {
            for (int length = PinEntry.Shortest; length <= PinEntry.Longest; length++)
            {
                long expected = executed((int)format, new string('0', length));
                Assert.IsTrue(expected > 1000, $"{expected} instructions");
                for (int i = 0; i < 20; i++)
                {
                    string pin = string.Concat(random.GetItems("0123456789".ToCharArray(), length));
                    Assert.AreEqual(expected, executed((int)format, pin), $"{format}, {pin}");
                }
            }
        }
    }

    /// <summary>Without a fault the block is good; with any bit of any byte flipped it is refused, and what comes out is zeros.</summary>
    private static void Strike(Assembly copy, PinBlockFormat format, int length)
    {
        Func<int, int, int, string> struck = Copied<Func<int, int, int, string>>(copy, nameof(Struck));
        string good = struck((int)format, 0, 0);
        StringAssert.StartsWith(good, $"{PinBlockResult.Good} ");
        for (int at = 0; at < length; at++)
        {
            for (int bit = 1; bit < 0x100; bit <<= 1)
            {
                string bad = struck((int)format, at, bit);
                Assert.IsFalse(bad.StartsWith($"{PinBlockResult.Good} ", StringComparison.Ordinal), $"byte {at}, bits {bit:X2}: {bad}");
                StringAssert.EndsWith(bad, $" {new string('0', good.Length - good.IndexOf(' ') - 1)}");
            }
        }
    }

    /// <summary>In the copy: result and block of an enciphering that a fault strikes.</summary>
    private static string Struck(int format, int at, int bits)
    {
        PatchedCore.SetFault(at, bits);
        return Encipher((PinBlockFormat)format, "1234");
    }

    /// <summary>In the copy: instructions that Core executes while it enciphers.</summary>
    private static long Executed(int format, string pin)
    {
        long[] before = new long[IlCounter.MostMethods];
        long[] after = new long[IlCounter.MostMethods];
        IlCounter.CopyTo(before);
        StringAssert.StartsWith(Encipher((PinBlockFormat)format, pin), $"{PinBlockResult.Good} ");
        IlCounter.CopyTo(after);
        return after.Sum() - before.Sum();
    }

    private static string Encipher(PinBlockFormat format, string digits)
    {
        string pan = format is PinBlockFormat.Format1 or PinBlockFormat.Format2 ? "" : Pan;
        var made = new PinCase(format, digits, pan, Fill);
        (PinBlockResult result, byte[] block) = CorePin.TryEncipher(made, Convert.FromHexString("0123456789ABCDEFFEDCBA9876543210"));
        return $"{result} {Convert.ToHexString(block)}";
    }

    private static T Copied<T>(Assembly copy, string method)
        where T : Delegate => copy.GetType(typeof(TerminalCheckTests).FullName!)!.GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic)!.CreateDelegate<T>();
}
