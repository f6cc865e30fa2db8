using System.Globalization;
using System.Reflection;
using System.Text;
using Kiosk.Bench.Fuzz;
using Kiosk.Core.Crypto;

namespace Kiosk.EndToEnd.Crypto;

/// <summary>
/// Key blocks that were damaged, and texts that never were any: none is taken, none throws, and after each the unwrapper is as it was before
/// it ever saw a key.
/// </summary>
[TestClass]
public class KeyBlockMutationTests
{
    private const int Mutants = 100_000;

    private static readonly KeyBlockResult[] Refusals =
    [
        KeyBlockResult.Character, KeyBlockResult.Version, KeyBlockResult.Withdrawn, KeyBlockResult.Length, KeyBlockResult.Header,
        KeyBlockResult.OptionalBlock, KeyBlockResult.ProtectionKey, KeyBlockResult.Mac, KeyBlockResult.KeyLength,
    ];

    /// <summary>Set by the runner.</summary>
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void NoMutantIsTaken()
    {
        var random = new Random(31);
        KeyBlockSample[] samples = KeyBlockSample.All(random);
        var block = new KeyBlock(new AesCipher(), null);
        byte[] fresh = Warm(block, samples);
        var arrays = new ArrayScan(block);
        var results = new SortedDictionary<KeyBlockResult, int>();
        for (int i = 0; i < Mutants; i++)
        {
            KeyBlockSample sample = samples[random.Next(samples.Length)];
            byte[] protectionKey = random.Next(20) == 0 ? Bytes(random, random.Next(41)) : sample.ProtectionKey;
            byte[] text;
            do
            {
                text = KeyBlockMutator.Mutate(random, sample, samples);
            }
            while (text.AsSpan().SequenceEqual(sample.Text));
            KeyBlockResult result = block.Unwrap(text, text.Length, protectionKey, protectionKey.Length);
            results[result] = results.GetValueOrDefault(result) + 1;
            string what = $"mutant {i}, {result}: {Encoding.Latin1.GetString(text)}";
            Assert.AreNotEqual(KeyBlockResult.Good, result, what);
            Assert.AreEqual("", Fields(block), what);
            byte[] now = arrays.Copy();
            Assert.IsTrue(now.AsSpan().SequenceEqual(fresh), what);
            Assert.AreEqual(-1, now.AsSpan().IndexOf(sample.Key.AsSpan(0, 8)), what);
            if (protectionKey.Length >= 8)
            {
                Assert.AreEqual(-1, now.AsSpan().IndexOf(protectionKey.AsSpan(0, 8)), what);
            }
        }

        foreach ((KeyBlockResult result, int count) in results)
        {
            TestContext.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count,6} {result}"));
        }

        CollectionAssert.AreEquivalent(Refusals, results.Keys);
    }

    /// <summary>Every single bit of a block, one after the other.</summary>
    [TestMethod]
    public void NoBitMayFlip()
    {
        var block = new KeyBlock(new AesCipher(), null);
        foreach (KeyBlockSample sample in KeyBlockSample.All(new Random(31)))
        {
            byte[] text = [.. sample.Text];
            for (int bit = 0; bit < 8 * text.Length; bit++)
            {
                text[bit >> 3] ^= (byte)(1 << (bit & 7));
                Assert.AreNotEqual(KeyBlockResult.Good, block.Unwrap(text, text.Length, sample.ProtectionKey, sample.ProtectionKey.Length), $"bit {bit}");
                text[bit >> 3] ^= (byte)(1 << (bit & 7));
            }
        }
    }

    /// <summary>The scan can fail: it finds a key that is there, and sees that something is there that was not.</summary>
    [TestMethod]
    public void TheScanFindsAKeyThatIsThere()
    {
        KeyBlockSample[] samples = KeyBlockSample.All(new Random(31));
        var block = new KeyBlock(new AesCipher(), null);
        byte[] fresh = Warm(block, samples);
        var arrays = new ArrayScan(block);
        foreach (KeyBlockSample sample in samples)
        {
            Assert.AreEqual(KeyBlockResult.Good, block.Unwrap(sample.Text, sample.Text.Length, sample.ProtectionKey, sample.ProtectionKey.Length));
            byte[] now = arrays.Copy();
            Assert.AreNotEqual(-1, now.AsSpan().IndexOf(sample.Key.AsSpan(0, 8)));
            Assert.AreEqual(-1, now.AsSpan().IndexOf(sample.ProtectionKey.AsSpan(0, 8)));
            Assert.IsFalse(now.AsSpan().SequenceEqual(fresh));
            Assert.AreNotEqual("", Fields(block));
            block.Clear();
            Assert.IsTrue(arrays.Copy().AsSpan().SequenceEqual(fresh));
        }
    }

    /// <summary>
    /// Makes all that is made when it is needed, without a key: a refused block of each version has gone through every cipher, under a
    /// protection key of zeros.
    /// </summary>
    private static byte[] Warm(KeyBlock block, KeyBlockSample[] samples)
    {
        foreach (KeyBlockSample sample in samples)
        {
            byte[] zeros = new byte[16];
            Assert.AreEqual(KeyBlockResult.Mac, block.Unwrap(sample.Text, sample.Text.Length, zeros, zeros.Length));
        }

        return new ArrayScan(block).Copy();
    }

    private static string Fields(KeyBlock block) =>
        $"{block.Version}{block.KeyUsage}{block.Algorithm}{block.ModeOfUse}{block.KeyVersionNumber}{block.Exportability}".Replace("\0", "", StringComparison.Ordinal)
        + (block.KeyLength + block.InitialKsnLength + block.InitialKeyIdLength > 0 ? "lengths" : "");

    private static byte[] Bytes(Random random, int length)
    {
        byte[] bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>All arrays that can be reached from an object by any field, and what is in them.</summary>
    private sealed class ArrayScan
    {
        private readonly List<Array> _arrays = [];
        private readonly int _length;

        public ArrayScan(object root)
        {
            Collect(root, new HashSet<object>(ReferenceEqualityComparer.Instance));
            _length = _arrays.Sum(Buffer.ByteLength);

            // Tables and round keys of AES and DES, with the buffers.
            Assert.IsTrue(_length > 8000, $"{_length}");
        }

        public byte[] Copy()
        {
            byte[] bytes = new byte[_length];
            int at = 0;
            foreach (Array array in _arrays)
            {
                int length = Buffer.ByteLength(array);
                Buffer.BlockCopy(array, 0, bytes, at, length);
                at += length;
            }

            return bytes;
        }

        private void Collect(object? value, HashSet<object> seen)
        {
            if (value is null or string || value.GetType().IsPrimitive || !seen.Add(value))
            {
                return;
            }

            if (value is Array array)
            {
                if (array.GetType().GetElementType()!.IsPrimitive)
                {
                    _arrays.Add(array);
                    return;
                }

                foreach (object? element in array)
                {
                    Collect(element, seen);
                }

                return;
            }

            foreach (FieldInfo field in value.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            {
                Collect(field.GetValue(value), seen);
            }
        }
    }
}
