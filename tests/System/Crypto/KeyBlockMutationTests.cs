using System.Buffers.Binary;
using System.Globalization;
using System.Reflection;
using System.Text;
using Kiosk.Core.Crypto;
using Kiosk.Issuer.Crypto;

namespace Kiosk.EndToEnd.Crypto;

/// <summary>
/// Key blocks that were damaged, and texts that never were any: none is taken, none throws, and after each the unwrapper is as it was before
/// it ever saw a key.
/// </summary>
[TestClass]
public class KeyBlockMutationTests
{
    private const int Mutants = 100_000;
    private const string Hex = "0123456789ABCDEF";
    private const string Printable = " 0123456789ABCDEFGHIKMNPRSTVXYZcaf-";

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
        Sample[] samples = Samples(random);
        var block = new KeyBlock(new AesCipher(), null);
        byte[] fresh = Warm(block, samples);
        var arrays = new ArrayScan(block);
        var results = new SortedDictionary<KeyBlockResult, int>();
        for (int i = 0; i < Mutants; i++)
        {
            Sample sample = samples[random.Next(samples.Length)];
            byte[] protectionKey = random.Next(20) == 0 ? Bytes(random, random.Next(41)) : sample.ProtectionKey;
            byte[] text;
            do
            {
                text = Mutate(random, sample, samples);
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
        foreach (Sample sample in Samples(new Random(31)))
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
        Sample[] samples = Samples(new Random(31));
        var block = new KeyBlock(new AesCipher(), null);
        byte[] fresh = Warm(block, samples);
        var arrays = new ArrayScan(block);
        foreach (Sample sample in samples)
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
    private static byte[] Warm(KeyBlock block, Sample[] samples)
    {
        foreach (Sample sample in samples)
        {
            byte[] zeros = new byte[16];
            Assert.AreEqual(KeyBlockResult.Mac, block.Unwrap(sample.Text, sample.Text.Length, zeros, zeros.Length));
        }

        return new ArrayScan(block).Copy();
    }

    private static string Fields(KeyBlock block) =>
        $"{block.Version}{block.KeyUsage}{block.Algorithm}{block.ModeOfUse}{block.KeyVersionNumber}{block.Exportability}".Replace("\0", "", StringComparison.Ordinal)
        + (block.KeyLength + block.InitialKsnLength + block.InitialKeyIdLength > 0 ? "lengths" : "");

    private static byte[] Mutate(Random random, Sample sample, Sample[] samples)
    {
        switch (random.Next(24))
        {
            case 0:
                return Bytes(random, random.Next(600));
            case 1:
                return [.. Enumerable.Range(0, random.Next(600)).Select(_ => (byte)random.Next(0x20, 0x7F))];
            case 2:
                return WithLengthThatIsNone(random, sample);
        }

        var text = new List<byte>(sample.Text);
        for (int count = random.Next(1, 4); count > 0; count--)
        {
            Damage(random, text, samples);
        }

        // Half of them say their length, so that more of them come to the later checks.
        if (text.Count >= 5 && random.Next(2) == 0)
        {
            Put(text, 1, text.Count.ToString("D4", CultureInfo.InvariantCulture));
        }

        return [.. text];
    }

    private static void Damage(Random random, List<byte> text, Sample[] samples)
    {
        int at = random.Next(text.Count + 1);
        int rest = text.Count - at;
        int header = Math.Min(random.Next(48), text.Count);
        switch (random.Next(14))
        {
            case 0 when rest > 0:
                text[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when rest > 0:
                text[at] = (byte)Hex[random.Next(16)];
                break;
            case 2 when header < text.Count:
                text[header] = (byte)Printable[random.Next(Printable.Length)];
                break;
            case 3 when rest > 0:
                text[at] = (byte)(text[at] is >= (byte)'A' and <= (byte)'Z' ? text[at] | 0x20 : random.Next(256));
                break;
            case 4:
                text.InsertRange(at, Enumerable.Range(0, random.Next(1, 40)).Select(_ => (byte)Hex[random.Next(16)]));
                break;
            case 5:
                text.RemoveRange(at, random.Next(rest + 1));
                break;
            case 6:
                text.RemoveRange(at, Math.Min(rest, 16 * random.Next(1, 4)));
                break;
            case 7:
                text.RemoveRange(at, rest);
                break;
            case 8:
                text.InsertRange(at, text.GetRange(at, Math.Min(rest, random.Next(64))));
                break;
            case 9:
                int length = random.Next(1, 33);
                int other = random.Next(text.Count + 1);
                if (at + length <= text.Count && other + length <= text.Count)
                {
                    List<byte> kept = text.GetRange(at, length);
                    Put(text, at, Encoding.Latin1.GetString([.. text.GetRange(other, length)]));
                    Put(text, other, Encoding.Latin1.GetString([.. kept]));
                }

                break;
            case 10 when text.Count >= 5:
                Put(text, 1, (text.Count + random.Next(-17, 17)).ToString("D4", CultureInfo.InvariantCulture)[..4]);
                break;
            case 11 when text.Count >= 14:
                Put(text, 12, random.Next(4).ToString("D2", CultureInfo.InvariantCulture));
                break;
            case 12 when text.Count > 0:
                text[0] = (byte)"ABCDEF0b"[random.Next(8)];
                break;
            case 13:
                // The beginning of this one and the end of another.
                byte[] end = samples[random.Next(samples.Length)].Text;
                text.RemoveRange(at, rest);
                text.AddRange(end[Math.Min(at, end.Length)..]);
                break;
        }
    }

    private static void Put(List<byte> text, int at, string what)
    {
        for (int i = 0; i < what.Length; i++)
        {
            text[at + i] = (byte)what[i];
        }
    }

    /// <summary>The host makes the MAC over a length in bits that no key has.</summary>
    private static byte[] WithLengthThatIsNone(Random random, Sample sample)
    {
        byte[] payload = Bytes(random, 48);
        int bits = random.Next(2) == 0 ? random.Next(65536) : random.Next(280);
        BinaryPrimitives.WriteUInt16BigEndian(payload, (ushort)(bits is 64 or 128 or 192 or 256 ? bits + 1 : bits));
        return Encoding.Latin1.GetBytes(KeyBlockWriter.Seal(KeyBlockWriter.Text(sample.Header, payload.Length), sample.ProtectionKey, payload));
    }

    private static Sample[] Samples(Random random)
    {
        (string, string) ksn = ("KS", "FFFF9876543210E00000");
        (string, string) keyId = ("IK", "1234567890123456");
        (string, string) time = ("TS", "20260101000000Z");
        return
        [
            new Sample(random, new KeyBlockHeader('B', "P0", 'T', 'E', 'E'), 16, 16),
            new Sample(random, new KeyBlockHeader('B', "B1", 'T', 'X', 'N') { OptionalBlocks = [ksn] }, 16, 16),
            new Sample(random, new KeyBlockHeader('B', "K0", 'T', 'D', 'S') { OptionalBlocks = [time] }, 24, 24),
            new Sample(random, new KeyBlockHeader('D', "P0", 'A', 'E', 'E'), 16, 16),
            new Sample(random, new KeyBlockHeader('D', "B1", 'A', 'X', 'N') { OptionalBlocks = [keyId] }, 16, 16),
            new Sample(random, new KeyBlockHeader('D', "D0", 'A', 'B', 'E') { OptionalBlocks = [time, keyId] }, 24, 24),
            new Sample(random, new KeyBlockHeader('D', "B1", 'A', 'X', 'N') { OptionalBlocks = [keyId, time] }, 32, 32),
            new Sample(random, new KeyBlockHeader('D', "B1", 'T', 'X', 'N') { OptionalBlocks = [ksn] }, 32, 16),
        ];
    }

    private static byte[] Bytes(Random random, int length)
    {
        byte[] bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>A block that is good.</summary>
    private sealed class Sample
    {
        public Sample(Random random, KeyBlockHeader header, int protectionKeyLength, int keyLength)
        {
            Header = header;
            ProtectionKey = Bytes(random, protectionKeyLength);
            Key = Bytes(random, keyLength);
            byte[] payload = Bytes(random, 48);
            BinaryPrimitives.WriteUInt16BigEndian(payload, (ushort)(8 * keyLength));
            Key.CopyTo(payload, 2);
            Text = Encoding.Latin1.GetBytes(KeyBlockWriter.Seal(KeyBlockWriter.Text(header, payload.Length), ProtectionKey, payload));
        }

        public KeyBlockHeader Header { get; }

        public byte[] ProtectionKey { get; }

        public byte[] Key { get; }

        public byte[] Text { get; }
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
