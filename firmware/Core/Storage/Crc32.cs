using System;

namespace Kiosk.Core.Storage
{
    /// <summary>CRC-32 of ISO 3309 (polynomial 04C11DB7, reflected): finds torn and rotten records. It is no protection against a forger.</summary>
    public sealed class Crc32
    {
        private readonly uint[] _table = new uint[256];

        /// <summary>Makes the table: 1 KB, once.</summary>
        public Crc32()
        {
            // That of each power of two; all others are sums of them.
            uint value = 1;
            for (int bit = 128; bit > 0; bit >>= 1)
            {
                value = (value & 1) != 0 ? (value >> 1) ^ 0xEDB88320u : value >> 1;
                for (int i = 0; i < 256; i += 2 * bit)
                {
                    _table[i + bit] = _table[i] ^ value;
                }
            }
        }

        /// <summary>The CRC of <paramref name="count"/> bytes from the start of <paramref name="data"/>.</summary>
        public uint Compute(byte[] data, int count)
        {
            uint[] table = _table;
            uint crc = 0xFFFFFFFFu;
            int i = 0;
            for (; i + 4 <= count; i += 4)
            {
                crc ^= BitConverter.ToUInt32(data, i);
                crc = table[(byte)crc] ^ (crc >> 8);
                crc = table[(byte)crc] ^ (crc >> 8);
                crc = table[(byte)crc] ^ (crc >> 8);
                crc = table[(byte)crc] ^ (crc >> 8);
            }

            for (; i < count; i++)
            {
                crc = table[(byte)(crc ^ data[i])] ^ (crc >> 8);
            }

            return ~crc;
        }
    }
}
