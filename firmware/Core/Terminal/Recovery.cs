using System;
using Kiosk.Core.Issuer;
using Kiosk.Core.Tries;

namespace Kiosk.Core.Terminal
{
    /// <summary>
    /// What a terminal with keys finds on flash at a start: the retry table, the reversal and the journal. Each record is whole or not by itself; here they
    /// are compared with one another, so that an old one that was put back, or the older slot of a damaged one, gives nothing away.
    /// </summary>
    /// <remarks>
    /// The reversal's record is written before an attempt is logged, and knows its number and how far the keys had come. What no record can tell is
    /// that all of them are old: only the issuer, who counts too, can.
    /// </remarks>
    internal sealed class Recovery
    {
        private readonly TerminalKeys _keys;
        private readonly RetryCounter _tries;
        private readonly ReversalStore _reversals;
        private readonly byte[] _number = new byte[RequestCard.LongestNumber];
        private readonly byte[] _token = new byte[RetryCounter.TokenLength];

        internal Recovery(TerminalKeys keys, RetryCounter tries, ReversalStore reversals)
        {
            _keys = keys;
            _tries = tries;
            _reversals = reversals;
        }

        /// <summary>Opens retry table, reversal and journal.</summary>
        /// <param name="ticks">Milliseconds.</param>
        /// <param name="utc">Trusted time, UTC seconds, or 0.</param>
        /// <returns>Why the terminal can take no customers.</returns>
        internal ServiceFault Open(long ticks, long utc)
        {
            bool triesWhole = _tries.Open();
            _tries.Turn(ticks, utc);
            if (!_reversals.Open())
            {
                return ServiceFault.Storage;
            }

            if (_reversals.IsOfLater(_keys) || _reversals.DisagreesWithJournal)
            {
                return ServiceFault.OldRecords;
            }

            return triesWhole ? BringTriesUpToDate() : ServiceFault.None;
        }

        /// <summary>Whether the power failed before a customer had seen the approval for its time: the tries are given back after that (R3).</summary>
        /// <param name="token">Takes the token of the card.</param>
        internal bool IsApprovalUnseen(byte[] token)
        {
            if (!_reversals.IsApproved)
            {
                return false;
            }

            MakeToken(token);
            return _tries.Attempts(token) > 0;
        }

        /// <summary>
        /// A retry table that has fewer attempts than the reversal's record is an old one and counts as lost (R5). If only that of the last purchase or PIN change is missing, the
        /// power failed before it was logged, or the slot that had it is damaged: it counts, unless it is known not to have left. A table that has more tells that
        /// the reversal's record is an old one, and a reversal may be owed that is not known. A table that knows a purchase to be settled which the journal
        /// does not have tells that the journal is an old one; and when the table is old itself, and a purchase looks owed, nobody can tell.
        /// </summary>
        private ServiceFault BringTriesUpToDate()
        {
            uint attempt = _reversals.Attempt;
            bool isTableOld = _tries.Logged + (_reversals.IsAttempt ? 1 : 0) < attempt;
            if (_tries.Logged > attempt || (_reversals.IsPending && (isTableOld || _tries.Settled > _reversals.Number)))
            {
                return ServiceFault.OldRecords;
            }

            if (isTableOld)
            {
                _tries.Lose(attempt);
            }
            else if (_tries.Logged < attempt && _reversals.MayHaveLeft)
            {
                MakeToken(_token);
                _tries.Recount(_token);
                Array.Clear(_token, 0, _token.Length);
            }

            return ServiceFault.None;
        }

        private void MakeToken(byte[] token)
        {
            int length = _reversals.CardNumber(_number);
            _tries.MakeToken(_number, length, token);
            Array.Clear(_number, 0, _number.Length);
        }
    }
}
