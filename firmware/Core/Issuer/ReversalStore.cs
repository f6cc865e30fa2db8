using System;
using Kiosk.Core.Crypto;
using Kiosk.Core.Storage;

namespace Kiosk.Core.Issuer
{
    /// <summary>
    /// The systems trace audit number, and the reversal that is owed until the answer to a purchase is there: both in one record, on flash
    /// before a request leaves. One purchase is under way at a time and a reversal goes before the next, so one place is enough.
    /// </summary>
    /// <remarks>
    /// An approval replaces the reversal, and stays until the customer has seen it: after a power cut in between it is shown again. So there
    /// is a charge exactly where APPROVED was shown. The record: last STAN (4), state (1: 0 nothing, 1 owed, 2 approved), nothing (3), amount (8),
    /// local time as digits (8), whether the card was read (1), and the card number enciphered under a key of this terminal (12: length, then
    /// packed digits). No PIN data.
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
        private const int RecordLength = CardAt + CardLength;
        private const byte Owed = 1;
        private const byte Approved = 2;

        private readonly Record _record;
        private readonly IBlockCipher _cipher;
        private readonly byte[] _sealKey;
        private readonly byte[] _payload = new byte[RecordLength];
        private readonly byte[] _next = new byte[RecordLength];
        private readonly byte[] _stream = new byte[16];

        /// <summary>Creates it; nothing is read before <see cref="Open"/>.</summary>
        public ReversalStore(RecordStore store, IBlockCipher cipher, byte[] sealKey)
        {
            _record = new Record(store, "reversal");
            _cipher = cipher;
            _sealKey = sealKey;
        }

        /// <summary>Whether a reversal is owed, or a purchase under way that will owe one.</summary>
        public bool IsPending
        {
            get { return _payload[StateAt] == Owed; }
        }

        /// <summary>Whether the last purchase was approved, and the customer may not have seen it yet.</summary>
        public bool IsApproved
        {
            get { return _payload[StateAt] == Approved; }
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

        /// <summary>Whether it was sent before: then it is a repeat (1421).</summary>
        public bool WasSent { get; private set; }

        /// <summary>Begins with an empty record: only when keys are loaded into a fresh terminal.</summary>
        public bool Format()
        {
            int length;
            _record.Load(_payload, out length);
            Array.Clear(_payload, 0, RecordLength);
            return _record.Save(_payload, RecordLength);
        }

        /// <summary>Reads the record of a terminal that has been in use.</summary>
        /// <returns>False when it is missing or damaged: a reversal may be owed that is not known.</returns>
        public bool Open()
        {
            int length;
            WasSent = true;
            return _record.Load(_payload, out length) == RecordState.Whole && length == RecordLength
                && BigEndian.ReadUInt32(_payload, 0) <= LastStan && _payload[StateAt] <= Approved;
        }

        /// <summary>Takes the next STAN and has it on flash; for a request that charges nothing.</summary>
        public bool NextStan()
        {
            BigEndian.Write(_payload, 0, (uint)(Stan >= LastStan ? 1 : Stan + 1));
            return Save();
        }

        /// <summary>Takes the next STAN and has the reversal of the purchase on flash, before the purchase leaves.</summary>
        /// <returns>False when flash did not keep it: nothing may be sent.</returns>
        public bool Begin(RequestCard card, long amount, long localTime)
        {
            BigEndian.Write(_payload, 0, (uint)(Stan >= LastStan ? 1 : Stan + 1));
            _payload[StateAt] = Owed;
            _payload[WasReadAt] = (byte)(card.WasRead ? 1 : 0);
            BigEndian.WriteLong(_payload, AmountAt, amount);
            BigEndian.WriteLong(_payload, LocalTimeAt, localTime);
            _payload[CardAt] = (byte)card.NumberLength;
            for (int i = 0; i < card.NumberLength; i++)
            {
                int digit = card.Number[i] - '0';
                int at = CardAt + 1 + (i >> 1);
                _payload[at] = (byte)((i & 1) == 0 ? digit << 4 : _payload[at] | digit);
            }

            SealCard();
            WasSent = false;
            if (Save())
            {
                return true;
            }

            _payload[StateAt] = 0;
            return false;
        }

        /// <summary>The purchase is approved: no reversal is owed, the approval is to be shown, and the card's tries are to be given back.</summary>
        /// <returns>False when flash did not keep that: the reversal is owed still.</returns>
        public bool Approve()
        {
            Array.Copy(_payload, 0, _next, 0, RecordLength);
            _next[StateAt] = Approved;
            return Replace();
        }

        /// <summary>The purchase is declined, the reversal acknowledged, or the approval shown: there is nothing to do.</summary>
        /// <returns>False when flash did not keep that: it is to be done still.</returns>
        public bool Clear()
        {
            return Replace();
        }

        /// <summary>The reversal is being sent: from now on it is a repeat.</summary>
        public void MarkSent()
        {
            WasSent = true;
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

        /// <summary>Keeps the STAN and takes the rest from the next record, once that is on flash.</summary>
        private bool Replace()
        {
            Array.Copy(_payload, 0, _next, 0, StateAt);
            bool saved = _record.Save(_next, RecordLength);
            if (saved)
            {
                Array.Copy(_next, 0, _payload, 0, RecordLength);
            }

            Array.Clear(_next, 0, RecordLength);
            return saved;
        }

        private bool Save()
        {
            return _record.Save(_payload, RecordLength);
        }
    }
}
