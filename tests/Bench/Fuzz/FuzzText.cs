using System.Globalization;
using System.Text;

namespace Kiosk.Bench.Fuzz;

/// <summary>Inputs as people read them.</summary>
internal static class FuzzText
{
    /// <summary>Text whose bytes can all be read: what is not printable ASCII, and the backslash, is <c>\xHH</c>, but for line ends.</summary>
    public static string Escape(byte[] bytes)
    {
        var text = new StringBuilder();
        foreach (byte value in bytes)
        {
            if (value == '\n')
            {
                text.Append("\\n\n");
            }
            else if (value is >= 0x20 and < 0x7F and not (byte)'\\')
            {
                text.Append((char)value);
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"\\x{value:X2}");
            }
        }

        return text.ToString();
    }
}
