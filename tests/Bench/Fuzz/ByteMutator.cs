using System.Globalization;

namespace Kiosk.Bench.Fuzz;

/// <summary>Damage that knows nothing of what it damages.</summary>
internal static class ByteMutator
{
    private const int MostInserted = 40;

    private static readonly string[] Numbers =
        ["0", "-1", "00", "1", "9", "10", "99", "100", "127", "128", "255", "256", "511", "512", "999", "1000", "9999",
            "32767", "32768", "65535", "65536", "999999", "1000000", "2147483647", "2147483648", "4294967296", "9223372036854775808"];

    /// <summary>Damages bytes in one to three places.</summary>
    /// <param name="random">Says how.</param>
    /// <param name="bytes">The bytes; they stay as they are.</param>
    /// <param name="corpus">Others to splice from.</param>
    public static byte[] Mutate(Random random, byte[] bytes, IReadOnlyList<byte[]> corpus)
    {
        var changed = new List<byte>(bytes);
        for (int count = random.Next(1, 4); count > 0; count--)
        {
            Damage(random, changed, corpus);
        }

        return [.. changed];
    }

    /// <summary>Random bytes.</summary>
    public static byte[] Bytes(Random random, int length)
    {
        byte[] bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>One of several.</summary>
    public static T Pick<T>(Random random, IReadOnlyList<T> from) => from[random.Next(from.Count)];

    /// <summary>A number as text, at or near a bound of something.</summary>
    public static string Number(Random random) => Pick(random, Numbers);

    private static void Damage(Random random, List<byte> bytes, IReadOnlyList<byte[]> corpus)
    {
        int at = random.Next(bytes.Count + 1);
        int rest = bytes.Count - at;
        switch (random.Next(10))
        {
            case 0 when rest > 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when rest > 0:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2 when rest > 0:
                bytes[at] = Pick<byte>(random, [0, 1, 0x0A, 0x20, 0x30, 0x39, 0x7F, 0x80, 0xFE, 0xFF]);
                break;
            case 3:
                bytes.InsertRange(at, Bytes(random, random.Next(1, MostInserted)));
                break;
            case 4:
                bytes.RemoveRange(at, random.Next(Math.Min(rest, MostInserted) + 1));
                break;
            case 5:
                bytes.RemoveRange(at, rest);
                break;
            case 6:
                bytes.InsertRange(at, bytes.GetRange(at, random.Next(Math.Min(rest, MostInserted) + 1)));
                break;
            case 7:
                // The beginning of this one and a part of another.
                byte[] other = Pick(random, corpus);
                int from = random.Next(other.Length + 1);
                bytes.RemoveRange(at, random.Next(rest + 1));
                bytes.InsertRange(at, other[from..random.Next(from, other.Length + 1)]);
                break;
            case 8:
                ReplaceNumber(random, bytes, at);
                break;
            case 9 when rest > 0:
                int count = random.Next(1, Math.Min(rest, MostInserted) + 1);
                byte fill = Pick<byte>(random, [0, 0xFF, (byte)'0', (byte)' ']);
                for (int i = at; i < at + count; i++)
                {
                    bytes[i] = fill;
                }

                break;
        }
    }

    /// <summary>The digits at a place, if there are any, become another number.</summary>
    private static void ReplaceNumber(Random random, List<byte> bytes, int at)
    {
        int end = at;
        while (end < bytes.Count && char.IsAsciiDigit((char)bytes[end]))
        {
            end++;
        }

        while (at > 0 && char.IsAsciiDigit((char)bytes[at - 1]))
        {
            at--;
        }

        if (end > at)
        {
            string other = random.NextInt64().ToString(CultureInfo.InvariantCulture);
            string number = random.Next(2) == 0 ? Number(random) : other[..Math.Min(end - at, other.Length)];
            bytes.RemoveRange(at, end - at);
            bytes.InsertRange(at, number.Select(digit => (byte)digit));
        }
    }
}
