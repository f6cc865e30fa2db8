using System.Globalization;
using System.Text.RegularExpressions;

namespace Kiosk.Issuer.Web;

/// <summary>Amounts as people type them: 12, 12.5, 12.50 or 12,50.</summary>
internal static partial class TypedMoney
{
    private const int MinorUnits = 100;

    /// <summary>The amount in minor units; null when it is none, or has more than ten digits before the point, as DE 4 has.</summary>
    public static long? Read(string text) =>
        Pattern().IsMatch(text.Trim()) ? (long)(decimal.Parse(text.Trim().Replace(',', '.'), CultureInfo.InvariantCulture) * MinorUnits) : null;

    [GeneratedRegex(@"\A[0-9]{1,10}([.,][0-9]{1,2})?\z")]
    private static partial Regex Pattern();
}
