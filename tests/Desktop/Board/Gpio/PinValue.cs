namespace System.Device.Gpio;

/// <summary>High or Low, with the conversions of the published type.</summary>
public struct PinValue : IEquatable<PinValue>
{
    private readonly byte _value;

    private PinValue(byte value) => _value = value;

    /// <summary>The high level.</summary>
    public static PinValue High => new(1);

    /// <summary>The low level.</summary>
    public static PinValue Low => new(0);

    /// <summary>0 is Low, everything else High.</summary>
    public static implicit operator PinValue(int value) => value == 0 ? Low : High;

    /// <summary>True is High.</summary>
    public static implicit operator PinValue(bool value) => value ? High : Low;

    /// <summary>1 for High.</summary>
    public static explicit operator byte(PinValue value) => value._value;

    /// <summary>1 for High.</summary>
    public static explicit operator int(PinValue value) => value._value;

    /// <summary>True for High.</summary>
    public static explicit operator bool(PinValue value) => value._value != 0;

    /// <summary>Whether the levels are the same.</summary>
    public static bool operator ==(PinValue a, PinValue b) => a._value == b._value;

    /// <summary>Whether the levels differ.</summary>
    public static bool operator !=(PinValue a, PinValue b) => a._value != b._value;

    /// <inheritdoc/>
    public readonly bool Equals(PinValue other) => other._value == _value;

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is PinValue other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => _value;

    /// <inheritdoc/>
    public override readonly string ToString() => _value == 0 ? "Low" : "High";
}
