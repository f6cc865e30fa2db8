using System;

namespace Kiosk.Core.Crypto
{
    /// <summary>The transaction counter of both DUKPTs: only values with a limited number of set bits are used.</summary>
    public static class DukptCounter
    {
        /// <summary>The counter after one: the lowest greater value with at most so many bits set. It wraps at 32 bits.</summary>
        /// <param name="counter">The counter.</param>
        /// <param name="mostBits">How many bits may be set: 16 of 32 (X9.24-3), 10 of 21 (X9.24-1).</param>
        public static uint Next(uint counter, int mostBits)
        {
            if (BitCount(counter) < mostBits)
            {
                return counter + 1;
            }

            // Up to the next value of its lowest bit all have more bits than it.
            do
            {
                counter += counter & (~counter + 1);
            }
            while (BitCount(counter) > mostBits);
            return counter;
        }

        /// <summary>Number of the lowest set bit.</summary>
        /// <exception cref="InvalidOperationException">None is set.</exception>
        public static int LowestBit(uint value)
        {
            if (value == 0)
            {
                throw new InvalidOperationException();
            }

            int bit = 0;
            while ((value & 1) == 0)
            {
                value >>= 1;
                bit++;
            }

            return bit;
        }

        /// <summary>How many bits are set.</summary>
        public static int BitCount(uint value)
        {
            int count = 0;
            for (; value != 0; value &= value - 1)
            {
                count++;
            }

            return count;
        }

        /// <summary>Writes a word, highest byte first.</summary>
        internal static void Put(byte[] target, int offset, uint value)
        {
            target[offset] = (byte)(value >> 24);
            target[offset + 1] = (byte)(value >> 16);
            target[offset + 2] = (byte)(value >> 8);
            target[offset + 3] = (byte)value;
        }

        /// <summary>Reads a word, highest byte first.</summary>
        internal static uint Take(byte[] source, int offset)
        {
            return ((uint)source[offset] << 24) | ((uint)source[offset + 1] << 16) | ((uint)source[offset + 2] << 8) | source[offset + 3];
        }
    }
}
