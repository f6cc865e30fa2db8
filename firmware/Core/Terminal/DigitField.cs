using System;

namespace Kiosk.Core.Terminal
{
    /// <summary>Digits being keyed that are no secret: minutes, an expiry date, a card number. Never a PIN.</summary>
    internal sealed class DigitField
    {
        internal readonly byte[] Text;

        /// <summary>Creates it empty.</summary>
        /// <param name="longest">Most digits taken.</param>
        internal DigitField(int longest)
        {
            Text = new byte[longest];
        }

        internal int Length { get; private set; }

        internal int Value
        {
            get
            {
                int value = 0;
                for (int i = 0; i < Length; i++)
                {
                    value = (value * 10) + (Text[i] - '0');
                }

                return value;
            }
        }

        internal bool Add(int digit)
        {
            if (Length >= Text.Length)
            {
                return false;
            }

            Text[Length++] = (byte)('0' + digit);
            return true;
        }

        internal void Wipe()
        {
            Array.Clear(Text, 0, Text.Length);
            Length = 0;
        }
    }
}
