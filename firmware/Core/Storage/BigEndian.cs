namespace Kiosk.Core.Storage
{
    /// <summary>Numbers in byte arrays, high byte first, as records and standards have them.</summary>
    public static class BigEndian
    {
        /// <summary>Writes four bytes.</summary>
        public static void Write(byte[] target, int offset, uint value)
        {
            target[offset] = (byte)(value >> 24);
            target[offset + 1] = (byte)(value >> 16);
            target[offset + 2] = (byte)(value >> 8);
            target[offset + 3] = (byte)value;
        }

        /// <summary>Reads four bytes.</summary>
        public static uint ReadUInt32(byte[] source, int offset)
        {
            return ((uint)source[offset] << 24) | ((uint)source[offset + 1] << 16) | ((uint)source[offset + 2] << 8) | source[offset + 3];
        }

        /// <summary>Writes eight bytes.</summary>
        public static void WriteLong(byte[] target, int offset, long value)
        {
            Write(target, offset, (uint)(value >> 32));
            Write(target, offset + 4, (uint)value);
        }

        /// <summary>Reads eight bytes.</summary>
        public static long ReadLong(byte[] source, int offset)
        {
            return ((long)ReadUInt32(source, offset) << 32) | ReadUInt32(source, offset + 4);
        }
    }
}
