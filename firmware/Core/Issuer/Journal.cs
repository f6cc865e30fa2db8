using System;
using Kiosk.Core.Storage;

namespace Kiosk.Core.Issuer
{
    /// <summary>
    /// The last purchases of this terminal and how they ended: at least <see cref="Kept"/> of them. An entry is what settles a purchase: while there is
    /// none for it, its reversal is owed (ReversalStore).
    /// </summary>
    /// <remarks>
    /// Entries are numbered from 0 and stand in pages of <see cref="PageLength"/>, each page a record of its own, <c>journal0</c> to <c>journal7</c>, used in turn: the
    /// oldest page is begun anew when the newest is full. Page: number of its first entry (4), then for each entry STAN (4), local time in seconds
    /// since 1970 (4), amount in minor units (8), last four digits of the card number (2), result (1), action code (2; FFFF = none). No other card data.
    /// </remarks>
    public sealed class Journal
    {
        /// <summary>Entries that are kept at least.</summary>
        public const int Kept = (Pages - 1) * PageLength;

        /// <summary>Entries of a page.</summary>
        public const int PageLength = 32;

        private const int Pages = 8;
        private const int FirstAt = 4;
        private const int TimeAt = 4;
        private const int AmountAt = 8;
        private const int LastFourAt = 16;
        private const int ResultAt = 18;
        private const int CodeAt = 19;
        private const int EntryLength = 21;
        private const int NoCode = 0xFFFF;

        private readonly Record[] _records = new Record[Pages];
        private readonly byte[] _page = new byte[FirstAt + (PageLength * EntryLength)];
        private readonly byte[] _oldPage = new byte[FirstAt + (PageLength * EntryLength)];
        private uint _first;

        /// <summary>Creates it; nothing is read before <see cref="Open"/>.</summary>
        public Journal(RecordStore store)
        {
            for (int i = 0; i < Pages; i++)
            {
                _records[i] = new Record(store, "journal" + i.ToString());
            }
        }

        /// <summary>Number of the next entry.</summary>
        public uint Next { get; private set; }

        /// <summary>How many entries there are to read, if none of their pages was lost.</summary>
        public int Count
        {
            get
            {
                uint page = Next == 0 ? 0 : (Next - 1) / PageLength;
                return (int)(page < Pages ? Next : Next - ((page - Pages + 1) * PageLength));
            }
        }

        /// <summary>Goes on at an entry, at a start. <see cref="Next"/> is after it when it is there already, and is of that purchase.</summary>
        /// <param name="next">Number of the entry.</param>
        /// <param name="stan">STAN of its purchase.</param>
        /// <param name="time">Local time of its purchase, in seconds since 1970.</param>
        /// <returns>
        /// Whole, or that nobody knows whether the entry is there: Unreadable, or Damaged when the page is lost or an old one; it is then begun anew.
        /// </returns>
        public RecordState Open(uint next, int stan, long time)
        {
            uint end;
            RecordState state = LoadPage(next, out end);
            if (end == 0)
            {
                return BeginPage(next, state);
            }

            bool isNewest = end == next || (end == next + 1 && IsOf(next, stan, time) && !IsPageAfter(end));
            Next = end;
            return isNewest ? RecordState.Whole : BeginPage(next, RecordState.Damaged);
        }

        /// <summary>Goes on at an entry on which no money hangs: after the last one that its page has, be it before that entry or behind it.</summary>
        /// <param name="next">Number of the entry.</param>
        /// <returns>As <see cref="Open"/>.</returns>
        public RecordState Resume(uint next)
        {
            while (true)
            {
                uint end;
                RecordState state = LoadPage(next, out end);
                if (end == 0)
                {
                    return BeginPage(next, state);
                }

                Next = end;
                if (end % PageLength != 0)
                {
                    return RecordState.Whole;
                }

                // A full page: there may be one after it.
                next = end;
            }
        }

        /// <summary>Goes on after the last entry of all pages: what a former life of the terminal has left stays, and is not taken for what comes.</summary>
        /// <returns>As <see cref="Open"/>.</returns>
        public RecordState GoToEnd()
        {
            uint last = 0;
            for (int i = 0; i < Pages; i++)
            {
                int length;
                if (_records[i].Load(_page, out length) == RecordState.Whole && IsPage(length))
                {
                    uint end = BigEndian.ReadUInt32(_page, 0) + (uint)((length - FirstAt) / EntryLength);
                    last = end > last ? end : last;
                }
            }

            return Resume(last);
        }

        /// <summary>Adds an entry, and has it on flash before it returns.</summary>
        /// <returns>Whether it is there for certain.</returns>
        public bool Add(JournalEntry entry)
        {
            if (Next / PageLength != _first / PageLength)
            {
                int length;
                _first = Next;
                RecordAt(Next).Load(_page, out length);
            }

            int at = PlaceOf(Next);
            BigEndian.Write(_page, 0, _first);
            BigEndian.Write(_page, at, (uint)entry.Stan);
            BigEndian.Write(_page, at + TimeAt, (uint)entry.Time);
            BigEndian.WriteLong(_page, at + AmountAt, entry.Amount);
            WriteTwo(at + LastFourAt, entry.LastFour);
            _page[at + ResultAt] = (byte)entry.Result;
            WriteTwo(at + CodeAt, entry.Code < 0 ? NoCode : entry.Code);
            bool saved = RecordAt(Next).Save(_page, at + EntryLength);
            Next += saved ? 1u : 0;
            return saved;
        }

        /// <summary>Reads an entry.</summary>
        /// <param name="back">0 is the newest, 1 the one before it.</param>
        /// <param name="entry">Takes it.</param>
        /// <returns>False when there is none, or its page was lost.</returns>
        public bool Read(int back, JournalEntry entry)
        {
            if (back < 0 || back >= Count)
            {
                return false;
            }

            uint number = Next - 1 - (uint)back;
            if (number >= _first)
            {
                return Take(_page, PlaceOf(number), entry);
            }

            int length;
            if (number / PageLength == _first / PageLength || RecordAt(number).Load(_oldPage, out length) != RecordState.Whole || !IsPage(length))
            {
                return false;
            }

            uint first = BigEndian.ReadUInt32(_oldPage, 0);
            int at = FirstAt + ((int)(number - first) * EntryLength);
            return first / PageLength == number / PageLength && number >= first && at + EntryLength <= length && Take(_oldPage, at, entry);
        }

        /// <summary>Whether the newest page is still on flash, whole (self-test).</summary>
        public bool Check()
        {
            return Next == _first || RecordAt(Next - 1).Check();
        }

        /// <summary>Reads the page of an entry.</summary>
        /// <param name="number">Number of the entry.</param>
        /// <param name="end">Number of the entry after the last one of the page; 0 when the page is not there.</param>
        private RecordState LoadPage(uint number, out uint end)
        {
            int length;
            RecordState state = RecordAt(number).Load(_page, out length);
            _first = BigEndian.ReadUInt32(_page, 0);
            bool isThere = state == RecordState.Whole && IsPage(length) && _first / PageLength == number / PageLength;
            end = isThere ? _first + (uint)((length - FirstAt) / EntryLength) : 0;
            return state;
        }

        /// <summary>Whether the page after a full one has been begun.</summary>
        private bool IsPageAfter(uint end)
        {
            int length;
            return end % PageLength == 0 && RecordAt(end).Load(_oldPage, out length) == RecordState.Whole && BigEndian.ReadUInt32(_oldPage, 0) == end;
        }

        private RecordState BeginPage(uint next, RecordState state)
        {
            Next = next;
            _first = next;
            if (state == RecordState.Unreadable)
            {
                return state;
            }

            // A page is begun anew when its turn comes: what it held before says nothing of this purchase.
            return next % PageLength == 0 && state != RecordState.Damaged ? RecordState.Whole : RecordState.Damaged;
        }

        /// <summary>A page has at least one entry: one without any, which no kiosk writes, would make <see cref="Resume"/> turn in a circle.</summary>
        private static bool IsPage(int length)
        {
            return length > FirstAt && (length - FirstAt) % EntryLength == 0;
        }

        private static bool Take(byte[] page, int at, JournalEntry entry)
        {
            int code = (page[at + CodeAt] << 8) | page[at + CodeAt + 1];
            entry.Stan = (int)BigEndian.ReadUInt32(page, at);
            entry.Time = BigEndian.ReadUInt32(page, at + TimeAt);
            entry.Amount = BigEndian.ReadLong(page, at + AmountAt);
            entry.LastFour = (page[at + LastFourAt] << 8) | page[at + LastFourAt + 1];
            entry.Result = (JournalResult)page[at + ResultAt];
            entry.Code = code == NoCode ? -1 : code;
            return entry.Result >= JournalResult.Approved && entry.Result <= JournalResult.NotSent;
        }

        private Record RecordAt(uint number)
        {
            return _records[(int)(number / PageLength % Pages)];
        }

        private int PlaceOf(uint number)
        {
            return FirstAt + ((int)(number - _first) * EntryLength);
        }

        private bool IsOf(uint number, int stan, long time)
        {
            int at = PlaceOf(number);
            return BigEndian.ReadUInt32(_page, at) == (uint)stan && BigEndian.ReadUInt32(_page, at + TimeAt) == (uint)time;
        }

        private void WriteTwo(int at, int value)
        {
            _page[at] = (byte)(value >> 8);
            _page[at + 1] = (byte)value;
        }
    }
}
