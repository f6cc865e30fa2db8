using System.Device.Gpio;

namespace System;

/// <summary>A part of an array of levels: the stand-in for <c>Span&lt;PinValue&gt;</c> of a runtime without generics.</summary>
public readonly struct SpanPinValue
{
    private readonly PinValue[]? _array;
    private readonly int _start;

    /// <summary>All of an array.</summary>
    public SpanPinValue(PinValue[] array)
    {
        _array = array;
        _start = 0;
        Length = array?.Length ?? 0;
    }

    /// <summary>A part of an array.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The part reaches beyond the array.</exception>
    public SpanPinValue(PinValue[] array, int start, int length)
    {
        int whole = array?.Length ?? 0;
        if (start < 0 || length < 0 || start + length > whole)
        {
            throw new ArgumentOutOfRangeException(nameof(start));
        }

        _array = array;
        _start = start;
        Length = length;
    }

    /// <summary>Nothing.</summary>
    public static SpanPinValue Empty => default;

    /// <summary>How many levels.</summary>
    public int Length { get; }

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => Length == 0;

    /// <summary>One level.</summary>
    public PinValue this[int index]
    {
        get => _array![At(index)];
        set => _array![At(index)] = value;
    }

    /// <summary>All of an array.</summary>
    public static implicit operator SpanPinValue(PinValue[] array) => new(array);

    /// <summary>Copies everything.</summary>
    public void CopyTo(SpanPinValue destination)
    {
        for (int i = 0; i < Length; i++)
        {
            destination[i] = this[i];
        }
    }

    /// <summary>The rest from an index on.</summary>
    public SpanPinValue Slice(int start) => Slice(start, Length - start);

    /// <summary>A part.</summary>
    public SpanPinValue Slice(int start, int length)
    {
        if (start < 0 || length < 0 || start + length > Length)
        {
            throw new ArgumentOutOfRangeException(nameof(start));
        }

        return new SpanPinValue(_array!, _start + start, length);
    }

    /// <summary>A copy.</summary>
    public PinValue[] ToArray()
    {
        PinValue[] copy = new PinValue[Length];
        for (int i = 0; i < copy.Length; i++)
        {
            copy[i] = this[i];
        }

        return copy;
    }

    private int At(int index) => (uint)index < (uint)Length ? _start + index : throw new ArgumentOutOfRangeException(nameof(index));
}
