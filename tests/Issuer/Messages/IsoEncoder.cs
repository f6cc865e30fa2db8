using System.Globalization;
using System.Text;

namespace Kiosk.Issuer.Messages;

/// <summary>Writes a message: type, bit map, data elements in ascending order (ISO 8583:1993, 4.1 and 4.2).</summary>
internal static class IsoEncoder
{
    /// <summary>Longest message in bytes, without its length prefix.</summary>
    public const int MaxLength = 512;

    /// <summary>The message as bytes. The MAC, where it is present, is written as it stands in the message.</summary>
    /// <exception cref="IsoFormatException">The message is longer than <see cref="MaxLength"/>.</exception>
    public static byte[] Encode(IsoMessage message)
    {
        var output = new MemoryStream(MaxLength);
        output.Write(Encoding.ASCII.GetBytes(message.Type));
        output.Write(BitMap(message.Numbers));
        foreach (int number in message.Numbers)
        {
            FieldFormat format = message.Fields.Find(number)!;
            ReadOnlySpan<byte> value = message.Bytes(number);
            if (!format.IsFixed)
            {
                string length = value.Length.ToString("D" + format.Prefix, CultureInfo.InvariantCulture);
                output.Write(Encoding.ASCII.GetBytes(length));
            }

            output.Write(value);
        }

        if (output.Length > MaxLength)
        {
            throw new IsoFormatException(new IsoError(0, null, $"{output.Length} bytes, {MaxLength} are allowed"));
        }

        return output.ToArray();
    }

    private static byte[] BitMap(IReadOnlyCollection<int> numbers)
    {
        bool two = numbers.Any(number => number > 64);
        byte[] map = new byte[two ? 16 : 8];
        if (two)
        {
            map[0] = 0x80;
        }

        foreach (int number in numbers)
        {
            map[(number - 1) / 8] |= (byte)(0x80 >> ((number - 1) % 8));
        }

        return map;
    }
}
