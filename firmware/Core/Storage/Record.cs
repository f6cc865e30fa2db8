using System;

namespace Kiosk.Core.Storage
{
    /// <summary>
    /// A record that survives a power cut at any byte: two slots, each a file with magic, length, sequence number, payload and
    /// CRC. A write goes to the older slot, is closed, read back and compared; reading takes the newest whole slot.
    /// </summary>
    /// <remarks>
    /// A slot: <c>'K' 'R'</c>, payload length (2), sequence number (4), payload, CRC-32 of all before it (4); high byte first.
    /// What becomes of damage: one slot torn, cut, rotten or missing: the other one is read. Both: <see cref="RecordState.Damaged"/>,
    /// or <see cref="RecordState.Missing"/> when neither file is there, or <see cref="RecordState.Unfinished"/> when one is; what that means is for the
    /// owner of the record to say. A read that fails is repeated
    /// once; a slot that cannot be read even then makes the record <see cref="RecordState.Unreadable"/>, for it may be the newest. A write that fails, that a
    /// full file system refuses, that reports success and stores nothing, or stores something else, is found by reading back: <see cref="Save"/>
    /// returns false. A slot that may hold what was written, and cannot be read back, is emptied, so that the next start does not find it. An old pair of
    /// files put back cannot be told from the newest; records that know of each other can (ReversalStore).
    /// </remarks>
    public sealed class Record
    {
        /// <summary>Bytes of a slot beside its payload.</summary>
        public const int Overhead = 12;

        private const int HeaderLength = 8;

        private readonly RecordStore _store;
        private readonly string _slotA;
        private readonly string _slotB;
        private uint _sequence;
        private bool _newestIsA;
        private bool _suspect;

        /// <summary>Names a record. Nothing is read before <see cref="Load"/>.</summary>
        /// <param name="store">The flash it is on.</param>
        /// <param name="name">File name, without the extension: the slots are <c>name.a</c> and <c>name.b</c>.</param>
        public Record(RecordStore store, string name)
        {
            _store = store;
            _slotA = name + ".a";
            _slotB = name + ".b";
        }

        /// <summary>Reads the newest whole slot.</summary>
        /// <param name="payload">Takes the payload; a slot whose payload is longer than this array counts as damaged.</param>
        /// <param name="length">Length of the payload, 0 unless the result is <see cref="RecordState.Whole"/>.</param>
        public RecordState Load(byte[] payload, out int length)
        {
            length = 0;
            _sequence = 0;
            _newestIsA = false;
            _suspect = false;
            int a = ReadSlot(_slotA, _store.Slot, payload.Length);
            int b = ReadSlot(_slotB, _store.ReadBack, payload.Length);
            if (a == FlashRead.Missing && b == FlashRead.Missing)
            {
                return RecordState.Missing;
            }

            if (a == FlashRead.Failed || b == FlashRead.Failed)
            {
                _suspect = true;
                _sequence = a >= 0 ? SequenceOf(_store.Slot) : b >= 0 ? SequenceOf(_store.ReadBack) : 0;
                WipeWork();
                return RecordState.Unreadable;
            }

            if (a < 0 && b < 0)
            {
                WipeWork();
                return a == FlashRead.Missing || b == FlashRead.Missing ? RecordState.Unfinished : RecordState.Damaged;
            }

            _newestIsA = b < 0 || (a >= 0 && SequenceOf(_store.Slot) > SequenceOf(_store.ReadBack));
            byte[] newest = _newestIsA ? _store.Slot : _store.ReadBack;
            length = _newestIsA ? a : b;
            _sequence = SequenceOf(newest);
            Array.Copy(newest, HeaderLength, payload, 0, length);
            WipeWork();
            return RecordState.Whole;
        }

        /// <summary>
        /// Writes the payload to the older slot, reads it back and compares. Call <see cref="Load"/> once before. After an unreadable load both
        /// slots are written: one that could not be read may be whole next time, and newer.
        /// </summary>
        /// <returns>Whether the record is on flash for certain. If not, the former one still is.</returns>
        public bool Save(byte[] payload, int length)
        {
            bool saved = WriteSlot(payload, length, _sequence + 1);
            if (_suspect)
            {
                // The other slot too, even when the first could not be read back: neither may win over this payload later.
                _newestIsA = !_newestIsA;
                saved &= WriteSlot(payload, length, _sequence + 2);
                _sequence += saved ? 1u : 0;
                _suspect = !saved;
            }

            if (saved)
            {
                _sequence++;
                _newestIsA = !_newestIsA;
            }

            WipeWork();
            return saved;
        }

        /// <summary>
        /// Whether the slot that was read or written last is still there, whole (self-test). Call <see cref="Load"/> or <see cref="Save"/> once before.
        /// </summary>
        public bool Check()
        {
            byte[] slot = _store.Slot;
            bool whole = ReadSlot(_newestIsA ? _slotA : _slotB, slot, RecordStore.LargestPayload) >= 0 && SequenceOf(slot) == _sequence;
            WipeWork();
            return whole;
        }

        private bool WriteSlot(byte[] payload, int length, uint sequence)
        {
            byte[] slot = _store.Slot;
            slot[0] = (byte)'K';
            slot[1] = (byte)'R';
            slot[2] = (byte)(length >> 8);
            slot[3] = (byte)length;
            BigEndian.Write(slot, 4, sequence);
            Array.Copy(payload, 0, slot, HeaderLength, length);
            int end = HeaderLength + length;
            BigEndian.Write(slot, end, _store.Crc.Compute(slot, end));
            string name = _newestIsA ? _slotB : _slotA;
            bool written = _store.Flash.Write(name, slot, end + 4);
            int read = ReadTwice(name, _store.ReadBack);
            bool same = read == end + 4 && Same(slot, _store.ReadBack, end + 4);
            if (written && same)
            {
                return true;
            }

            if (same || read == FlashRead.Failed)
            {
                // It may be there all the same. The caller is told that it is not, so the next start must not find it.
                _store.Flash.Write(name, slot, 0);
            }

            return false;
        }

        /// <summary>A read that fails is repeated once.</summary>
        private int ReadTwice(string name, byte[] buffer)
        {
            int read = _store.Flash.Read(name, buffer);
            return read == FlashRead.Failed ? _store.Flash.Read(name, buffer) : read;
        }

        /// <summary>Reads a slot into a buffer. The length of its payload, or missing, failed, or -3 for a slot that is not whole.</summary>
        private int ReadSlot(string name, byte[] buffer, int longest)
        {
            int read = ReadTwice(name, buffer);
            if (read < 0)
            {
                return read;
            }

            if (read < Overhead || read > buffer.Length || buffer[0] != 'K' || buffer[1] != 'R')
            {
                return NotWhole;
            }

            int length = (buffer[2] << 8) | buffer[3];
            if (length != read - Overhead || length > longest)
            {
                return NotWhole;
            }

            return _store.Crc.Compute(buffer, HeaderLength + length) == BigEndian.ReadUInt32(buffer, HeaderLength + length) ? length : NotWhole;
        }

        private const int NotWhole = -3;

        private static uint SequenceOf(byte[] slot)
        {
            return BigEndian.ReadUInt32(slot, 4);
        }

        /// <summary>Eight bytes a turn where they are there: this runs for every write.</summary>
        private static bool Same(byte[] a, byte[] b, int count)
        {
            int i = 0;
            for (; i + 8 <= count; i += 8)
            {
                if (BitConverter.ToInt64(a, i) != BitConverter.ToInt64(b, i))
                {
                    return false;
                }
            }

            for (; i < count; i++)
            {
                if (a[i] != b[i])
                {
                    return false;
                }
            }

            return true;
        }

        /// <summary>Records hold keys: the work buffers do not keep them.</summary>
        private void WipeWork()
        {
            Array.Clear(_store.Slot, 0, _store.Slot.Length);
            Array.Clear(_store.ReadBack, 0, _store.ReadBack.Length);
        }
    }
}
