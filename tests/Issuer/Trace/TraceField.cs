using Kiosk.Issuer.Messages;
using Kiosk.Issuer.Trace;

namespace Kiosk.Issuer;

/// <summary>A data element as people may see it.</summary>
/// <param name="Number">DE number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value; card number, track 2, PIN block, KSN and expiry are masked.</param>
public sealed record TraceField(int Number, string Name, string Value)
{
    /// <summary>Makes it of the bytes that stand on the wire behind the element's length prefix.</summary>
    /// <param name="number">DE number.</param>
    /// <param name="value">The bytes; where it is text, one with a character that the element cannot hold is shown as hex.</param>
    /// <exception cref="ArgumentOutOfRangeException">No message has such an element.</exception>
    public static TraceField Of(int number, ReadOnlySpan<byte> value) =>
        TraceText.Field(FieldTable.Aes.Find(number) ?? throw new ArgumentOutOfRangeException(nameof(number)), value);
}
