namespace System;

/// <summary>A part of a byte array: nanoFramework's stand-in for <c>Span&lt;byte&gt;</c>, with the surface it has there.</summary>
public readonly struct SpanByte
{
    private readonly byte[]? _array;
    private readonly int _start;

    /// <summary>All of an array.</summary>
    public SpanByte(byte[]? array)
    {
        _array = array;
        _start = 0;
        Length = array?.Length ?? 0;
    }

    /// <summary>A part of an array.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The part reaches beyond the array.</exception>
    public SpanByte(byte[]? array, int start, int length)
    {
        int whole = array?.Length ?? 0;
        if (start < 0 || length < 0 || start > whole || length > whole - start)
        {
            throw new ArgumentOutOfRangeException(nameof(start));
        }

        _array = array;
        _start = start;
        Length = length;
    }

    /// <summary>Nothing.</summary>
    public static SpanByte Empty => default;

    /// <summary>How many bytes.</summary>
    public int Length { get; }

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => Length == 0;

    /// <summary>One byte.</summary>
    public byte this[int index]
    {
        get => _array![At(index)];
        set => _array![At(index)] = value;
    }

    /// <summary>All of an array.</summary>
    public static implicit operator SpanByte(byte[]? array) => new(array);

    /// <summary>Copies everything.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The destination is shorter.</exception>
    public void CopyTo(SpanByte destination)
    {
        if (Length > destination.Length)
        {
            throw new ArgumentOutOfRangeException(nameof(destination));
        }

        AsSpan().CopyTo(destination.AsSpan());
    }

    /// <summary>The rest from an index on.</summary>
    public SpanByte Slice(int start) => Slice(start, Length - start);

    /// <summary>A part.</summary>
    public SpanByte Slice(int start, int length)
    {
        if (start < 0 || length < 0 || start > Length || length > Length - start)
        {
            throw new ArgumentOutOfRangeException(nameof(start));
        }

        return new SpanByte(_array, _start + start, length);
    }

    /// <summary>A copy.</summary>
    public byte[] ToArray() => AsSpan().ToArray();

    internal Span<byte> AsSpan() => new(_array, _start, Length);

    private int At(int index) => (uint)index < (uint)Length ? _start + index : throw new ArgumentOutOfRangeException(nameof(index));
}
