using System.Text;

namespace Kiosk.Issuer.Messages;

/// <summary>
/// Reads a message (ISO 8583:1993, 4.1 and 4.2). Never throws, whatever the bytes are. A data element of the right
/// length with a wrong character is left out and reading goes on, so that the answer can still name its request;
/// after a wrong length nothing can be read.
/// </summary>
internal static class IsoDecoder
{
    private const int TypeLength = 4;
    private const int MapLength = 8;

    /// <summary>Reads a message without its length prefix.</summary>
    public static DecodedMessage Decode(ReadOnlySpan<byte> data, FieldTable fields)
    {
        IsoError? error = ReadHead(data, fields, out IsoMessage? message, out int offset);
        if (error is not null)
        {
            return new DecodedMessage(null, error, null);
        }

        IsoError? first = null;
        int? macOffset = null;
        ReadOnlySpan<byte> map = data[TypeLength..offset];
        for (int number = 2; number <= map.Length * 8; number++)
        {
            if (!IsSet(map, number))
            {
                continue;
            }

            int start = offset;
            bool goOn = ReadField(data, fields.Find(number), number, ref offset, out ReadOnlySpan<byte> value, out error);
            first ??= error;
            if (!goOn)
            {
                return new DecodedMessage(message, first, null);
            }

            if (error is null)
            {
                message!.Set(number, value);
                macOffset = number is FieldTable.Mac or FieldTable.SecondMac ? start : macOffset;
            }
        }

        if (message!.Has(FieldTable.Mac) && map.Length > MapLength)
        {
            first ??= new IsoError(FieldTable.Mac, null, "with a second bit map the MAC is DE 128");
        }

        if (offset != data.Length)
        {
            first ??= new IsoError(map.Length * 8, offset, $"{data.Length - offset} bytes after the last data element");
        }

        return new DecodedMessage(message, first, macOffset);
    }

    private static IsoError? ReadHead(ReadOnlySpan<byte> data, FieldTable fields, out IsoMessage? message, out int offset)
    {
        message = null;
        offset = 0;
        for (; offset < TypeLength; offset++)
        {
            if (offset >= data.Length)
            {
                return new IsoError(0, offset, "the message ends here");
            }

            if (!char.IsAsciiDigit((char)data[offset]))
            {
                return new IsoError(0, offset, "not a digit");
            }
        }

        int mapEnd = TypeLength + MapLength;
        if (data.Length > TypeLength && (data[TypeLength] & 0x80) != 0)
        {
            mapEnd += MapLength;
        }

        if (data.Length < mapEnd)
        {
            return new IsoError(1, data.Length, "the message ends here");
        }

        message = new IsoMessage(Encoding.ASCII.GetString(data[..TypeLength]), fields);
        offset = mapEnd;
        return null;
    }

    /// <summary>Returns false when nothing behind this data element can be read.</summary>
    private static bool ReadField(ReadOnlySpan<byte> data, FieldFormat? format, int number, ref int offset, out ReadOnlySpan<byte> value, out IsoError? error)
    {
        value = default;
        if (format is null)
        {
            error = new IsoError(number, offset, "not in this message profile");
            return false;
        }

        int length = format.Length;
        if (!format.IsFixed && !ReadLength(data, format, ref offset, out length, out error))
        {
            return false;
        }

        if (data.Length - offset < length)
        {
            error = new IsoError(number, data.Length, $"the message ends here, {length - (data.Length - offset)} bytes short");
            return false;
        }

        value = data.Slice(offset, length);
        int bad = format.FirstBadByte(value);
        error = bad < 0 ? null : new IsoError(number, offset + bad, "a character that it cannot hold");
        offset += length;
        return true;
    }

    private static bool ReadLength(ReadOnlySpan<byte> data, FieldFormat format, ref int offset, out int length, out IsoError? error)
    {
        length = 0;
        error = null;
        for (int i = 0; i < format.Prefix; i++, offset++)
        {
            if (offset >= data.Length)
            {
                error = new IsoError(format.Number, offset, "the message ends in its length");
                return false;
            }

            if (!char.IsAsciiDigit((char)data[offset]))
            {
                error = new IsoError(format.Number, offset, "its length is not a number");
                return false;
            }

            length = (length * 10) + (data[offset] - '0');
        }

        if (length > format.Length)
        {
            error = new IsoError(format.Number, offset - format.Prefix, $"its length is {length}, {format.Length} is allowed");
            return false;
        }

        return true;
    }

    private static bool IsSet(ReadOnlySpan<byte> map, int number) =>
        number != 1 && (map[(number - 1) / 8] & (0x80 >> ((number - 1) % 8))) != 0;
}
