using System;
using Kiosk.Core.Storage;

namespace Kiosk.Unit
{
    /// <summary>Flash in memory whose power can fail at any byte, and which can refuse, lie and rot.</summary>
    public sealed class FakeFlash : IFlash
    {
        private const int MostFiles = 26;

        private readonly string[] _names = new string[MostFiles];
        private readonly byte[][] _files = new byte[MostFiles][];

        /// <summary>Bytes that can still be written; with the last of them the power fails. -1 is for ever.</summary>
        public int CutAfter = -1;

        /// <summary>What a cut write leaves: the former content, as littlefs does until the file is closed, or the beginning of the new one.</summary>
        public bool CommitsOnClose;

        /// <summary>The power has failed: nothing is read or written.</summary>
        public bool IsOff;

        /// <summary>The only file whose reads and writes fail; null for all of them.</summary>
        public string FailsOnly;

        /// <summary>Reads that will fail; -1 for good.</summary>
        public int ReadsToFail;

        /// <summary>Writes report that they failed, and change nothing.</summary>
        public bool FailsWrites;

        /// <summary>Writes report success, and change nothing.</summary>
        public bool Lies;

        /// <summary>Writes report success, and one bit is wrong.</summary>
        public bool Rots;

        /// <summary>A write of these bytes is noticed: a secret in the clear.</summary>
        public byte[] Forbidden;

        /// <summary>Whether <see cref="Forbidden"/> was written.</summary>
        public bool SawForbidden { get; private set; }

        /// <summary>Writes so far.</summary>
        public int Writes { get; private set; }

        /// <summary>Writes that were refused.</summary>
        public int Refused { get; private set; }

        /// <inheritdoc/>
        public int Read(string name, byte[] buffer)
        {
            if (IsOff || (ReadsToFail != 0 && IsFailing(name)))
            {
                ReadsToFail = ReadsToFail > 0 ? ReadsToFail - 1 : ReadsToFail;
                return FlashRead.Failed;
            }

            int index = Find(name);
            if (index < 0)
            {
                return FlashRead.Missing;
            }

            byte[] file = _files[index];
            Array.Copy(file, 0, buffer, 0, file.Length < buffer.Length ? file.Length : buffer.Length);
            return file.Length;
        }

        /// <inheritdoc/>
        public bool Write(string name, byte[] buffer, int length)
        {
            if (IsOff || (FailsWrites && IsFailing(name)))
            {
                Refused++;
                return false;
            }

            Writes++;
            SawForbidden |= Forbidden != null && Hex.Contains(buffer, length, Forbidden);
            if (Lies)
            {
                return true;
            }

            int kept = length;
            if (CutAfter >= 0)
            {
                IsOff = CutAfter <= length;
                kept = IsOff ? CutAfter : length;
                CutAfter -= kept;
            }

            if (kept == length || !CommitsOnClose)
            {
                Put(name, buffer, kept);
            }

            if (Rots)
            {
                _files[Find(name)][length / 2] ^= 0x10;
            }

            return !IsOff;
        }

        /// <summary>The power is there again.</summary>
        public void PowerOn()
        {
            IsOff = false;
            CutAfter = -1;
        }

        /// <summary>Removes a file.</summary>
        public void Remove(string name)
        {
            int index = Find(name);
            if (index >= 0)
            {
                _names[index] = null;
                _files[index] = null;
            }
        }

        /// <summary>Removes both slots of a record.</summary>
        public void RemoveRecord(string name)
        {
            Remove(name + ".a");
            Remove(name + ".b");
        }

        /// <summary>A file, or null.</summary>
        public byte[] File(string name)
        {
            int index = Find(name);
            return index < 0 ? null : _files[index];
        }

        /// <summary>Gives a file this content.</summary>
        public void Put(string name, byte[] content, int length)
        {
            int index = Find(name);
            if (index < 0)
            {
                index = Find(null);
                _names[index] = name;
            }

            if (_files[index] == null || _files[index].Length != length)
            {
                _files[index] = new byte[length];
            }

            Array.Copy(content, 0, _files[index], 0, length);
        }

        /// <summary>Whether any file holds these bytes.</summary>
        public bool Contains(byte[] pattern)
        {
            for (int i = 0; i < MostFiles; i++)
            {
                if (_files[i] != null && Hex.Contains(_files[i], _files[i].Length, pattern))
                {
                    return true;
                }
            }

            return false;
        }

        /// <summary>Another flash with the same files.</summary>
        public FakeFlash Copy()
        {
            FakeFlash copy = new FakeFlash();
            for (int i = 0; i < MostFiles; i++)
            {
                if (_files[i] != null)
                {
                    copy.Put(_names[i], _files[i], _files[i].Length);
                }
            }

            return copy;
        }

        private bool IsFailing(string name)
        {
            return FailsOnly == null || FailsOnly == name;
        }

        private int Find(string name)
        {
            for (int i = 0; i < MostFiles; i++)
            {
                if (_names[i] == name)
                {
                    return i;
                }
            }

            return -1;
        }
    }
}
