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
    /// At the bound, a lock that has run out makes room, then the card whose last attempt is oldest among those not locked. A locked card is never
    /// pushed out. While all are locked, all other cards share one place: its attempts run out for <see cref="SharedSeconds"/> at most, so that
    /// nobody who locks many cards can keep others away for good.
    /// A lost table counts as used up for every card: each is locked for the lock time, unless the issuer frees it.
    /// PINs that are not approved are slowed, over all cards (P9): after <see cref="Burst"/> of them, one in <see cref="PaceSeconds"/> seconds.
    /// Times are seconds of <see cref="TerminalTime"/>, in 4 bytes. Record: number of cards (1), whether the table was lost (1), when (4), the terminal's
    /// seconds (4) and the latest UTC that belongs to them (4; 0 = not known), attempts logged so far (4), until when the pace is used up (4), the shared
    /// place: attempts (1) and time of the last (4); how far purchases are settled (4), layout (1: 1); then for each card its token (8), attempts (1), time of
    /// the last attempt (4).
    /// </remarks>
    public sealed class RetryCounter
    {
        /// <summary>Cards that the table holds.</summary>
        public const int Capacity = 64;

        /// <summary>Length in bytes of a card's token.</summary>
        public const int TokenLength = 8;

        /// <summary>PINs in a row that may be not approved before the next one waits.</summary>
        public const int Burst = 5;

        /// <summary>Seconds for each PIN that is not approved, on average over all cards (P9).</summary>
        public const int PaceSeconds = 30;

        /// <summary>Seconds after its last attempt for which the shared place is used up.</summary>
        public const int SharedSeconds = 900;

        private const int LostAt = 1;
        private const int LostTimeAt = 2;
        private const int SecondsAt = 6;
        private const int UtcAt = 10;
        private const int LoggedAt = 14;
        private const int PaceAt = 18;
        private const int SharedAt = 22;
        private const int SharedTimeAt = 23;
        private const int SettledAt = 27;
        private const int LayoutAt = 31;
        private const int HeaderLength = 32;
        private const byte Layout = 1;
        private const int FormerHeaderLength = 5;
        private const int AttemptsAt = TokenLength;
        private const int TimeAt = TokenLength + 1;
        private const int EntryLength = TokenLength + 5;

        // In place of where a card stands in the table.
        private const int NotThere = -1;

        private readonly Record _record;
        private readonly Cmac _cmac;
        private readonly byte[] _hashKey;
        private readonly int _limit;
        private readonly long _lockSeconds;
        private readonly TerminalTime _time = new TerminalTime();
        private readonly byte[] _table = new byte[HeaderLength + (Capacity * EntryLength)];
        private readonly byte[] _mac = new byte[Cmac.Length];
        private int _count;
        private bool _unreadable;
        private long _locksEnd;
        private long _nextKeep;

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

        /// <summary>Attempts that were ever logged here. It only goes up; the reversal's record tells whether the table is an old one.</summary>
        public uint Logged
        {
            get { return BigEndian.ReadUInt32(_table, LoggedAt); }
        }

        /// <summary>What <see cref="Approve"/> was told last; it tells whether the journal is an old one.</summary>
        public uint Settled
        {
            get { return BigEndian.ReadUInt32(_table, SettledAt); }
        }

        /// <summary>Seconds until the next PIN may be taken (P9); 0 when it may be taken now.</summary>
        public int Wait
        {
            get
            {
                long wait = NumberAt(PaceAt) - _time.Seconds - ((Burst - 1) * PaceSeconds);
                return wait > 0 ? (int)wait : 0;
            }
        }

        /// <summary>Cards that are locked now.</summary>
        public int Locked
        {
            get
            {
                int locked = 0;
                for (int i = 0, at = HeaderLength; i < _count; i++, at += EntryLength)
                {
                    locked += IsLocked(at) ? 1 : 0;
                }

                return locked;
            }
        }

        /// <summary>Whether cards that are not in the table are locked, because the table was lost less than the lock time ago (R5).</summary>
        private bool IsLost
        {
            get { return _table[LostAt] != 0 && !IsOver(NumberAt(LostTimeAt)); }
        }

        private int SharedTriesLeft
        {
            get
            {
                bool isOver = _time.Seconds - NumberAt(SharedTimeAt) >= SharedSeconds;
                int left = _limit - _table[SharedAt];
                return isOver ? _limit : left > 0 ? left : 0;
            }
        }

        /// <summary>
        /// Begins an empty table: only when keys are loaded into a fresh terminal. If there is a table in which attempts were ever logged, one that was lost, or
        /// one that cannot be read, the terminal is not fresh, whatever else is missing: the table then counts as lost (R5).
        /// </summary>
        /// <returns>Whether it is on flash.</returns>
        public bool Format()
        {
            int length;
            RecordState state = _record.Load(_table, out length);
            bool unused = state == RecordState.Whole && TakeTable(length) && _count == 0 && Logged == 0 && _table[LostAt] == 0;
            bool fresh = unused || state == RecordState.Missing || state == RecordState.Unfinished;
            Clear();
            _table[LostAt] = (byte)(fresh ? 0 : 1);
            FindLocksEnd();
            return SaveTable();
        }

        /// <summary>Begins a table that counts as lost: what there was cannot be read, or is older than the last attempt (R5).</summary>
        /// <param name="logged">Attempts that were logged so far, as far as is known.</param>
        /// <returns>Whether it is on flash.</returns>
        public bool Lose(uint logged)
        {
            int length;
            _record.Load(_table, out length);
            Clear();
            _table[LostAt] = 1;
            BigEndian.Write(_table, LoggedAt, logged);
            FindLocksEnd();
            return SaveTable();
        }

        /// <summary>Reads the table of a terminal that has been in use. A table that is missing, damaged or out of range counts as lost.</summary>
        /// <returns>Whether the table was whole.</returns>
        public bool Open()
        {
            int length;
            RecordState state = _record.Load(_table, out length);
            _unreadable = state == RecordState.Unreadable;
            if (state == RecordState.Whole && TakeTable(length))
            {
                return true;
            }

            Clear();
            _table[LostAt] = 1;
            FindLocksEnd();

            // What cannot be read is not written over: the next start may read it, and know better. If flash does not take the loss, the
            // next start finds it again.
            if (!_unreadable)
            {
                SaveTable();
            }

            return false;
        }

        /// <summary>Time passes. Every turn of the loop, before anything is asked.</summary>
        /// <param name="ticks">Milliseconds of running time.</param>
        /// <param name="utc">Trusted time, UTC seconds, or 0.</param>
        public void Turn(long ticks, long utc)
        {
            _time.Turn(ticks, utc);
            if (_time.Kept < _locksEnd && _time.IsKeepDue && _time.Seconds >= _nextKeep && !_unreadable)
            {
                // On flash that fails, once a minute.
                _nextKeep = _time.Seconds + TerminalTime.KeepInterval;
                SaveTable();
            }
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

        /// <summary>Attempts that the card has left here; 0 when it is locked, or has to share a place that is used up.</summary>
        public int TriesLeft(byte[] token)
        {
            int at = Find(token);
            if (at != NotThere)
            {
                int attempts = _table[at + AttemptsAt];
                return attempts < _limit ? _limit - attempts : IsOver(NumberAt(at + TimeAt)) ? _limit : 0;
            }

            return IsLost ? 0 : HasRoom() ? _limit : SharedTriesLeft;
        }

        /// <summary>Whether the card has no place of its own, because all are taken by locked cards.</summary>
        public bool IsCrowdedOut(byte[] token)
        {
            return Find(token) == NotThere && !HasRoom();
        }

        /// <summary>Attempts that are counted against the card in the table.</summary>
        public int Attempts(byte[] token)
        {
            int at = Find(token);
            return at == NotThere ? 0 : _table[at + AttemptsAt];
        }

        /// <summary>When the card was locked, UTC seconds; 0 when it is not locked or there is no trusted time.</summary>
        public long LockedSince(byte[] token)
        {
            int at = Find(token);
            bool locked = at == NotThere ? IsLost : IsLocked(at);
            return locked && _time.IsTrusted ? _time.Utc - (_time.Seconds - NumberAt(at == NotThere ? LostTimeAt : at + TimeAt)) : 0;
        }

        /// <summary>Until when the card is locked here, UTC seconds; 0 when it is not locked or there is no trusted time.</summary>
        public long LockedUntil(byte[] token)
        {
            long since = LockedSince(token);
            return since == 0 ? 0 : since + _lockSeconds;
        }

        /// <summary>Counts an attempt and has it on flash before it returns (R1).</summary>
        /// <returns>False when the card is locked, the pace does not allow it, or flash did not keep it: then nothing may be sent.</returns>
        public bool LogAttempt(byte[] token)
        {
            if (TriesLeft(token) == 0 || Wait > 0)
            {
                return false;
            }

            return Recount(token);
        }

        /// <summary>
        /// Counts an attempt of which nobody knows whether it was logged and has left: the power failed, or the slot that had it is damaged (R4). A locked
        /// card stays locked, for the lock time from now.
        /// </summary>
        /// <returns>Whether it is on flash.</returns>
        public bool Recount(byte[] token)
        {
            int at = FindOrAdd(token);
            if (at == NotThere)
            {
                int used = _limit - SharedTriesLeft;
                _table[SharedAt] = (byte)(used < _limit ? used + 1 : _limit);
                SetNumber(SharedTimeAt, _time.Seconds);
            }
            else
            {
                int attempts = _table[at + AttemptsAt];
                Put(at, attempts < _limit ? attempts + 1 : IsOver(NumberAt(at + TimeAt)) ? 1 : _limit);
            }

            long pace = NumberAt(PaceAt);
            SetNumber(PaceAt, (pace > _time.Seconds ? pace : _time.Seconds) + PaceSeconds);
            SetNumber(LoggedAt, Logged + 1);
            bool saved = SaveTable();
            if (!saved)
            {
                // It counts here, but its number is not used up: the reversal's record would be two ahead of flash at the next one.
                SetNumber(LoggedAt, Logged - 1);
            }

            return saved;
        }

        /// <summary>Takes back the attempt logged last: only when the request provably never left (R7).</summary>
        public bool GiveBack(byte[] token)
        {
            GiveBackPace();
            int at = Find(token);
            int attemptsAt = at == NotThere ? SharedAt : at + AttemptsAt;
            if (_table[attemptsAt] > 0)
            {
                _table[attemptsAt]--;
            }

            FindLocksEnd();
            return SaveTable();
        }

        /// <summary>The card was approved: all its tries are there again, and the PIN does not count for the pace.</summary>
        /// <param name="token">The card.</param>
        /// <param name="settled">Number of the first purchase that may not be settled: all before it are.</param>
        public bool Approve(byte[] token, uint settled)
        {
            SetNumber(SettledAt, settled);
            if (Find(token) == NotThere)
            {
                // From the shared place it takes its own attempt, not those of others.
                return GiveBack(token);
            }

            GiveBackPace();
            return Reset(token);
        }

        /// <summary>All tries are there again: the issuer has freed the card, or says that there is no such card.</summary>
        public bool Reset(byte[] token)
        {
            int at = Find(token);
            if (!IsLost)
            {
                if (at != NotThere)
                {
                    Remove(at);
                }

                FindLocksEnd();
                return SaveTable();
            }

            // While the table counts as lost, a card is free only if it stands in it without attempts.
            at = FindOrAdd(token);
            if (at == NotThere)
            {
                return false;
            }

            Put(at, 0);
            FindLocksEnd();
            return SaveTable();
        }

        /// <summary>Takes the issuer's count of the tries that are left (R9): 0 locks the card here.</summary>
        /// <param name="token">The card.</param>
        /// <param name="left">Tries that the issuer still grants, 0 or more.</param>
        /// <returns>Whether it is on flash; false too when all places are taken by locked cards: the issuer's own count holds then.</returns>
        public bool SetTriesLeft(byte[] token, int left)
        {
            if (left >= _limit)
            {
                return Reset(token);
            }

            int at = FindOrAdd(token);
            if (at == NotThere)
            {
                return false;
            }

            Put(at, _limit - left);
            FindLocksEnd();

            // Into both slots: no number tells that this is missing, when the newest one is damaged.
            return SaveTable() && SaveTable();
        }

        /// <summary>
        /// The PIN logged last does not count for the pace (P9): the issuer has declined for another reason. It is on flash with the next attempt; until
        /// then a restart makes the pace no faster.
        /// </summary>
        public void GiveBackPace()
        {
            long pace = NumberAt(PaceAt) - PaceSeconds;
            SetNumber(PaceAt, pace > 0 ? pace : 0);
        }

        /// <summary>Whether the table is still on flash, whole (self-test).</summary>
        public bool Check()
        {
            return _record.Check();
        }

        private void Clear()
        {
            Array.Clear(_table, 0, _table.Length);
            _count = 0;
            _locksEnd = 0;
            _nextKeep = 0;
            _time.Open(0, 0);
        }

        /// <summary>Takes a table as it was read; a former one, that knew no terminal time, with its locks begun anew.</summary>
        private bool TakeTable(int length)
        {
            int header = (length - HeaderLength) % EntryLength == 0 ? HeaderLength : FormerHeaderLength;
            int count = _table[0];
            if (length < header || count > Capacity || length != header + (count * EntryLength))
            {
                return false;
            }

            if (header == FormerHeaderLength)
            {
                byte lost = (byte)(BigEndian.ReadUInt32(_table, 1) == 0 ? 0 : 1);
                for (int i = (count * EntryLength) - 1; i >= 0; i--)
                {
                    _table[HeaderLength + i] = _table[header + i];
                }

                Array.Clear(_table, 1, HeaderLength - 1);
                _table[LostAt] = lost;
                _table[LayoutAt] = Layout;
            }

            if (_table[LayoutAt] != Layout || _table[LostAt] > 1 || _table[SharedAt] > 9)
            {
                return false;
            }

            long now = NumberAt(SecondsAt);
            for (int i = 0, at = HeaderLength; i < count; i++, at += EntryLength)
            {
                if (_table[at + AttemptsAt] > 9)
                {
                    return false;
                }

                if (NumberAt(at + TimeAt) > now)
                {
                    SetNumber(at + TimeAt, now);
                }
            }

            _count = count;
            _nextKeep = 0;
            _time.Open(now, NumberAt(UtcAt));
            FindLocksEnd();
            return true;
        }

        private void Put(int at, int attempts)
        {
            _table[at + AttemptsAt] = (byte)attempts;
            SetNumber(at + TimeAt, _time.Seconds);
            if (attempts >= _limit)
            {
                _locksEnd = _time.Seconds + _lockSeconds;
            }
        }

        /// <summary>Whether a lock since then has run out. Without a trusted time it has not (R8).</summary>
        private bool IsOver(long since)
        {
            return _time.IsTrusted && _time.Seconds - since >= _lockSeconds;
        }

        private bool IsLocked(int at)
        {
            return _table[at + AttemptsAt] >= _limit && !IsOver(NumberAt(at + TimeAt));
        }

        /// <summary>When the last lock runs out: until then the terminal's seconds are worth keeping.</summary>
        private void FindLocksEnd()
        {
            _locksEnd = _table[LostAt] != 0 ? NumberAt(LostTimeAt) + _lockSeconds : 0;
            for (int i = 0, at = HeaderLength; i < _count; i++, at += EntryLength)
            {
                long end = NumberAt(at + TimeAt) + _lockSeconds;
                if (_table[at + AttemptsAt] >= _limit && end > _locksEnd)
                {
                    _locksEnd = end;
                }
            }
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

            return NotThere;
        }

        private int FindOrAdd(byte[] token)
        {
            int at = Find(token);
            if (at != NotThere || (_count == Capacity && !MakeRoom()))
            {
                return at;
            }

            at = HeaderLength + (_count * EntryLength);
            Array.Copy(token, 0, _table, at, TokenLength);
            Put(at, 0);
            _count++;
            return at;
        }

        private bool HasRoom()
        {
            if (_count < Capacity)
            {
                return true;
            }

            for (int i = 0, at = HeaderLength; i < _count; i++, at += EntryLength)
            {
                if (!IsLocked(at))
                {
                    return true;
                }
            }

            return false;
        }

        private bool MakeRoom()
        {
            int oldest = NotThere;
            long oldestTime = 0;
            int at = HeaderLength;
            for (int i = 0; i < _count; i++, at += EntryLength)
            {
                long time = NumberAt(at + TimeAt);
                bool locked = _table[at + AttemptsAt] >= _limit;
                if (locked && IsOver(time))
                {
                    Remove(at);
                    return true;
                }

                if (!locked && (oldest == NotThere || time < oldestTime))
                {
                    oldest = at;
                    oldestTime = time;
                }
            }

            if (oldest != NotThere)
            {
                Remove(oldest);
            }

            return oldest != NotThere;
        }

        private void Remove(int at)
        {
            _count--;
            int last = HeaderLength + (_count * EntryLength);
            Array.Copy(_table, last, _table, at, EntryLength);
            Array.Clear(_table, last, EntryLength);
        }

        private long NumberAt(int at)
        {
            return BigEndian.ReadUInt32(_table, at);
        }

        private void SetNumber(int at, long value)
        {
            BigEndian.Write(_table, at, (uint)value);
        }

        private bool SaveTable()
        {
            _table[0] = (byte)_count;
            SetNumber(SecondsAt, _time.Seconds);
            SetNumber(UtcAt, _time.LatestUtc);
            _table[LayoutAt] = Layout;
            bool saved = _record.Save(_table, HeaderLength + (_count * EntryLength));
            if (saved)
            {
                _unreadable = false;
                _nextKeep = 0;
                _time.MarkKept();
            }

            return saved;
        }
    }
}
