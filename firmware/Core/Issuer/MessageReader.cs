using System;
using Kiosk.Core.Settings;

namespace Kiosk.Core.Issuer
{
    /// <summary>Reads one ISO 8583:1993 message: finds its fields, and copies none.</summary>
    public sealed class MessageReader
    {
        private readonly short[] _offsets = new short[Field.Last + 1];
        private readonly short[] _lengths = new short[Field.Last + 1];
        private readonly int _pinBlockLength;
        private byte[] _message;

        /// <summary>Creates it for a profile, which tells how long DE 52 is.</summary>
        public MessageReader(MessageProfile profile)
        {
            _pinBlockLength = Field.PinBlockLength(profile);
        }

        /// <summary>Message type, 1110 and the like.</summary>
        public int Type { get; private set; }

        /// <summary>The field at which reading failed; 0 for what comes before the fields.</summary>
        public int FailedField { get; private set; }

        /// <summary>Reads a message. The buffer must stay as it is while fields are asked for.</summary>
        /// <returns>Why it cannot be read; its fields are then not to be used.</returns>
        public MessageError Read(byte[] message, int length)
        {
            _message = message;
            FailedField = 0;
            Type = 0;
            Array.Clear(_lengths, 0, _lengths.Length);
            Array.Clear(_offsets, 0, _offsets.Length);
            if (length < 12 || length > message.Length)
            {
                return MessageError.TooShort;
            }

            Type = ReadDigits(0, 4);
            if (Type < 0)
            {
                return MessageError.BadType;
            }

            int last = (message[4] & 0x80) != 0 ? 128 : 64;
            int at = last == 128 ? 20 : 12;
            if (length < at)
            {
                return MessageError.TooShort;
            }

            for (int field = 2; field <= last; field++)
            {
                if ((message[4 + ((field - 1) >> 3)] & (0x80 >> ((field - 1) & 7))) == 0)
                {
                    continue;
                }

                FailedField = field;
                int count = field == Field.PinBlock ? _pinBlockLength : Field.FixedLength(field);
                if (count == 0)
                {
                    int most = Field.LongestLength(field);
                    if (most == 0)
                    {
                        return MessageError.UnknownField;
                    }

                    int digits = Field.LengthDigits(field);
                    if (at + digits > length)
                    {
                        return MessageError.FieldCutOff;
                    }

                    count = ReadDigits(at, digits);
                    if (count < 0 || count > most)
                    {
                        return MessageError.BadLength;
                    }

                    at += digits;
                }

                if (at + count > length)
                {
                    return MessageError.FieldCutOff;
                }

                _offsets[field] = (short)at;
                _lengths[field] = (short)count;
                at += count;
            }

            FailedField = 0;
            return at == length ? MessageError.None : MessageError.TooLong;
        }

        /// <summary>Whether the message has a field.</summary>
        public bool Has(int field)
        {
            return _offsets[field] != 0;
        }

        /// <summary>Where a field begins in the message; 0 when it has none.</summary>
        public int Offset(int field)
        {
            return _offsets[field];
        }

        /// <summary>Length of a field in bytes.</summary>
        public int Length(int field)
        {
            return _lengths[field];
        }

        /// <summary>A numeric field of up to 18 digits; -1 when it is missing or not digits.</summary>
        public long Number(int field)
        {
            if (_offsets[field] == 0 || _lengths[field] > 18)
            {
                return -1;
            }

            return ReadLong(_offsets[field], _lengths[field]);
        }

        /// <summary>Finds an entry of the private data, DE 48: tag (2), length (2 digits), value, repeated.</summary>
        /// <param name="tag">The tag.</param>
        /// <param name="value">The value as a number; -1 when it is not one.</param>
        /// <returns>Whether it is there. Data that cannot be taken apart hold nothing.</returns>
        public bool Private(string tag, out long value)
        {
            value = -1;
            int at = _offsets[Field.PrivateData];
            int end = at + _lengths[Field.PrivateData];
            while (at != 0 && at + 4 <= end)
            {
                int count = ReadDigits(at + 2, 2);
                if (count < 0 || at + 4 + count > end)
                {
                    return false;
                }

                if (_message[at] == tag[0] && _message[at + 1] == tag[1])
                {
                    value = count > 0 && count <= 18 ? ReadLong(at + 4, count) : -1;
                    return true;
                }

                at += 4 + count;
            }

            return false;
        }

        private long ReadLong(int at, int count)
        {
            long value = 0;
            for (int i = at; i < at + count; i++)
            {
                if (_message[i] < '0' || _message[i] > '9')
                {
                    return -1;
                }

                value = (value * 10) + (_message[i] - '0');
            }

            return value;
        }

        private int ReadDigits(int at, int count)
        {
            return (int)ReadLong(at, count);
        }
    }
}
