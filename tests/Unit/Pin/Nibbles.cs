namespace Kiosk.Unit
{
    /// <summary>Single nibbles of a block, to put faults into it.</summary>
    public static class Nibbles
    {
        /// <summary>Reads one; 0 is the leftmost.</summary>
        public static int Get(byte[] block, int index)
        {
            return (index & 1) == 0 ? block[index >> 1] >> 4 : block[index >> 1] & 0xF;
        }

        /// <summary>Writes one.</summary>
        public static void Put(byte[] block, int index, int value)
        {
            byte old = block[index >> 1];
            block[index >> 1] = (byte)((index & 1) == 0 ? (old & 0x0F) | (value << 4) : (old & 0xF0) | value);
        }
    }
}
