using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Kiosk.Issuer.Crypto;
using static Kiosk.Bench.Fuzz.ByteMutator;

namespace Kiosk.Bench.Fuzz;

/// <summary>Damages key blocks in the places where it matters.</summary>
public static class KeyBlockMutator
{
    private const string Hex = "0123456789ABCDEF";
    private const string Printable = " 0123456789ABCDEFGHIKMNPRSTVXYZcaf-";

    /// <summary>Another text than that of a good block, in nearly every case.</summary>
    public static byte[] Mutate(Random random, KeyBlockSample sample, KeyBlockSample[] samples)
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

    private static void Damage(Random random, List<byte> text, KeyBlockSample[] samples)
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
    private static byte[] WithLengthThatIsNone(Random random, KeyBlockSample sample)
    {
        byte[] payload = Bytes(random, 48);
        int bits = random.Next(2) == 0 ? random.Next(65536) : random.Next(280);
        BinaryPrimitives.WriteUInt16BigEndian(payload, (ushort)(bits is 64 or 128 or 192 or 256 ? bits + 1 : bits));
        return Encoding.Latin1.GetBytes(KeyBlockWriter.Seal(KeyBlockWriter.Text(sample.Header, payload.Length), sample.ProtectionKey, payload));
    }
}
