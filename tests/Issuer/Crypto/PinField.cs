namespace Kiosk.Issuer.Crypto;

/// <summary>The plain text PIN field of formats 0, 3 and 4, which differ in control and fill (ISO 9564-1:2017, 9.3 and 9.4.2.2).</summary>
internal static class PinField
{
    /// <summary>Digits and fill, from the second byte to the eighth.</summary>
    private const int Nibbles = 14;

    /// <summary>Reads a field: control, length 4 to 12, that many digits, fill up to the eighth byte. Null for anything else.</summary>
    public static ClearPin? Read(ReadOnlySpan<byte> field, int control, int leastFill, int mostFill)
    {
        int length = field[0] & 0x0F;
        if (field[0] >> 4 != control || length is < ClearPin.MinLength or > ClearPin.MaxLength)
        {
            return null;
        }

        byte[] digits = new byte[length];
        bool good = true;
        for (int i = 0; i < Nibbles; i++)
        {
            int nibble = (i & 1) == 0 ? field[1 + (i / 2)] >> 4 : field[1 + (i / 2)] & 0x0F;
            if (i < length)
            {
                good &= nibble <= 9;
                digits[i] = (byte)nibble;
            }
            else
            {
                good &= nibble >= leastFill && nibble <= mostFill;
            }
        }

        var pin = new ClearPin(digits);
        if (good)
        {
            return pin;
        }

        pin.Dispose();
        return null;
    }
}
