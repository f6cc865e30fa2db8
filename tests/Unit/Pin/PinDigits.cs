using Kiosk.Core.Pin;

namespace Kiosk.Unit
{
    /// <summary>PINs of tests as text.</summary>
    public static class PinDigits
    {
        private static readonly byte[] Block = new byte[8];

        /// <summary>Enters a PIN in place of the one before.</summary>
        public static void Enter(PinEntry pin, string digits)
        {
            pin.Wipe();
            for (int i = 0; i < digits.Length; i++)
            {
                pin.Add((byte)(digits[i] - '0'));
            }
        }

        /// <summary>A PIN, entered.</summary>
        public static PinEntry Of(string digits)
        {
            PinEntry pin = new PinEntry(PinEntry.Longest);
            Enter(pin, digits);
            return pin;
        }

        /// <summary>A PIN of 4 to 12 digits as text. A PIN gives its digits to no one but a PIN block, so they are read out of one of format 2.</summary>
        public static string Text(PinEntry pin)
        {
            PinBlock.Encode(PinBlockFormat.Format2, pin, null, 0, null, Block);
            return Hex.Text(Block, 0, Block.Length).Substring(2, pin.Length);
        }
    }
}
