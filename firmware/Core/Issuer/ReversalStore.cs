using System;
using Kiosk.Core.Crypto;
using Kiosk.Core.Storage;

namespace Kiosk.Core.Issuer
{
    /// <summary>
    /// The systems trace audit number, and the reversal that is owed until the purchase is settled: both in one record, on flash before a request
    /// leaves. One purchase is under way at a time and a reversal goes before the next, so one place is enough.
    /// </summary>
    /// <remarks>
    /// What settles a purchase is its entry in the journal, whose number stands in the record: a power cut at any byte leaves it owed or settled. An approval
    /// counts as seen once the card's tries are given back (Terminal); until then it is shown again after a power cut. So there is a charge exactly
    /// where APPROVED was shown.
    /// A PIN change is a PIN attempt, but charges nothing and is not reversed: of it too card and number of the attempt are kept, and it is never pending.
    /// The record: last STAN (4), state (1: 0 nothing, 1 a purchase, 3 a PIN change), nothing (3), amount (8), local time as digits (8), whether the card was read (1), the
    /// card number enciphered under a key of this terminal (12: length, then packed digits), number of its entry in the journal (4), PIN
    /// attempts with its own (4), check value of the initial key (3) and the counter that its DUKPT state had reached (4), last four digits of the card number (2).
    /// The numbers tell when another record is an old one, put back. No PIN data.
    /// </remarks>
    public sealed class ReversalStore
    {
        private const int LastStan = 999999;
        private const int StateAt = 4;
        private const int AmountAt = 8;
        private const int LocalTimeAt = 16;
        private const int WasReadAt = 24;
        private const int CardAt = 25;
        private const int CardLength = 12;
        private const int NumberAt = CardAt + CardLength;
        private const int AttemptAt = NumberAt + 4;
        private const int CheckValueAt = AttemptAt + 4;
        private const int CounterAt = CheckValueAt + KeyCheckValue.Length;
        private const int LastFourAt = CounterAt + 4;
        private const int RecordLength = LastFourAt + 2;

        // Former firmware kept no journal, and as state 2 an approval that might not have been seen.
        private const int FormerLength = NumberAt;
        private const byte FormerApproval = 2;
        private const byte Purchase = 1;
        private const byte PinChange = 3;

        private readonly Record _record;
        private readonly Journal _journal;
        private readonly IBlockCipher _cipher;
        private readonly byte[] _sealKey;
        private readonly byte[] _payload = new byte[RecordLength];
        private readonly byte[] _stream = new byte[16];
        private readonly JournalEntry _entry = new JournalEntry();

        /// <summary>Creates it; nothing is read before <see cref="Open"/>.</summary>
        /// <param name="store">The flash.</param>
        /// <param name="journal">Where purchases are settled.</param>
        /// <param name="cipher">AES.</param>
        /// <param name="sealKey">Key under which card numbers are kept, 16 bytes; may be filled in until the first one is.</param>
        public ReversalStore(RecordStore store, Journal journal, IBlockCipher cipher, byte[] sealKey)
        {
            _record = new Record(store, "reversal");
            _journal = journal;
            _cipher = cipher;
            _sealKey = sealKey;
        }

        /// <summary>Whether a reversal is owed, or a purchase under way that will owe one.</summary>
        public bool IsPending { get; private set; }

        /// <summary>Whether the last purchase was approved, and the customer may not have seen it yet.</summary>
        public bool IsApproved { get; private set; }

        /// <summary>
        /// Whether the request of the last purchase may have left: it is not settled as one that did not. Of a PIN change nobody knows.
        /// </summary>
        public bool MayHaveLeft
        {
            get { return IsPending || _payload[StateAt] == PinChange || (IsPurchase && _journal.Read(0, _entry) && _entry.Result != JournalResult.NotSent); }
        }

        /// <summary>STAN of the last request, and of the pending reversal; 0 when there was none.</summary>
        public int Stan
        {
            get { return (int)BigEndian.ReadUInt32(_payload, 0); }
        }

        /// <summary>Amount of the pending reversal, or of the approved purchase, in minor units.</summary>
        public long Amount
        {
            get { return BigEndian.ReadLong(_payload, AmountAt); }
        }

        /// <summary>Local time of the request that is reversed, DE 12.</summary>
        public long LocalTime
        {
            get { return BigEndian.ReadLong(_payload, LocalTimeAt); }
        }

        /// <summary>Whether the card was read, and not keyed.</summary>
        public bool CardWasRead
        {
            get { return _payload[WasReadAt] != 0; }
        }

        /// <summary>Whether the last request was a purchase.</summary>
        public bool IsPurchase
        {
            get { return _payload[StateAt] == Purchase; }
        }

        /// <summary>Whether the last request was a PIN attempt: a purchase or a PIN change.</summary>
        public bool IsAttempt
        {
            get { return IsPurchase || _payload[StateAt] == PinChange; }
        }

        /// <summary>
        /// Whether record and journal tell different numbers of entries, though no purchase is between them: the record is an old one, or the journal.
        /// </summary>
        public bool DisagreesWithJournal
        {
            get { return !IsPurchase && _journal.Next != Number; }
        }

        /// <summary>
        /// PIN attempts that the retry counter has logged, that of the last request among them: one less when the power failed before it was logged.
        /// </summary>
        public uint Attempt
        {
            get { return BigEndian.ReadUInt32(_payload, AttemptAt); }
        }

        /// <summary>Number of the last purchase's entry in the journal.</summary>
        public uint Number
        {
            get { return BigEndian.ReadUInt32(_payload, NumberAt); }
        }

        /// <summary>Whether it was sent before: then it is a repeat (1421).</summary>
        public bool WasSent { get; private set; }

        /// <summary>
        /// Begins with a record that owes nothing: only when keys are loaded into a terminal that has none of its own any more. STANs and journal go on where
        /// they were, if anything of them is left.
        /// </summary>
        public bool Format()
        {
            int length;
            bool whole = _record.Load(_payload, out length) == RecordState.Whole && length >= FormerLength && Stan >= 0 && Stan <= LastStan;
            _journal.GoToEnd();
            int stan = whole ? Stan : _journal.Read(0, _entry) && _entry.Stan <= LastStan ? _entry.Stan : 0;
            Array.Clear(_payload, 0, RecordLength);
            BigEndian.Write(_payload, 0, (uint)stan);
            BigEndian.Write(_payload, NumberAt, _journal.Next);
            IsPending = false;
            IsApproved = false;
            return Save();
        }

        /// <summary>Reads the record of a terminal that has been in use, and the journal.</summary>
        /// <returns>False when it is missing or damaged, or the journal's page is: a reversal may be owed that is not known.</returns>
        public bool Open()
        {
            int length;
            WasSent = true;
            IsPending = false;
            IsApproved = false;
            if (_record.Load(_payload, out length) != RecordState.Whole || (length != RecordLength && length != FormerLength)
                || Stan > LastStan || Stan < 0 || _payload[StateAt] > (length == FormerLength ? FormerApproval : PinChange))
            {
                return false;
            }

            if (length == FormerLength)
            {
                Array.Clear(_payload, FormerLength, RecordLength - FormerLength);
            }

            if (!IsPurchase)
            {
                // No money hangs on the page, so its loss stops nothing.
                return _journal.Resume(Number) != RecordState.Unreadable;
            }

            RecordState page = _journal.Open(Number, Stan, IsoTime.FromDigits(LocalTime));
            IsPending = _journal.Next == Number;
            IsApproved = !IsPending && _journal.Read(0, _entry) && _entry.Result == JournalResult.Approved;
            return page == RecordState.Whole;
        }

        /// <summary>Takes the next STAN and has it on flash; for a request that charges nothing.</summary>
        /// <param name="logged">PIN attempts that are logged by now.</param>
        /// <param name="keys">The keys, whose state is past that of the request.</param>
        public bool NextStan(uint logged, TerminalKeys keys)
        {
            TakeStan(logged, keys);
            _payload[StateAt] = 0;
            Array.Clear(_payload, AmountAt, NumberAt - AmountAt);
            IsApproved = false;
            return Save();
        }

        /// <summary>Takes the next STAN and has the reversal of the purchase on flash, before the purchase leaves.</summary>
        /// <param name="card">The card.</param>
        /// <param name="amount">Minor units.</param>
        /// <param name="localTime">DE 12, as digits.</param>
        /// <param name="attempt">Number of its PIN attempt, which is logged after this.</param>
        /// <param name="keys">The keys, whose state is past that of the purchase.</param>
        /// <returns>False when flash did not keep it: nothing may be sent.</returns>
        public bool Begin(RequestCard card, long amount, long localTime, uint attempt, TerminalKeys keys)
        {
            Fill(Purchase, card, amount, localTime, attempt, keys);
            WasSent = false;
            IsPending = Save();
            return IsPending;
        }

        /// <summary>Takes the next STAN and has on flash which card tries its PIN, before a PIN change leaves. Nothing is owed.</summary>
        /// <param name="card">The card.</param>
        /// <param name="localTime">DE 12, as digits.</param>
        /// <param name="attempt">Number of its PIN attempt, which is logged after this.</param>
        /// <param name="keys">The keys, whose state is past that of the request.</param>
        /// <returns>False when flash did not keep it: nothing may be sent.</returns>
        public bool BeginPinChange(RequestCard card, long localTime, uint attempt, TerminalKeys keys)
        {
            Fill(PinChange, card, 0, localTime, attempt, keys);
            return Save();
        }

        /// <summary>The purchase has come to its end: nothing is owed any more.</summary>
        /// <param name="result">How.</param>
        /// <param name="code">The issuer's action code, or -1.</param>
        /// <returns>False when flash did not keep that: the reversal is owed still.</returns>
        public bool Settle(JournalResult result, int code)
        {
            _entry.Stan = Stan;
            _entry.Time = IsoTime.FromDigits(LocalTime);
            _entry.Amount = Amount;
            _entry.LastFour = (_payload[LastFourAt] << 8) | _payload[LastFourAt + 1];
            _entry.Result = result;
            _entry.Code = code;
            if (!_journal.Add(_entry))
            {
                return false;
            }

            IsPending = false;
            IsApproved = result == JournalResult.Approved;
            return true;
        }

        /// <summary>The customer has seen the approval.</summary>
        public void MarkShown()
        {
            IsApproved = false;
        }

        /// <summary>The reversal is being sent: from now on it is a repeat.</summary>
        public void MarkSent()
        {
            WasSent = true;
        }

        /// <summary>Whether keys are older than those of the last purchase: the same initial key, at a counter that it had before.</summary>
        public bool IsOfLater(TerminalKeys keys)
        {
            return Cmac.Same(_payload, CheckValueAt, keys.CheckValue, 0, KeyCheckValue.Length) && keys.Counter < BigEndian.ReadUInt32(_payload, CounterAt);
        }

        /// <summary>Whether record and journal are still on flash, whole (self-test).</summary>
        public bool Check()
        {
            return _record.Check() && _journal.Check();
        }

        /// <summary>Writes the card number of the pending reversal, or of the approved purchase.</summary>
        /// <param name="number">Takes up to 19 ASCII digits; the caller wipes them.</param>
        /// <returns>How many.</returns>
        public int CardNumber(byte[] number)
        {
            SealCard();
            int length = _payload[CardAt] <= RequestCard.LongestNumber ? _payload[CardAt] : 0;
            for (int i = 0; i < length; i++)
            {
                int packed = _payload[CardAt + 1 + (i >> 1)];
                number[i] = (byte)('0' + ((i & 1) == 0 ? packed >> 4 : packed & 0xF));
            }

            SealCard();
            return length;
        }

        /// <summary>Enciphers the card number, or deciphers it: a stream of one block that STAN and time make unique.</summary>
        private void SealCard()
        {
            Array.Clear(_stream, 0, _stream.Length);
            Array.Copy(_payload, 0, _stream, 0, 4);
            Array.Copy(_payload, LocalTimeAt, _stream, 4, 8);
            _cipher.SetKey(_sealKey, 0, _sealKey.Length);
            _cipher.Encrypt(_stream, 0, _stream, 0);
            _cipher.Clear();
            for (int i = 0; i < CardLength; i++)
            {
                _payload[CardAt + i] ^= _stream[i];
            }

            Array.Clear(_stream, 0, _stream.Length);
        }

        private void Fill(byte state, RequestCard card, long amount, long localTime, uint attempt, TerminalKeys keys)
        {
            TakeStan(attempt, keys);
            _payload[StateAt] = state;
            _payload[WasReadAt] = (byte)(card.WasRead ? 1 : 0);
            BigEndian.WriteLong(_payload, AmountAt, amount);
            BigEndian.WriteLong(_payload, LocalTimeAt, localTime);
            _payload[CardAt] = (byte)card.NumberLength;
            int lastFour = 0;
            for (int i = 0; i < card.NumberLength; i++)
            {
                int digit = card.Number[i] - '0';
                int at = CardAt + 1 + (i >> 1);
                _payload[at] = (byte)((i & 1) == 0 ? digit << 4 : _payload[at] | digit);
                lastFour = ((lastFour * 10) + digit) % 10000;
            }

            SealCard();
            _payload[LastFourAt] = (byte)(lastFour >> 8);
            _payload[LastFourAt + 1] = (byte)lastFour;
            IsApproved = false;
        }

        private void TakeStan(uint attempt, TerminalKeys keys)
        {
            BigEndian.Write(_payload, 0, (uint)(Stan >= LastStan ? 1 : Stan + 1));
            BigEndian.Write(_payload, NumberAt, _journal.Next);
            BigEndian.Write(_payload, AttemptAt, attempt);
            Array.Copy(keys.CheckValue, 0, _payload, CheckValueAt, KeyCheckValue.Length);
            BigEndian.Write(_payload, CounterAt, keys.Counter);
        }

        private bool Save()
        {
            return _record.Save(_payload, RecordLength);
        }
    }
}
