using System;

namespace Kiosk.Core.Pin
{
    /// <summary>The digits of the PIN being entered: one buffer, allocated once and wiped in place.</summary>
    public sealed class PinEntry
    {
        /// <summary>Fewest digits of a PIN (ISO 9564-1:2017, 8.1).</summary>
        public const int Shortest = 4;

        /// <summary>Most digits of a PIN (ISO 9564-1:2017, 8.1).</summary>
        public const int Longest = 12;

        internal readonly byte[] Digits = new byte[Longest];

        private readonly int _most;

        /// <summary>Creates it empty.</summary>
        /// <param name="most">Most digits taken, 4 to 12.</param>
        public PinEntry(int most)
        {
            _most = most;
        }

        /// <summary>Digits entered.</summary>
        public int Length { get; private set; }

        /// <summary>Adds a digit, 0 to 9.</summary>
        /// <returns>False when there are as many as are taken; the digit is ignored.</returns>
        public bool Add(byte digit)
        {
            if (Length >= _most)
            {
                return false;
            }

            Digits[Length] = digit;
            Length++;
            return true;
        }

        /// <summary>Wipes the digits.</summary>
        public void Wipe()
        {
            Array.Clear(Digits, 0, Longest);
            Length = 0;
        }
    }
}
