using System.Text;

namespace Kiosk.EndToEnd.Secrets;

/// <summary>A PIN or a key, and what it may look like in a buffer.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Patterns">Any of them in a buffer of bytes, or in a string, is a find.</param>
/// <param name="Words">Any of them in a buffer of wider numbers.</param>
internal sealed record Secret(string Name, IReadOnlyList<byte[]> Patterns, IReadOnlyList<byte[]> Words)
{
    // Two bytes of digits occur by chance.
    private const int FewestPacked = 3;

    /// <summary>A PIN: as digits, as text, and packed two digits a byte from either nibble.</summary>
    public static Secret Pin(string digits)
    {
        byte[][] packed =
        [
            Convert.FromHexString(digits[..(digits.Length / 2 * 2)]),
            Convert.FromHexString(digits.Substring(1, (digits.Length - 1) / 2 * 2)),
        ];
        return new Secret(
            "the PIN",
            [[.. digits.Select(digit => (byte)(digit - '0'))], Encoding.ASCII.GetBytes(digits), Encoding.Unicode.GetBytes(digits), .. packed.Where(bytes => bytes.Length >= FewestPacked)],
            [[.. digits.SelectMany(digit => BitConverter.GetBytes(digit - '0'))]]);
    }

    /// <summary>A key: whole, its halves, as text, and word by word as a schedule begins with it.</summary>
    public static Secret Key(string name, byte[] key)
    {
        byte[][] words = [.. key.Chunk(4), .. key.Chunk(4).Select(word => word.Reverse().ToArray())];
        return new Secret(name, [.. key.Chunk(8), Encoding.ASCII.GetBytes(Convert.ToHexString(key))], words);
    }
}
