using System;
using Kiosk.Core.Crypto;
using Kiosk.Core.Storage;

namespace Kiosk.Core.Tries
{
    /// <summary>
    /// Counts the PIN attempts of each card at this terminal and locks a card whose attempts are used up (RULES.md, R1 to R10).
    /// An attempt is on flash, and read back, before the PIN leaves; only an approval or the issuer's word gives tries back.
    /// </summary>
    /// <remarks>
    /// The table has <see cref="Capacity"/> cards, each as the left 8 bytes of AES-CMAC over its number, under a key of this terminal.
    /// At the bound, a lock that has run out makes room, then the card whose last attempt is oldest among those not locked. A locked
    /// card is never pushed out; when all are locked, other cards are refused until the first lock runs out.
    /// A lost table counts as used up for every card: each is locked for the lock time, unless the issuer frees it.
    /// Times are UTC seconds in 4 bytes (good to 2106). Record: number of cards (1), when the table was lost (4; 0 = never, 1 = at a time not
    /// known), then for each card its token (8), attempts (1), time of the last attempt (4; 0 = not known).
    /// </remarks>
    public sealed class RetryCounter
    {
        /// <summary>Cards that the table holds.</summary>
        public const int Capacity = 64;

        /// <summary>Length in bytes of a card's token.</summary>
        public const int TokenLength = 8;

        private const int HeaderLength = 5;
        private const int AttemptsAt = TokenLength;
        private const int TimeAt = TokenLength + 1;
        private const int EntryLength = TokenLength + 5;
        private const int LostAt = 1;

        // The lock time of what was lost or locked at a time not known begins when a trusted time is there (R8).
        private const long LostSometime = 1;

        private readonly Record _record;
        private readonly Cmac _cmac;
        private readonly byte[] _hashKey;
        private readonly int _limit;
        private readonly long _lockSeconds;
        private readonly byte[] _table = new byte[HeaderLength + (Capacity * EntryLength)];
        private readonly byte[] _mac = new byte[Cmac.Length];
        private int _count;
        private bool _timesUnknown;

        /// <summary>Creates it. <see cref="Open"/> or <see cref="Format"/> comes before anything else.</summary>
        /// <param name="store">The flash.</param>
        /// <param name="cmac">Makes the tokens.</param>
        /// <param name="hashKey">Key of the tokens, 16 bytes; may be filled in until the first token is made.</param>
        /// <param name="limit">Attempts that lock a card, 1 to 9.</param>
        /// <param name="lockSeconds">How long a card stays locked.</param>
        public RetryCounter(RecordStore store, Cmac cmac, byte[] hashKey, int limit, long lockSeconds)
        {
            _record = new Record(store, "tries");
            _cmac = cmac;
            _hashKey = hashKey;
            _limit = limit;
            _lockSeconds = lockSeconds;
        }

        /// <summary>Begins an empty table: only when keys are loaded into a fresh terminal.</summary>
        /// <returns>Whether it is on flash.</returns>
        public bool Format()
        {
            int length;
            _record.Load(_table, out length);
            Array.Clear(_table, 0, _table.Length);
            _count = 0;
            return SaveTable();
        }

        /// <summary>Begins a table that counts as lost: keys are loaded into a terminal that has lost those under which its table was kept (R5).</summary>
        /// <param name="now">Trusted time, UTC seconds, or 0.</param>
        /// <returns>Whether it is on flash.</returns>
        public bool Lose(long now)
        {
            int length;
            _record.Load(_table, out length);
            BeginLost(now);
            return SaveTable();
        }

        /// <summary>Reads the table of a terminal that has been in use. A table that is missing, damaged or out of range counts as lost.</summary>
        /// <param name="now">Trusted time, UTC seconds, or 0.</param>
        /// <returns>Whether the table was whole.</returns>
        public bool Open(long now)
        {
            int length;
            RecordState state = _record.Load(_table, out length);
            bool whole = state == RecordState.Whole && IsTable(length);
            if (!whole)
            {
                BeginLost(now);

                // What cannot be read is not written over: the next start may read it, and know better. If flash does not take the loss, the
                // next start finds it again.
                if (state != RecordState.Unreadable)
                {
                    SaveTable();
                }
            }
            else
            {
                _count = _table[0];
                _timesUnknown = true;
            }

            return whole;
        }

        /// <summary>Makes the token under which a card is counted.</summary>
        /// <param name="number">The card number, ASCII digits.</param>
        /// <param name="length">Its digits.</param>
        /// <param name="token">Takes <see cref="TokenLength"/> bytes.</param>
        public void MakeToken(byte[] number, int length, byte[] token)
        {
            _cmac.Compute(_hashKey, 0, _hashKey.Length, number, length, _mac);
            Array.Copy(_mac, 0, token, 0, TokenLength);
        }

        /// <summary>Attempts that the card has left here; 0 when it is locked.</summary>
        /// <param name="token">The card.</param>
        /// <param name="now">Trusted time, UTC seconds, or 0: then every lock holds.</param>
        public int TriesLeft(byte[] token, long now)
        {
            StampUnknownTimes(now);
            int at = Find(token);
            if (at < 0)
            {
                return IsLost(now) ? 0 : _limit;
            }

            int attempts = _table[at + AttemptsAt];
            return attempts < _limit ? _limit - attempts : IsOver(TimeOf(at), now) ? _limit : 0;
        }

        /// <summary>When the card was locked, UTC seconds; 0 when it is not locked or the time is not known.</summary>
        public long LockedSince(byte[] token)
        {
            int at = Find(token);
            if (at >= 0)
            {
                return _table[at + AttemptsAt] < _limit ? 0 : TimeOf(at);
            }

            long lost = BigEndian.ReadUInt32(_table, LostAt);
            return lost == LostSometime ? 0 : lost;
        }

        /// <summary>Counts an attempt and has it on flash before it returns (R1).</summary>
        /// <param name="token">The card.</param>
        /// <param name="now">Trusted time, UTC seconds, or 0.</param>
        /// <returns>False when the card is locked, the table is full of locked cards, or flash did not keep it: then nothing may be sent.</returns>
        public bool LogAttempt(byte[] token, long now)
        {
            if (TriesLeft(token, now) == 0)
            {
                return false;
            }

            int at = Find(token);
            if (at < 0)
            {
                at = Add(token, now);
                if (at < 0)
                {
                    return false;
                }
            }

            int attempts = _table[at + AttemptsAt];
            Put(at, attempts >= _limit ? 1 : attempts + 1, now);
            return SaveTable();
        }

        /// <summary>Takes back the attempt logged last: only when the request provably never left (R7).</summary>
        public bool GiveBack(byte[] token)
        {
            int at = Find(token);
            if (at < 0 || _table[at + AttemptsAt] == 0)
            {
                return true;
            }

            _table[at + AttemptsAt]--;
            return SaveTable();
        }

        /// <summary>All tries are there again: the card was approved, or the issuer has freed it.</summary>
        public bool Reset(byte[] token, long now)
        {
            int at = Find(token);
            if (!IsLost(now))
            {
                if (at >= 0)
                {
                    Remove(at);
                }

                return SaveTable();
            }

            // While the table counts as lost, a card is free only if it stands in it without attempts.
            at = at >= 0 ? at : Add(token, now);
            if (at < 0)
            {
                return false;
            }

            Put(at, 0, now);
            return SaveTable();
        }

        /// <summary>Takes the issuer's count of the tries that are left (R9): 0 locks the card here.</summary>
        /// <param name="token">The card.</param>
        /// <param name="left">Tries that the issuer still grants, 0 or more.</param>
        /// <param name="now">Trusted time, UTC seconds, or 0.</param>
        public bool SetTriesLeft(byte[] token, int left, long now)
        {
            if (left >= _limit)
            {
                return Reset(token, now);
            }

            int at = Find(token);
            at = at >= 0 ? at : Add(token, now);
            if (at < 0)
            {
                return false;
            }

            Put(at, _limit - left, now);
            return SaveTable();
        }

        private void BeginLost(long now)
        {
            Array.Clear(_table, 0, _table.Length);
            BigEndian.Write(_table, LostAt, (uint)(now == 0 ? LostSometime : now));
            _count = 0;
            _timesUnknown = true;
        }

        private void Put(int at, int attempts, long now)
        {
            _table[at + AttemptsAt] = (byte)attempts;
            BigEndian.Write(_table, at + TimeAt, (uint)now);
            _timesUnknown |= now == 0;
        }

        private long TimeOf(int at)
        {
            return BigEndian.ReadUInt32(_table, at + TimeAt);
        }

        /// <summary>Whether a lock since then has run out. Without a trusted time it has not (R8).</summary>
        private bool IsOver(long since, long now)
        {
            return now != 0 && since != 0 && now - since >= _lockSeconds;
        }

        /// <summary>Whether cards that are not in the table are locked, because the table was lost less than the lock time ago (R5).</summary>
        private bool IsLost(long now)
        {
            long lost = BigEndian.ReadUInt32(_table, LostAt);
            return lost != 0 && (lost == LostSometime || !IsOver(lost, now));
        }

        private void StampUnknownTimes(long now)
        {
            if (now == 0 || !_timesUnknown)
            {
                return;
            }

            bool stamped = false;
            if (BigEndian.ReadUInt32(_table, LostAt) == LostSometime)
            {
                BigEndian.Write(_table, LostAt, (uint)now);
                stamped = true;
            }

            int at = HeaderLength;
            for (int i = 0; i < _count; i++, at += EntryLength)
            {
                if (TimeOf(at) == 0)
                {
                    BigEndian.Write(_table, at + TimeAt, (uint)now);
                    stamped = true;
                }
            }

            _timesUnknown = stamped && !SaveTable();
        }

        private int Find(byte[] token)
        {
            int at = HeaderLength;
            for (int i = 0; i < _count; i++, at += EntryLength)
            {
                if (_table[at] == token[0] && Cmac.Same(_table, at, token, 0, TokenLength))
                {
                    return at;
                }
            }

            return -1;
        }

        private int Add(byte[] token, long now)
        {
            if (_count == Capacity && !MakeRoom(now))
            {
                return -1;
            }

            int at = HeaderLength + (_count * EntryLength);
            Array.Copy(token, 0, _table, at, TokenLength);
            Put(at, 0, now);
            _count++;
            return at;
        }

        private bool MakeRoom(long now)
        {
            int oldest = -1;
            long oldestTime = 0;
            int at = HeaderLength;
            for (int i = 0; i < _count; i++, at += EntryLength)
            {
                bool locked = _table[at + AttemptsAt] >= _limit;
                long time = TimeOf(at);
                if (locked && IsOver(time, now))
                {
                    Remove(at);
                    return true;
                }

                if (!locked && (oldest < 0 || time < oldestTime))
                {
                    oldest = at;
                    oldestTime = time;
                }
            }

            if (oldest >= 0)
            {
                Remove(oldest);
            }

            return oldest >= 0;
        }

        private void Remove(int at)
        {
            _count--;
            int last = HeaderLength + (_count * EntryLength);
            Array.Copy(_table, last, _table, at, EntryLength);
            Array.Clear(_table, last, EntryLength);
        }

        private bool IsTable(int length)
        {
            if (length < HeaderLength || _table[0] > Capacity || length != HeaderLength + (_table[0] * EntryLength))
            {
                return false;
            }

            int at = HeaderLength;
            for (int i = 0; i < _table[0]; i++, at += EntryLength)
            {
                if (_table[at + AttemptsAt] > 9)
                {
                    return false;
                }
            }

            return true;
        }

        private bool SaveTable()
        {
            _table[0] = (byte)_count;
            return _record.Save(_table, HeaderLength + (_count * EntryLength));
        }
    }
}
