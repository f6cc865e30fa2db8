using System.Text;
using Kiosk.Issuer.Messages;

namespace Kiosk.Issuer.Trace;

/// <summary>Data elements as people may see them: secrets masked (payment logs mask DE 2, 14, 35, 36, 45, 52, 53, 55).</summary>
public static class FieldText
{
    /// <summary>What people call a data element.</summary>
    public static string NameOf(int number) => FieldTable.Aes.Find(number)?.Name ?? "not known";

    /// <summary>Its value: text, or hex where it holds bytes or what cannot be printed; of a secret no more than may be seen.</summary>
    public static string ValueOf(int number, ReadOnlySpan<byte> value) => number switch
    {
        2 => Mask.Pan(Encoding.Latin1.GetString(value)),
        14 or 36 or 45 or 55 => Mask.All(value.Length),
        35 => Mask.Track(Encoding.Latin1.GetString(value)),
        52 => Mask.All(value.Length * 2),
        53 => Mask.Ksn(value),
        _ when IsBytes(number) || value.ContainsAnyExceptInRange((byte)' ', (byte)'~') => Convert.ToHexString(value),
        _ => Encoding.ASCII.GetString(value).TrimEnd(),
    };

    private static bool IsBytes(int number) => FieldTable.Aes.Find(number) is not { } format || format.Kind == FieldKind.Bytes;
}
