using System;

namespace Kiosk.Core.Issuer
{
    /// <summary>
    /// Writes one ISO 8583:1993 message into a buffer allocated once. Fields come in ascending order and all lie under 64, but for the MAC,
    /// so that one bit map is enough.
    /// </summary>
    public sealed class MessageWriter
    {
        /// <summary>Longest message, in bytes.</summary>
        public const int Longest = 512;

        private const int BitMapAt = 4;
        private const int FieldsAt = 12;

        /// <summary>The message.</summary>
        public readonly byte[] Buffer = new byte[Longest];

        /// <summary>Bytes of <see cref="Buffer"/> that count.</summary>
        public int Length { get; private set; }

        /// <summary>Begins a message.</summary>
        /// <param name="type">Message type, 1100 and the like.</param>
        public void Begin(int type)
        {
            Array.Clear(Buffer, 0, Buffer.Length);
            Length = 0;
            PutDigits(type, 4);
            Length = FieldsAt;
        }

        /// <summary>A numeric field, right-justified with zeros.</summary>
        public void Number(int field, long value)
        {
            SetBit(field);
            PutDigits(value, Field.FixedLength(field));
        }

        /// <summary>A text field of fixed length, left-justified with blanks; a longer text is cut off.</summary>
        public void Text(int field, string value)
        {
            SetBit(field);
            int length = Field.FixedLength(field);
            for (int i = 0; i < length; i++)
            {
                Buffer[Length++] = i < value.Length ? (byte)value[i] : (byte)' ';
            }
        }

        /// <summary>A text field of variable length; a longer text than the field takes is cut off.</summary>
        public void VariableText(int field, string value)
        {
            int count = value.Length < Field.LongestLength(field) ? value.Length : Field.LongestLength(field);
            SetBit(field);
            PutDigits(count, Field.LengthDigits(field));
            for (int i = 0; i < count; i++)
            {
                Buffer[Length++] = (byte)value[i];
            }
        }

        /// <summary>Bytes: a field of fixed length without, one of variable length with its length before them.</summary>
        public void Bytes(int field, byte[] value, int count)
        {
            SetBit(field);
            if (Field.FixedLength(field) == 0)
            {
                PutDigits(count, Field.LengthDigits(field));
            }

            Array.Copy(value, 0, Buffer, Length, count);
            Length += count;
        }

        /// <summary>Names the MAC in the bit map: from now on <see cref="Buffer"/> is what the MAC covers.</summary>
        public void BeginMac()
        {
            SetBit(Field.Mac);
        }

        /// <summary>Ends the message with its MAC: the left 8 bytes of <paramref name="mac"/>.</summary>
        public void EndMac(byte[] mac)
        {
            Array.Copy(mac, 0, Buffer, Length, 8);
            Length += 8;
        }

        private void SetBit(int field)
        {
            Buffer[BitMapAt + ((field - 1) >> 3)] |= (byte)(0x80 >> ((field - 1) & 7));
        }

        private void PutDigits(long value, int count)
        {
            for (int i = Length + count - 1; i >= Length; i--)
            {
                long rest = value / 10;
                Buffer[i] = (byte)('0' + (value - (rest * 10)));
                value = rest;
            }

            Length += count;
        }
    }
}
