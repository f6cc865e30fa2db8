using Kiosk.Core.Crypto;
using Kiosk.Core.Settings;

namespace Kiosk.Core.Issuer
{
    /// <summary>
    /// The kiosk's side of the talk with the issuer: opens the link, sends one request at a time, judges the answer, and sends a reversal that
    /// is owed until it is acknowledged, before anything else; and an echo when nothing was said for long. MESSAGES.md says what the messages hold.
    /// </summary>
    /// <remarks>
    /// Pauses grow from a second, after a failed connection to 30 seconds, after an unacknowledged reversal to 15 minutes; each is shortened at random by up to a
    /// quarter. A reversal that is owed goes out at once at a start, when a link that was lost is there again, and when a customer waits.
    /// An echo without an answer ends the connection, which is then opened anew: routers forget connections on which nothing is said, and tell nobody.
    /// </remarks>
    public sealed class IssuerSession
    {
        private const int ShortestPause = 1000;
        private const int LongestOpenPause = 30000;
        private const int LongestReversalPause = 900000;
        private const int MostOpening = 60000;
        private const int ShortestUp = 5000;
        private const int MostEchoWait = 2000;
        private const int MostRoundTrip = 5000;
        private const int LastStan = 999999;

        private readonly KioskSettings _settings;
        private readonly TerminalKeys _keys;
        private readonly ReversalStore _reversals;
        private readonly IIssuerLink _link;
        private readonly IRandom _random;
        private readonly IMac _mac;
        private readonly RequestBuilder _requests;
        private readonly MessageReader _reader;
        private readonly TransactionKeys _ownKeys;
        private readonly byte[] _answer = new byte[MessageWriter.Longest];
        private readonly byte[] _macValue = new byte[Cmac.Length];
        private readonly byte[] _jitter = new byte[1];
        private TransactionKeys _current;
        private Activity _activity;
        private bool _opening;
        private bool _wasUp;
        private bool _wasLost;
        private long _deadline;
        private long _nextOpen;
        private long _nextReversal;
        private long _nextEcho;
        private long _sentAt;
        private long _upSince;
        private long _issuerTime;
        private int _echoStan;
        private int _openPause = ShortestPause;
        private int _reversalPause = ShortestPause;
        private long _amount;
        private int _stan;
        private int _reversalCode = -1;
        private bool _hasReversalKey;

        /// <summary>Creates it.</summary>
        public IssuerSession(KioskSettings settings, TerminalKeys keys, ReversalStore reversals, IIssuerLink link, IRandom random, IMac mac)
        {
            _settings = settings;
            _keys = keys;
            _reversals = reversals;
            _link = link;
            _random = random;
            _mac = mac;
            _reader = new MessageReader(settings.Profile);
            _ownKeys = new TransactionKeys(keys.KsnLength);
            _requests = new RequestBuilder(settings, mac);
        }

        private enum Activity
        {
            None,
            Purchase,
            Inquiry,
            PinChange,
            Reversal,
            Echo,
        }

        /// <summary>Whether a connection may be opened now. It stops the runtime on an ESP32, so not while a customer types.</summary>
        public bool MayOpen { get; set; }

        /// <summary>Whether an echo may go out now: only while there is no customer, who would have to wait for its answer.</summary>
        public bool MayEcho { get; set; }

        /// <summary>Whether there is a connection.</summary>
        public bool IsConnected
        {
            get { return _wasUp; }
        }

        /// <summary>Why there is none; <see cref="LinkFault.None"/> while there is one, and before one was tried.</summary>
        public LinkFault Fault { get; private set; }

        /// <summary>Whether a request can be sent at once: connected, nothing under way, no reversal owed.</summary>
        public bool IsClear
        {
            get { return _activity == Activity.None && !_reversals.IsPending && _link.State == LinkState.Up; }
        }

        /// <summary>Whether a customer waits for what is under way.</summary>
        private bool IsCustomers
        {
            get { return _activity == Activity.Purchase || _activity == Activity.Inquiry || _activity == Activity.PinChange; }
        }

        /// <summary>Connections that could not be opened, counted from start.</summary>
        public int FailedOpenings { get; private set; }

        /// <summary>Whether the customer's request has come to an end: then <see cref="Outcome"/> tells.</summary>
        public bool IsDone
        {
            get { return Outcome != Outcome.None; }
        }

        /// <summary>What came of the request.</summary>
        public Outcome Outcome { get; private set; }

        /// <summary>Whether the request provably never left (RULES.md, R7).</summary>
        public bool NeverLeft { get; private set; }

        /// <summary>Tries that the issuer still grants the card; -1 when it does not say.</summary>
        public int IssuerTriesLeft { get; private set; }

        /// <summary>When the issuer last unlocked the card, UTC seconds; 0 when it does not say.</summary>
        public long UnlockedAt { get; private set; }

        /// <summary>Until when the issuer has locked the card, UTC seconds; 0 when it does not say.</summary>
        public long LockedUntil { get; private set; }

        /// <summary>Begins a purchase: has its reversal on flash. Only when <see cref="IsClear"/>; <see cref="SendPurchase"/> or <see cref="Drop"/> follows.</summary>
        /// <param name="card">The card.</param>
        /// <param name="amount">Minor units.</param>
        /// <param name="attempt">Number of its PIN attempt.</param>
        /// <param name="utc">Trusted time, UTC seconds.</param>
        /// <returns>False when flash did not keep the reversal: nothing may be sent.</returns>
        public bool Begin(RequestCard card, long amount, uint attempt, long utc)
        {
            return _reversals.Begin(card, amount, IsoTime.Local(utc, _settings.UtcOffsetMinutes), attempt, _keys);
        }

        /// <summary>Gives up the purchase that was begun: it was not sent. If flash does not take that, a reversal of nothing is sent: no harm.</summary>
        public void Drop()
        {
            _reversals.Settle(JournalResult.NotSent, -1);
        }

        /// <summary>Sends the purchase that was begun.</summary>
        /// <param name="card">The card.</param>
        /// <param name="keys">Keys of this transaction, under which the PIN block is enciphered.</param>
        /// <param name="pinBlock">The enciphered PIN block.</param>
        /// <param name="ticks">Milliseconds.</param>
        /// <param name="utc">Trusted time, UTC seconds.</param>
        public void SendPurchase(RequestCard card, TransactionKeys keys, byte[] pinBlock, long ticks, long utc)
        {
            _reversalCode = -1;
            _requests.Purchase(card, _reversals.Amount, _reversals.Stan, _reversals.LocalTime, utc, keys, pinBlock);
            Send(Activity.Purchase, _reversals.Amount, keys, ticks);
        }

        /// <summary>
        /// Begins a PIN change: has its STAN and its attempt on flash. Only when <see cref="IsClear"/>; <see cref="SendPinChange"/> follows, or nothing.
        /// </summary>
        /// <param name="card">The card.</param>
        /// <param name="attempt">Number of its PIN attempt.</param>
        /// <param name="utc">Trusted time, UTC seconds.</param>
        /// <returns>False when flash did not keep it: nothing may be sent.</returns>
        public bool BeginPinChange(RequestCard card, uint attempt, long utc)
        {
            return _reversals.BeginPinChange(card, IsoTime.Local(utc, _settings.UtcOffsetMinutes), attempt, _keys);
        }

        /// <summary>Sends the PIN change that was begun. It is sent once: without an answer nobody knows which PIN counts.</summary>
        /// <param name="card">The card.</param>
        /// <param name="keys">Keys of this transaction, under which the current PIN's block is enciphered.</param>
        /// <param name="pinBlock">The current PIN's block.</param>
        /// <param name="newKsn">KSN of the key under which the new PIN's block is enciphered.</param>
        /// <param name="newPinBlock">The new PIN's block.</param>
        /// <param name="ticks">Milliseconds.</param>
        /// <param name="utc">Trusted time, UTC seconds.</param>
        public void SendPinChange(RequestCard card, TransactionKeys keys, byte[] pinBlock, byte[] newKsn, byte[] newPinBlock, long ticks, long utc)
        {
            _requests.PinChange(card, _reversals.Stan, _reversals.LocalTime, utc, keys, pinBlock, newKsn, newPinBlock);
            Send(Activity.PinChange, 0, keys, ticks);
        }

        /// <summary>Asks how a card stands with the issuer; no PIN. Only when <see cref="IsClear"/>.</summary>
        /// <param name="card">The card.</param>
        /// <param name="logged">PIN attempts that are logged by now.</param>
        /// <param name="ticks">Milliseconds.</param>
        /// <param name="utc">Trusted time, UTC seconds.</param>
        /// <returns>False when there is no key, or flash did not keep the STAN: nothing was sent.</returns>
        public bool SendInquiry(RequestCard card, uint logged, long ticks, long utc)
        {
            if (!_keys.Next(_ownKeys) || !_reversals.NextStan(logged, _keys))
            {
                return false;
            }

            _requests.Inquiry(card, _reversals.Stan, IsoTime.Local(utc, _settings.UtcOffsetMinutes), utc, _ownKeys);
            Send(Activity.Inquiry, 0, _ownKeys, ticks);
            return true;
        }

        /// <summary>Forgets the outcome of the last request.</summary>
        public void Reset()
        {
            Outcome = Outcome.None;
            NeverLeft = false;
            IssuerTriesLeft = -1;
            UnlockedAt = 0;
            LockedUntil = 0;
        }

        /// <summary>Ends whatever is under way, with no outcome: its keys are wiped and the link is closed. A reversal that is owed stays owed.</summary>
        public void Abort()
        {
            Reset();
            _activity = Activity.None;
            End(Outcome.None);
            _hasReversalKey = false;
            _wasUp = false;
            _opening = false;
            Fault = LinkFault.None;
            _ownKeys.Wipe();
            if (_link.State != LinkState.Down)
            {
                _link.Close();
            }
        }

        /// <summary>
        /// Before a purchase takes its key: a reversal that is owed and has to go first takes its own, so that KSNs leave in the order in which they count (K2).
        /// </summary>
        /// <returns>False when flash did not keep the keys' state.</returns>
        public bool TakeReversalKey()
        {
            if (_reversals.IsPending && _activity != Activity.Reversal && !_hasReversalKey)
            {
                _hasReversalKey = _keys.Next(_ownKeys);
                return _hasReversalKey;
            }

            return true;
        }

        /// <summary>
        /// Ends the pauses after a failed connection and before a reversal: a customer waits. An echo under way gets a little time more; without an answer
        /// the connection is dead, and there is time for another.
        /// </summary>
        /// <param name="ticks">Milliseconds.</param>
        public void OpenNow(long ticks)
        {
            _nextOpen = 0;
            _openPause = ShortestPause;
            ReverseNow();
            if (_activity == Activity.Echo && _deadline > ticks + MostEchoWait)
            {
                _deadline = ticks + MostEchoWait;
            }
        }

        /// <summary>
        /// The issuer's time, UTC seconds, if a valid answer has told one since this was asked last; else 0. An answer that was long on its way tells an old
        /// time, and is not counted.
        /// </summary>
        public long TakeIssuerTime()
        {
            long time = _issuerTime;
            _issuerTime = 0;
            return time;
        }

        /// <summary>One turn: looks at the link, never blocks.</summary>
        /// <param name="ticks">Milliseconds.</param>
        /// <param name="utc">Trusted time, UTC seconds, or 0.</param>
        public void Step(long ticks, long utc)
        {
            switch (_link.State)
            {
                case LinkState.Down:
                    if (_activity != Activity.None)
                    {
                        End(Outcome.NoAnswer);
                    }

                    // An issuer that does not take the device's certificate may say so only after the handshake.
                    if (_opening || (_wasUp && (_link.Fault == LinkFault.Refused || _link.Fault == LinkFault.DeviceCertificateDates)))
                    {
                        EndOpening(_link.Fault);
                    }
                    else if (_wasUp)
                    {
                        Lose(LinkFault.Closed);
                    }

                    if (_activity == Activity.None && MayOpen && ticks >= _nextOpen)
                    {
                        _opening = true;
                        _link.Open();
                        _deadline = ticks + MostOpening;
                        _nextOpen = ticks + Pause(ref _openPause, LongestOpenPause);
                    }

                    break;
                case LinkState.Opening:
                    if (ticks >= _deadline)
                    {
                        _link.Close();
                        EndOpening(LinkFault.NoAnswer);
                    }

                    break;
                case LinkState.Up:
                    _opening = false;
                    if (!_wasUp)
                    {
                        _wasUp = true;
                        _upSince = ticks;
                        Fault = LinkFault.None;
                        PutEchoOff(ticks);
                    }

                    if (ticks - _upSince >= ShortestUp)
                    {
                        // Not before: where the issuer closes at once, handshakes would follow each other, and each stops the runtime.
                        _openPause = ShortestPause;
                    }

                    if (_wasLost)
                    {
                        _wasLost = false;
                        ReverseNow();
                    }

                    if (_activity == Activity.None && _reversals.IsPending && utc != 0 && ticks >= _nextReversal)
                    {
                        SendReversal(ticks, utc);
                    }
                    else if (_activity == Activity.None && !_reversals.IsPending && _settings.EchoSeconds != 0 && MayEcho && utc != 0 && ticks >= _nextEcho)
                    {
                        SendEcho(ticks, utc);
                    }

                    break;
                case LinkState.Waiting:
                    if (ticks >= _deadline)
                    {
                        End(Outcome.NoAnswer);
                        _link.Close();
                        Lose(LinkFault.NoAnswer);
                    }

                    break;
                case LinkState.Answered:
                    PutEchoOff(ticks);
                    Judge(_link.TakeAnswer(_answer), ticks);
                    break;
                case LinkState.NotSent:
                    NeverLeft = IsCustomers;
                    if (_activity == Activity.Purchase)
                    {
                        Drop();
                    }

                    _link.Close();
                    Lose(LinkFault.Closed);
                    _nextOpen = 0;
                    End(Outcome.IssuerUnavailable);
                    break;
                default:
                    _link.Close();
                    Lose(LinkFault.Closed);
                    End(Outcome.NoAnswer);
                    break;
            }
        }

        private void SendReversal(long ticks, long utc)
        {
            _nextReversal = ticks + Pause(ref _reversalPause, LongestReversalPause);
            if (_hasReversalKey || _keys.Next(_ownKeys))
            {
                _hasReversalKey = false;
                _requests.Reversal(_reversals, utc, _ownKeys);
                _reversals.MarkSent();
                Send(Activity.Reversal, _reversals.Amount, _ownKeys, ticks);
            }
        }

        /// <summary>STANs of echoes are their own, from 1 after each start: an echo writes nothing to flash.</summary>
        private void SendEcho(long ticks, long utc)
        {
            _echoStan = _echoStan == LastStan ? 1 : _echoStan + 1;
            _requests.Echo(_echoStan, IsoTime.Local(utc, _settings.UtcOffsetMinutes), utc);
            Send(Activity.Echo, 0, null, ticks);
        }

        private void Send(Activity activity, long amount, TransactionKeys keys, long ticks)
        {
            _activity = activity;
            if (IsCustomers)
            {
                Reset();
            }

            _amount = amount;
            _stan = activity == Activity.Echo ? _echoStan : _reversals.Stan;
            _current = keys;
            _sentAt = ticks;
            _deadline = ticks + (_settings.AnswerSeconds * 1000L);
            _link.Send(_requests.Message, _requests.Length);
            _requests.Wipe();
        }

        /// <summary>Judges what came as an answer. What is no answer ends the connection: the next request shall not take it for its own.</summary>
        private void Judge(int length, long ticks)
        {
            bool good = _activity == Activity.Echo ? IsEchoAnswer(length) : _activity != Activity.None && IsAnswer(length);
            if (!good)
            {
                _link.Close();
                Lose(LinkFault.BadAnswer);
                End(Outcome.NoAnswer);
                return;
            }

            if (_activity == Activity.Echo)
            {
                End(Outcome.None);
                return;
            }

            NoteTime(ticks);
            int code = (int)_reader.Number(Field.ActionCode);
            if (_activity == Activity.Reversal)
            {
                if (code == ActionCode.ReversalAccepted && _reversals.Settle(JournalResult.Reversed, _reversalCode))
                {
                    ReverseNow();
                }

                End(Outcome.None);
                return;
            }

            long value;
            IssuerTriesLeft = _reader.Private("PT", out value) && value >= 0 && value < 100 ? (int)value : -1;
            UnlockedAt = PrivateTime("UL");
            LockedUntil = PrivateTime("LU");
            if (_activity == Activity.Purchase)
            {
                _reversalCode = code;
                if (!ActionCode.NeedsReversal(code) && !_reversals.Settle(code == ActionCode.Approved ? JournalResult.Approved : JournalResult.Declined, code))
                {
                    // The answer cannot be kept: after a restart it would be reversed, so it is reversed now.
                    End(Outcome.NoAnswer);
                    return;
                }
            }

            // What settles nothing leaves a PIN change open, too.
            End(_activity == Activity.PinChange && ActionCode.NeedsReversal(code) ? Outcome.NoAnswer : ActionCode.ToOutcome(code));
        }

        /// <summary>A time in DE 48, UTC seconds; 0 when there is none.</summary>
        private long PrivateTime(string tag)
        {
            long value;
            long time = _reader.Private(tag, out value) ? IsoTime.FromDigits(value) : 0;
            return time > 0 ? time : 0;
        }

        /// <summary>The next reversal that is owed goes out without a pause.</summary>
        private void ReverseNow()
        {
            _reversalPause = ShortestPause;
            _nextReversal = 0;
        }

        /// <summary>DE 48, <c>TM</c>: when the issuer answered.</summary>
        private void NoteTime(long ticks)
        {
            long value;
            if (ticks - _sentAt <= MostRoundTrip && _reader.Private("TM", out value) && IsoTime.FromDigits(value) >= IsoTime.Earliest)
            {
                _issuerTime = IsoTime.FromDigits(value);
            }
        }

        /// <summary>An echo is answered without a MAC. It tells that the link lives, and nothing else is taken from it.</summary>
        private bool IsEchoAnswer(int length)
        {
            return _reader.Read(_answer, length) == MessageError.None
                && _reader.Type == 1814
                && _reader.Number(Field.Stan) == _stan
                && IsTerminal();
        }

        private bool IsAnswer(int length)
        {
            int type = _activity == Activity.Reversal ? 1430 : 1110;
            bool good = _reader.Read(_answer, length) == MessageError.None
                && _reader.Type == type
                && _reader.Number(Field.Stan) == _stan
                && _reader.Number(Field.Amount) == _amount
                && _reader.Number(Field.ActionCode) >= 0
                && IsTerminal()
                && _reader.Length(Field.Ksn) == _current.Ksn.Length
                && Cmac.Same(_answer, _reader.Offset(Field.Ksn), _current.Ksn, 0, _current.Ksn.Length)
                && _reader.Has(Field.Mac)
                && _reader.Offset(Field.Mac) + 8 == length;
            if (good)
            {
                _mac.Compute(_current.AnswerMac, _answer, length - 8, _macValue);
                good = Cmac.Same(_macValue, 0, _answer, length - 8, 8);
            }

            return good;
        }

        private bool IsTerminal()
        {
            int at = _reader.Offset(Field.TerminalId);
            for (int i = 0; i < 8; i++)
            {
                char expected = i < _settings.TerminalId.Length ? _settings.TerminalId[i] : ' ';
                if (at == 0 || _answer[at + i] != expected)
                {
                    return false;
                }
            }

            return true;
        }

        private void EndOpening(LinkFault fault)
        {
            _opening = false;
            _wasUp = false;
            _wasLost = true;
            FailedOpenings++;
            Fault = fault;
        }

        private void Lose(LinkFault fault)
        {
            _wasUp = false;
            Fault = fault;
        }

        private void PutEchoOff(long ticks)
        {
            _nextEcho = ticks + (_settings.EchoSeconds * 1000L);
        }

        private void End(Outcome outcome)
        {
            if (IsCustomers)
            {
                Outcome = outcome;
            }

            if (_current != null)
            {
                _current.Wipe();
                _current = null;
            }

            _activity = Activity.None;
        }

        private int Pause(ref int pause, int longest)
        {
            int full = pause;
            pause = pause * 2 > longest ? longest : pause * 2;
            _random.Fill(_jitter, 0, 1);
            return full - (full * _jitter[0] / 1024);
        }
    }
}
