using System.Text;

namespace Kiosk.Unit
{
    /// <summary>Bytes as hex text, for tables and messages of tests. Refers to no test framework, so that the emulator's demo has it too.</summary>
    public static partial class Hex
    {
        private const string Digits = "0123456789ABCDEF";

        /// <summary>The bytes of a hex text; blanks count for nothing.</summary>
        public static byte[] Bytes(string text)
        {
            byte[] bytes = new byte[text.Length / 2];
            int nibbles = 0;
            for (int i = 0; i < text.Length; i++)
            {
                if (text[i] != ' ')
                {
                    bytes[nibbles >> 1] = (byte)((bytes[nibbles >> 1] << 4) | Digits.IndexOf(text[i]));
                    nibbles++;
                }
            }

            if (nibbles == text.Length)
            {
                return bytes;
            }

            byte[] shorter = new byte[nibbles / 2];
            System.Array.Copy(bytes, shorter, shorter.Length);
            return shorter;
        }

        /// <summary>ASCII text as bytes.</summary>
        public static byte[] Ascii(string text)
        {
            return Encoding.UTF8.GetBytes(text);
        }

        /// <summary>Part of a buffer as hex.</summary>
        public static string Text(byte[] bytes, int offset, int count)
        {
            char[] text = new char[2 * count];
            for (int i = 0; i < count; i++)
            {
                text[2 * i] = Digits[bytes[offset + i] >> 4];
                text[(2 * i) + 1] = Digits[bytes[offset + i] & 0xF];
            }

            return new string(text);
        }

        /// <summary>Whether all bytes are 0.</summary>
        public static bool IsZero(byte[] bytes)
        {
            for (int i = 0; i < bytes.Length; i++)
            {
                if (bytes[i] != 0)
                {
                    return false;
                }
            }

            return true;
        }

        /// <summary>Whether a pattern occurs among the first bytes of a buffer.</summary>
        public static bool Contains(byte[] bytes, int length, byte[] pattern)
        {
            for (int i = 0; i + pattern.Length <= length; i++)
            {
                int same = 0;
                while (same < pattern.Length && bytes[i + same] == pattern[same])
                {
                    same++;
                }

                if (same == pattern.Length)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
