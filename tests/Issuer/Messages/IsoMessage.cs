using System.Text;

namespace Kiosk.Issuer.Messages;

/// <summary>A message type and its data elements, each as the bytes that stand on the wire behind its length prefix.</summary>
internal sealed class IsoMessage(string type, FieldTable fields)
{
    private readonly SortedDictionary<int, byte[]> _values = [];

    /// <summary>Message type, four digits (ISO 8583:1993, 4.1).</summary>
    public string Type { get; } = type;

    /// <summary>The data elements that its profile has.</summary>
    public FieldTable Fields { get; } = fields;

    /// <summary>Numbers of the data elements present, ascending.</summary>
    public IReadOnlyCollection<int> Numbers => _values.Keys;

    /// <summary>True when the data element is present.</summary>
    public bool Has(int number) => _values.ContainsKey(number);

    /// <summary>The data element as bytes.</summary>
    /// <exception cref="IsoFormatException">It is absent.</exception>
    public ReadOnlySpan<byte> Bytes(int number) =>
        _values.TryGetValue(number, out byte[]? value) ? value : throw new IsoFormatException(new IsoError(number, null, "absent"));

    /// <summary>The data element as ASCII text, padding included.</summary>
    /// <exception cref="IsoFormatException">It is absent.</exception>
    public string Text(int number) => Encoding.ASCII.GetString(Bytes(number));

    /// <summary>Sets a data element to text: a fixed <c>n</c> is filled with zeros on the left, other fixed text with spaces on the right.</summary>
    /// <exception cref="IsoFormatException">The profile has no such data element, or it cannot hold the value.</exception>
    public void Set(int number, string value)
    {
        FieldFormat format = Known(number);
        if (value.Any(c => c > 0x7E))
        {
            throw new IsoFormatException(new IsoError(number, null, "not ASCII"));
        }

        if (format is { IsFixed: true, Kind: not FieldKind.Bytes })
        {
            value = format.Kind == FieldKind.Digits ? value.PadLeft(format.Length, '0') : value.PadRight(format.Length, ' ');
        }

        Set(number, Encoding.ASCII.GetBytes(value));
    }

    /// <summary>Sets a data element to bytes.</summary>
    /// <exception cref="IsoFormatException">The profile has no such data element, or it cannot hold the value.</exception>
    public void Set(int number, ReadOnlySpan<byte> value)
    {
        FieldFormat format = Known(number);
        if (format.IsFixed ? value.Length != format.Length : value.Length > format.Length)
        {
            throw new IsoFormatException(new IsoError(number, null, $"{value.Length} long where {format.Length} is allowed"));
        }

        if (format.FirstBadByte(value) >= 0)
        {
            throw new IsoFormatException(new IsoError(number, null, "a character that it cannot hold"));
        }

        _values[number] = value.ToArray();
    }

    /// <summary>Takes over a data element of another message when it is present there.</summary>
    public void CopyFrom(IsoMessage other, int number)
    {
        if (other.Has(number))
        {
            Set(number, other.Bytes(number));
        }
    }

    private FieldFormat Known(int number) =>
        Fields.Find(number) ?? throw new IsoFormatException(new IsoError(number, null, "not in this message profile"));
}
