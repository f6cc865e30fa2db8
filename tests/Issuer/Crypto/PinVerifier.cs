using System.Security.Cryptography;
using System.Text;

namespace Kiosk.Issuer.Crypto;

/// <summary>
/// PIN verification data of a card: one PVV for each group of four digits, the last group being the last four digits of
/// the PIN, so that every digit counts (a plain PVV covers four). The PIN itself is nowhere.
/// </summary>
internal static class PinVerifier
{
    private static readonly byte[] Pvk = Convert.FromHexString("0123456789ABCDEFFEDCBA9876543210");

    /// <summary>The PVVs of a PIN: one for four digits, two for up to eight, three for up to twelve.</summary>
    public static string Enrol(int keyIndex, string pan, ReadOnlySpan<byte> pin)
    {
        var values = new StringBuilder();
        for (int start = 0; start < pin.Length; start += VisaPvv.Length)
        {
            int from = Math.Min(start, pin.Length - VisaPvv.Length);
            values.Append(VisaPvv.Compute(Pvk, keyIndex, pan, pin.Slice(from, VisaPvv.Length)));
        }

        return values.ToString();
    }

    /// <summary>True when the PIN has the right length and every PVV agrees.</summary>
    public static bool Verify(int keyIndex, string pan, int length, string values, ReadOnlySpan<byte> pin) =>
        pin.Length == length
        && CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(Enrol(keyIndex, pan, pin)),
            Encoding.ASCII.GetBytes(values));
}
