using System;
using Kiosk.Core.Issuer;
using Kiosk.Core.Tries;

namespace Kiosk.Core.Terminal
{
    /// <summary>
    /// What the customer asks of the issuer: waits for a connection, counts the PIN attempt before it sends (R1), and books in the retry counter what the answer
    /// says of the card. An inquiry has no attempt.
    /// </summary>
    internal sealed class Authorization
    {
        private const int ConnectTime = 9000;

        /// <summary>Token of the card whose approval is on the screen.</summary>
        internal readonly byte[] ApprovedToken = new byte[RetryCounter.TokenLength];

        private readonly IssuerSession _session;
        private readonly RetryCounter _tries;
        private readonly ReversalStore _reversals;
        private readonly Journal _journal;
        private readonly Customer _customer;
        private readonly PinInput _pins;
        private long _deadline;
        private int _failedOpenings;
        private bool _neverLeft;
        private int _issuerTries;
        private long _unlockedAt;
        private long _lockedUntil;

        internal Authorization(IssuerSession session, RetryCounter tries, ReversalStore reversals, Journal journal, Customer customer, PinInput pins)
        {
            _session = session;
            _tries = tries;
            _reversals = reversals;
            _journal = journal;
            _customer = customer;
            _pins = pins;
        }

        /// <summary>What came of it; <see cref="Outcome.None"/> while nobody knows.</summary>
        internal Outcome Outcome { get; private set; }

        /// <summary>Tries that the card has: by the issuer's word and by what was counted here, whichever is worse.</summary>
        internal int TriesLeft
        {
            get
            {
                int left = _tries.TriesLeft(_customer.Token);
                return _issuerTries >= 0 && _issuerTries < left ? _issuerTries : left;
            }
        }

        /// <summary>Whether the card is locked: by the issuer's word, or here and the issuer says nothing against it.</summary>
        internal bool IsLocked
        {
            get
            {
                return Outcome == Outcome.PinTriesExceeded
                    || (TriesLeft == 0 && (Outcome == Outcome.Approved || Outcome == Outcome.NoAnswer || Outcome == Outcome.IssuerUnavailable));
            }
        }

        /// <summary>Until when, UTC seconds: the later end of the two; 0 when nobody knows.</summary>
        internal long LockedUntil
        {
            get
            {
                long lockedHere = _tries.LockedUntil(_customer.Token);
                return lockedHere > _lockedUntil ? lockedHere : _lockedUntil;
            }
        }

        /// <summary>Enciphers the PIN under its key. A reversal that is owed takes its own before: KSNs leave in the order in which they count (K2).</summary>
        /// <returns>None, or why there is nothing to send; the PIN is wiped in any case (P5).</returns>
        internal Outcome EncipherPin()
        {
            return _session.TakeReversalKey() && _pins.Encipher() ? Outcome.None : Refuse(Outcome.ProcessingError);
        }

        /// <summary>Enciphers the new PIN under the key after that of the current one.</summary>
        /// <returns>None, or why there is nothing to send; both PINs are wiped in any case (P5).</returns>
        internal Outcome EncipherNewPin()
        {
            if (!_pins.IsInOrder)
            {
                // A reversal that went meanwhile took the key after the current PIN's: nothing would be sent.
                return Refuse(Outcome.IssuerUnavailable);
            }

            return _pins.EncipherNewPin() ? Outcome.None : Refuse(Outcome.ProcessingError);
        }

        /// <summary>Begins to wait for a connection.</summary>
        internal void Connect(long ticks)
        {
            Outcome = Outcome.None;
            _issuerTries = -1;
            _lockedUntil = 0;
            _session.OpenNow(ticks);
            _failedOpenings = _session.FailedOpenings;
            _deadline = ticks + ConnectTime;
        }

        /// <summary>With a connection: counts the attempt, and only then sends (R1).</summary>
        /// <param name="amount">Of a payment, in minor units.</param>
        /// <param name="ticks">Milliseconds.</param>
        /// <param name="utc">Trusted time, UTC seconds, or 0: nothing is sent without.</param>
        /// <returns>False while it waits. Otherwise it was sent, or <see cref="Outcome"/> says why not.</returns>
        internal bool Send(long amount, long ticks, long utc)
        {
            if (utc == 0 || !_session.IsClear)
            {
                bool isOver = ticks >= _deadline || _session.FailedOpenings != _failedOpenings;
                Outcome = isOver ? Outcome.IssuerUnavailable : Outcome.None;
                return isOver;
            }

            bool sent;
            if (_customer.Errand == Errand.CardStatus)
            {
                sent = Inquire(ticks, utc);
            }
            else if (!_pins.IsInOrder)
            {
                // A second reversal went before: a host need not take a KSN below its.
                Outcome = Outcome.IssuerUnavailable;
                return true;
            }
            else
            {
                sent = _customer.Errand == Errand.PinChange ? SendPinChange(ticks, utc) : SendPurchase(amount, ticks, utc);
            }

            Outcome = sent ? Outcome.None : Outcome.ProcessingError;
            return true;
        }

        /// <summary>Asks at once how the card stands, if there is a connection.</summary>
        /// <returns>False when nothing was sent.</returns>
        internal bool Inquire(long ticks, long utc)
        {
            return utc != 0 && _session.IsClear && _session.SendInquiry(_customer.RequestCard, _tries.Logged, ticks, utc);
        }

        /// <summary>Takes the answer from the session.</summary>
        internal void TakeAnswer()
        {
            Outcome = _session.Outcome;
            _neverLeft = _session.NeverLeft;
            _issuerTries = _session.IssuerTriesLeft;
            _unlockedAt = _session.UnlockedAt;
            _lockedUntil = _session.LockedUntil;
            _session.Reset();
        }

        /// <summary>After an inquiry: gives a card that is locked here its tries again, if the issuer has unlocked it since.</summary>
        /// <returns>Whether it did.</returns>
        internal bool Unlock()
        {
            long lockedSince = _tries.LockedSince(_customer.Token);
            return Outcome == Outcome.Approved && lockedSince != 0 && _unlockedAt >= lockedSince && _tries.Reset(_customer.Token);
        }

        /// <summary>After a request with a PIN: books what its answer says of the tries. Those of a payment's approval come back when it was shown.</summary>
        internal void CountAnswer()
        {
            byte[] token = _customer.Token;
            if (_neverLeft)
            {
                _tries.GiveBack(token);
            }
            else if (Outcome == Outcome.PinTriesExceeded)
            {
                _tries.SetTriesLeft(token, 0);
            }
            else if (Outcome == Outcome.UnknownCard)
            {
                // There is nothing to guess: numbers that are no cards do not fill the table.
                _tries.Reset(token);
            }
            else if (Outcome == Outcome.IncorrectPin)
            {
                // A wrong PIN never gives a try back here, however many the issuer grants.
                if (_issuerTries >= 0 && _issuerTries < _tries.TriesLeft(token))
                {
                    _tries.SetTriesLeft(token, _issuerTries);
                }
            }
            else if (Outcome == Outcome.Approved && _customer.Errand == Errand.PinChange)
            {
                // No charge hangs on whether it is seen, and the PIN was right.
                _tries.Approve(token, _journal.Next);
            }
            else if (Outcome == Outcome.Approved)
            {
                Array.Copy(token, 0, ApprovedToken, 0, ApprovedToken.Length);
            }
            else if (_issuerTries >= 0)
            {
                _tries.SetTriesLeft(token, _issuerTries);
            }

            if (!_neverLeft && !TellsOfPin(Outcome))
            {
                _tries.GiveBackPace();
            }
        }

        /// <summary>An approval, if there was one, was shown for its time. The tries that are there again tell that after a power cut.</summary>
        internal void ApprovalWasShown()
        {
            if (_reversals.IsApproved)
            {
                _tries.Approve(ApprovedToken, _journal.Next);
                Array.Clear(ApprovedToken, 0, ApprovedToken.Length);
                _reversals.MarkShown();
            }
        }

        private Outcome Refuse(Outcome why)
        {
            _pins.Wipe();
            return why;
        }

        private bool SendPinChange(long ticks, long utc)
        {
            if (!_session.BeginPinChange(_customer.RequestCard, _tries.Logged + 1, utc) || !_tries.LogAttempt(_customer.Token))
            {
                return false;
            }

            _session.SendPinChange(_customer.RequestCard, _pins.Keys, _pins.Block, _pins.NewKeys.Ksn, _pins.NewBlock, ticks, utc);
            return true;
        }

        private bool SendPurchase(long amount, long ticks, long utc)
        {
            if (!_session.Begin(_customer.RequestCard, amount, _tries.Logged + 1, utc))
            {
                return false;
            }

            if (!_tries.LogAttempt(_customer.Token))
            {
                _session.Drop();
                return false;
            }

            _session.SendPurchase(_customer.RequestCard, _pins.Keys, _pins.Block, ticks, utc);
            return true;
        }

        /// <summary>Whether an outcome may tell somebody who tries PINs that this was not it. An approval gives its share back when it was shown.</summary>
        private static bool TellsOfPin(Outcome outcome)
        {
            switch (outcome)
            {
                case Outcome.NewPinRefused:
                case Outcome.Expired:
                case Outcome.NotPermitted:
                case Outcome.UnknownCard:
                case Outcome.NotActivated:
                case Outcome.InsufficientFunds:
                case Outcome.LimitReached:
                case Outcome.InvalidAmount:
                case Outcome.IssuerUnavailable:
                case Outcome.TerminalNotPermitted:
                    return false;
                default:
                    return true;
            }
        }
    }
}
