using System;
using Kiosk.Core.Card;
using Kiosk.Core.Crypto;
using Kiosk.Core.Display;
using Kiosk.Core.Issuer;
using Kiosk.Core.Keypad;
using Kiosk.Core.Pin;
using Kiosk.Core.Settings;
using Kiosk.Core.Storage;
using Kiosk.Core.Tariff;
using Kiosk.Core.Tries;

namespace Kiosk.Core.Terminal
{
    /// <summary>
    /// The kiosk: one customer from the first key to the result. A state machine that is fed contacts of the keypad and turns of the loop, and
    /// never blocks or sleeps.
    /// </summary>
    public sealed class Terminal
    {
        private const int IncorrectPinTime = 3000;
        private const int CardErrorTime = 3000;
        private const int RedrawPause = 1000;
        private const int ErasurePause = 60000;
        private const int MostClockError = 10;
        private const long SelfTestPause = 24 * 3600 * 1000L;

        private readonly KioskSettings _settings;
        private readonly TerminalPorts _ports;
        private readonly KeyDecoder _decoder;
        private readonly FrameBuffer _frame;
        private readonly Screens _screens;
        private readonly Sale _sale;
        private readonly Customer _customer = new Customer();
        private readonly CardInput _cards;
        private readonly PinInput _pins;
        private readonly Authorization _authorization;
        private readonly TerminalKeys _keys;
        private readonly ReversalStore _reversals;
        private readonly RetryCounter _tries;
        private readonly Recovery _recovery;
        private readonly SelfTest _selfTest;
        private readonly IssuerSession _session;
        private readonly KeyLoader _loader;
        private readonly TerminalStatus _status;
        private readonly ServiceMode _service;
        private readonly Sounder _sounds;
        private readonly byte[] _approvedToken = new byte[RetryCounter.TokenLength];
        private long _keyDeadline;
        private long _deadline;
        private long _nextFlush;
        private long _nextErasure;
        private long _nextSelfTest;
        private int _waitShown;
        private bool _loopOpen;
        private bool _serviceWanted;
        private bool _serviceWasOn;

        /// <summary>Puts the kiosk together and reads its state from flash.</summary>
        /// <param name="settings">What the site has set.</param>
        /// <param name="ports">The world.</param>
        /// <param name="frame">The frame buffer; the device may have drawn its start-up on it.</param>
        public Terminal(KioskSettings settings, TerminalPorts ports, FrameBuffer frame)
        {
            _settings = settings;
            _ports = ports;
            _frame = frame;
            _screens = new Screens(frame, settings);
            _decoder = new KeyDecoder(settings.KeyLegend, settings.ColumnPins.Length);
            _sale = new Sale(settings, _screens);
            _cards = new CardInput(settings, ports.Reader, _screens, _customer.Card);
            DesCipher des = settings.Profile == MessageProfile.Tdes ? new DesCipher() : null;
            RecordStore store = new RecordStore(ports.Flash);
            Cmac cmac = new Cmac(ports.Cipher);
            _keys = new TerminalKeys(store, settings.Profile, ports.Cipher, des, ports.Random);
            _pins = new PinInput(settings, _screens, _customer.Card, _keys, des == null ? ports.Cipher : des, ports.Random);
            Journal = new Journal(store);
            _reversals = new ReversalStore(store, Journal, ports.Cipher, _keys.SealKey);
            _tries = new RetryCounter(store, cmac, _keys.HashKey, settings.PinTries, settings.LockHours * 3600L);
            _session = new IssuerSession(settings, _keys, _reversals, ports.Link, ports.Random, des == null ? (IMac)cmac : new RetailMac(des));
            _session.Reset();
            _authorization = new Authorization(_session, _tries, Journal, _customer, _pins);
            KeyBlock keyBlock = new KeyBlock(ports.Cipher, des);
            _loader = new KeyLoader(settings.Profile, _keys, _tries, _reversals, keyBlock);
            _recovery = new Recovery(_keys, _tries, _reversals);
            _selfTest = new SelfTest(ports, des, cmac, _keys, _tries, _reversals);
            _status = new TerminalStatus(_reversals, _tries, _session, _decoder, ports.Keypad, ports.Signal);
            _service = new ServiceMode(settings, ports, new ServiceScreens(frame), _keys, _loader, keyBlock, Journal, _status);
            _sounds = new Sounder(ports.Buzzer, ports.Clock);
            Start();
        }

        /// <summary>What the kiosk is doing.</summary>
        public TerminalState State { get; private set; }

        /// <summary>Why it takes no customers; <see cref="ServiceFault.None"/> when it does.</summary>
        public ServiceFault Fault { get; private set; }

        /// <summary>The last purchases.</summary>
        public Journal Journal { get; private set; }

        /// <summary>Whether nothing is under way and nothing is timed: no customer, no request, no reversal owed.</summary>
        public bool IsQuiet
        {
            get { return (State == TerminalState.Idle || State == TerminalState.OutOfService) && !_reversals.IsPending; }
        }

        /// <summary>Whether the customer's card is in the reader.</summary>
        private bool IsCardInside
        {
            get { return _customer.Card.Entry == CardEntry.Track2 && !_settings.ReaderSwipes; }
        }

        /// <summary>Why a terminal whose keys stand like that takes no customers; none when it does.</summary>
        internal static ServiceFault FaultOf(KeyState keys)
        {
            switch (keys)
            {
                case KeyState.Ready: return ServiceFault.None;
                case KeyState.None: return ServiceFault.NoKeys;
                case KeyState.UsedUp: return ServiceFault.KeysUsedUp;
                case KeyState.OtherProfile: return ServiceFault.OtherProfile;
                case KeyState.Erased: return ServiceFault.KeysErased;
                case KeyState.Tampered: return ServiceFault.Tampered;
                default: return ServiceFault.KeysLost;
            }
        }

        /// <summary>A contact of the keypad opened or closed.</summary>
        /// <param name="row">Row, from 0.</param>
        /// <param name="column">Column, from 0.</param>
        /// <param name="closed">Whether it is closed now.</param>
        /// <param name="ticks">When, by the clock's milliseconds.</param>
        public void Contact(int row, int column, bool closed, long ticks)
        {
            _decoder.Change(row, column, closed, ticks);
        }

        /// <summary>The display was lost and is there again: everything is drawn again.</summary>
        public void DisplayRestarted()
        {
            _status.DisplayLosses++;
            _frame.Invalidate();
            _nextFlush = 0;
        }

        /// <summary>One turn of the loop. Call it every 10 ms or more often.</summary>
        public void Step()
        {
            long ticks = _ports.Clock.Ticks;
            long utc = _ports.Clock.Utc;
            _sounds.Turn();
            _tries.Turn(ticks, utc);
            if (_ports.Switches != null)
            {
                LookAtSwitches(ticks);
            }

            for (Key key = _decoder.Poll(ticks); key != Key.None; key = _decoder.Poll(ticks))
            {
                OnKey(key, ticks, utc);

                // After what the key does: a write to flash would make the tone of some keys longer.
                Play(Sound.Key);
            }

            if (State == TerminalState.Service)
            {
                Serve(ticks);
            }
            else if (_cards.Read(ticks, State == TerminalState.Card || State == TerminalState.CardError, out CardResult card))
            {
                OnCard(card, ticks, utc);
            }

            OnTime(ticks);

            // A handshake stops the whole runtime: not while a customer types, nor in the middle of a tone.
            _session.MayOpen = !_sounds.IsOn && (State == TerminalState.Idle || State == TerminalState.Connecting || State == TerminalState.Result
                || (State == TerminalState.Service && _service.WantsLink));
            _session.MayEcho = State == TerminalState.Idle;
            _session.Step(ticks, utc);
            CorrectClock(utc);
            if (State == TerminalState.Connecting && !_sounds.IsOn)
            {
                Authorize(ticks, utc);
            }

            if (_session.IsDone)
            {
                OnAnswer(ticks);
            }

            if (State == TerminalState.Idle && !_sounds.IsOn)
            {
                _keys.EraseUsedKeys();
            }

            Flush(ticks);
        }

        private void Start()
        {
            _loopOpen = false;
            _nextSelfTest = _ports.Clock.Ticks + SelfTestPause;
            KeyState keys = _keys.Open();
            if (_ports.Switches != null && _ports.Switches.TakeTampered())
            {
                // Also when the case was opened without power.
                OnTamper();
                return;
            }

            ServiceFault fault = _selfTest.RunCiphers();
            if (fault == ServiceFault.None && keys == KeyState.None && _settings.BenchKeys && _loader.LoadBenchKeys() != KeyLoad.Good)
            {
                fault = ServiceFault.Storage;
            }

            if (fault == ServiceFault.None)
            {
                fault = FaultOf(_keys.State);
            }

            if (fault == ServiceFault.None)
            {
                fault = _recovery.Open(_ports.Clock.Ticks, _ports.Clock.Utc);
            }

            if (fault != ServiceFault.None)
            {
                GoOutOfService(fault);
            }
            else if (_recovery.IsApprovalUnseen(_approvedToken))
            {
                _screens.Approved(_reversals.Amount, false);
                Play(Sound.Approved);
                GoResult(_ports.Clock.Ticks);
            }
            else
            {
                _reversals.MarkShown();
                GoIdle();
            }
        }

        private void LookAtSwitches(long ticks)
        {
            bool open = _ports.Switches.TakeTampered();
            if (open && !(State == TerminalState.OutOfService && (_loopOpen || _keys.State == KeyState.Tampered)))
            {
                OnTamper();
            }
            else if (_loopOpen && !open)
            {
                Start();
            }

            bool on = _ports.Switches.IsServiceOn;
            _serviceWanted = on && (_serviceWanted || !_serviceWasOn);
            _serviceWasOn = on;
            if (State == TerminalState.Service && !on)
            {
                EndService();
            }
            else if (_serviceWanted && (State == TerminalState.Idle || State == TerminalState.OutOfService))
            {
                // Never with a customer's card in.
                _serviceWanted = false;
                Forget();
                _decoder.Forget();
                State = TerminalState.Service;
                _service.Begin(ticks, Fault);
            }
        }

        /// <summary>The case is open, or was: keys and PIN go, whatever is under way. A reversal that is owed stays owed.</summary>
        private void OnTamper()
        {
            // What is in memory goes before flash is written, which takes its time.
            Forget();
            _service.End();
            _session.Abort();
            _decoder.Forget();
            _nextErasure = _ports.Clock.Ticks + ErasurePause;
            _loopOpen = _keys.State == KeyState.None;
            if (_loopOpen)
            {
                // Nothing to erase: a terminal that is being put together.
                GoOutOfService(ServiceFault.LoopOpen);
                return;
            }

            if (_keys.State != KeyState.Tampered)
            {
                _keys.Erase(KeyState.Tampered);
            }

            GoOutOfService(ServiceFault.Tampered);
        }

        private void Serve(long ticks)
        {
            _service.Turn(ticks);
            if (!_service.IsOn)
            {
                EndService();
            }
        }

        /// <summary>The terminal starts again, with the keys that it has now.</summary>
        private void EndService()
        {
            _service.End();
            Forget();
            if (_keys.State != KeyState.Ready)
            {
                _session.Abort();
            }

            Start();
        }

        private void OnKey(Key key, long ticks, long utc)
        {
            if (State == TerminalState.Service)
            {
                _service.OnKey(key, ticks);
                return;
            }

            _keyDeadline = ticks + (_settings.KeySeconds * 1000L);
            if (key == Key.Cancel)
            {
                Cancel(ticks);
                return;
            }

            if (key == Key.Language && ChangeLanguage())
            {
                return;
            }

            switch (State)
            {
                case TerminalState.Idle:
                    OnIdleKey(key, ticks);
                    break;
                case TerminalState.Menu:
                    OnMenuKey(key, ticks);
                    break;
                case TerminalState.Languages:
                    if (key >= (Key)1 && key <= (Key)4)
                    {
                        _screens.Language = (Language)((int)key - 1);
                        GoIdle();
                    }

                    break;
                case TerminalState.Minutes:
                    OnMinutesKey(key, ticks);
                    break;
                case TerminalState.Card:
                case TerminalState.CardError:
                    if (key == Key.Menu)
                    {
                        State = TerminalState.CardNumber;
                        _cards.BeginKeying();
                    }

                    break;
                case TerminalState.CardNumber:
                case TerminalState.CardExpiry:
                    if (_cards.OnKey(key, out CardResult keyed))
                    {
                        OnCard(keyed, ticks, utc);
                    }
                    else if (_cards.IsAtExpiry)
                    {
                        State = TerminalState.CardExpiry;
                    }

                    break;
                case TerminalState.IncorrectPin:
                    if (key <= Key.Digit9)
                    {
                        GoPin(ticks);
                        if (State == TerminalState.Pin)
                        {
                            OnPinKey(key, ticks);
                        }
                    }

                    break;
                case TerminalState.Pin:
                case TerminalState.NewPin:
                case TerminalState.NewPinAgain:
                    OnPinKey(key, ticks);
                    break;
                default:
                    break;
            }
        }

        private void OnIdleKey(Key key, long ticks)
        {
            if (key == Key.Menu)
            {
                State = TerminalState.Menu;
                _screens.Menu();
            }
            else if (key <= Key.Digit9 && _settings.Mode == KioskMode.Toll)
            {
                if (_sale.TakeClass((int)key))
                {
                    GoCard(ticks);
                }
            }
            else if (key <= Key.Digit9)
            {
                _sale.Wipe();
                State = TerminalState.Minutes;
                OnMinutesKey(key, ticks);
            }
        }

        private void OnMenuKey(Key key, long ticks)
        {
            switch (key)
            {
                case (Key)1:
                    _customer.Errand = Errand.PinChange;
                    GoCard(ticks);
                    break;
                case (Key)2:
                    _customer.Errand = Errand.CardStatus;
                    GoCard(ticks);
                    break;
                case (Key)3:
                    State = TerminalState.Languages;
                    _screens.Languages();
                    break;
                default:
                    break;
            }
        }

        private void OnMinutesKey(Key key, long ticks)
        {
            if (!_sale.OnKey(key))
            {
                return;
            }

            if (_sale.Amount == 0)
            {
                ShowResult(TextId.NoCharge, TextId.None, TextId.None, ticks);
            }
            else
            {
                GoCard(ticks);
            }
        }

        private void OnCard(CardResult result, long ticks, long utc)
        {
            if (result != CardResult.Good)
            {
                OnCardError(ticks);
                return;
            }

            ResultText refusal = _cards.Refusal(utc);
            if (refusal.What != TextId.None)
            {
                ShowResult(refusal, ticks);
                return;
            }

            _customer.Identify(_tries);
            if (_customer.Errand == Errand.CardStatus)
            {
                _screens.PleaseWait();
                Connect(ticks);
            }
            else if (_tries.TriesLeft(_customer.Token) > 0)
            {
                GoPin(ticks);
            }
            else if (_tries.IsCrowdedOut(_customer.Token))
            {
                ShowResult(ResultText.Of(Outcome.IssuerUnavailable), ticks);
            }
            else if (_authorization.Inquire(ticks, utc))
            {
                State = TerminalState.Inquiry;
                _screens.PleaseWait();
            }
            else
            {
                ShowLocked(ticks);
            }
        }

        private void OnCardError(long ticks)
        {
            ShowResult(TextId.CardError, TextId.TryAgain, TextId.NotCharged, ticks);
            if (_cards.MayTryAnother())
            {
                State = TerminalState.CardError;
                _deadline = ticks + CardErrorTime;
            }
        }

        private void OnPinKey(Key key, long ticks)
        {
            if (!_pins.OnKey(key, State == TerminalState.NewPin))
            {
                return;
            }

            if (State == TerminalState.Pin)
            {
                SubmitPin(ticks);
            }
            else if (State == TerminalState.NewPin)
            {
                CheckNewPin(ticks);
            }
            else
            {
                SubmitNewPin(ticks);
            }
        }

        /// <summary>Enciphers the PIN at once (P5); what follows waits for a connection without it.</summary>
        private void SubmitPin(long ticks)
        {
            State = TerminalState.Connecting;
            _screens.PleaseWait();
            Flush(ticks);
            if (!_session.TakeReversalKey() || !_pins.Encipher())
            {
                ShowResult(ResultText.Of(Outcome.ProcessingError), ticks);
            }
            else if (_customer.Errand == Errand.PinChange)
            {
                GoNewPin(TextId.None, ticks);
            }
            else
            {
                Connect(ticks);
            }
        }

        private void CheckNewPin(long ticks)
        {
            if (_pins.IsNewPinWeak)
            {
                RefuseNewPin(TextId.WeakPin, ticks);
                return;
            }

            State = TerminalState.NewPinAgain;
            BeginPinEntry(ticks);
            _screens.NewPin(true, TextId.None);
        }

        private void RefuseNewPin(TextId why, long ticks)
        {
            if (_pins.MayTryAnother())
            {
                GoNewPin(why, ticks);
            }
            else
            {
                ShowResult(TextId.PinNotChanged, why, TextId.TryAgain, ticks);
            }
        }

        /// <summary>The new PIN came twice: enciphers it under the key after that of the current one.</summary>
        private void SubmitNewPin(long ticks)
        {
            if (!_pins.AreSame)
            {
                RefuseNewPin(TextId.NotTheSame, ticks);
                return;
            }

            State = TerminalState.Connecting;
            _screens.PleaseWait();
            Flush(ticks);

            // A reversal that went meanwhile took the key after the current PIN's: Authorize would refuse.
            if (!_pins.IsInOrder)
            {
                ShowResult(ResultText.Of(Outcome.IssuerUnavailable), ticks);
            }
            else if (!_pins.EncipherNewPin())
            {
                ShowResult(ResultText.Of(Outcome.ProcessingError), ticks);
            }
            else
            {
                Connect(ticks);
            }
        }

        private void Connect(long ticks)
        {
            State = TerminalState.Connecting;
            _authorization.Connect(ticks);
        }

        private void Authorize(long ticks, long utc)
        {
            if (!_authorization.Send(_sale.Amount, ticks, utc))
            {
                return;
            }

            if (_authorization.Outcome == Outcome.None)
            {
                State = _customer.Errand == Errand.CardStatus ? TerminalState.Inquiry : TerminalState.Sending;
            }
            else if (_customer.Errand == Errand.CardStatus)
            {
                ShowStatus(ticks);
            }
            else
            {
                ShowResult(ResultText.Of(_authorization.Outcome), ticks);
            }
        }

        /// <summary>The issuer's time is authenticated, a time server's is not: where they differ, the issuer's counts.</summary>
        private void CorrectClock(long utc)
        {
            long time = _session.TakeIssuerTime();
            if (time != 0 && (time - utc > MostClockError || utc - time > MostClockError))
            {
                _ports.Clock.Set(time);
            }
        }

        private void OnAnswer(long ticks)
        {
            _authorization.TakeAnswer();
            if (State == TerminalState.Inquiry)
            {
                bool freed = _authorization.Unlock();
                if (_customer.Errand == Errand.CardStatus)
                {
                    ShowStatus(ticks);
                }
                else if (freed)
                {
                    GoPin(ticks);
                }
                else
                {
                    ShowLocked(ticks);
                }
            }
            else if (State == TerminalState.Sending)
            {
                _authorization.CountAnswer();
                ShowOutcome(_authorization.Outcome, ticks);
            }
        }

        private void ShowOutcome(Outcome outcome, long ticks)
        {
            switch (outcome)
            {
                case Outcome.Approved when _customer.Errand == Errand.PinChange:
                    _screens.Result(new ResultText(TextId.PinChanged, TextId.UseNewPin, IsCardInside ? TextId.RemoveCard : TextId.None), null);
                    Play(Sound.Approved);
                    GoResult(ticks);
                    break;
                case Outcome.Approved:
                    Array.Copy(_customer.Token, 0, _approvedToken, 0, _approvedToken.Length);
                    _screens.Approved(_sale.Amount, IsCardInside);
                    Play(Sound.Approved);
                    GoResult(ticks);
                    break;
                case Outcome.IncorrectPin:
                    int left = _tries.TriesLeft(_customer.Token);
                    if (left == 0)
                    {
                        ShowLocked(ticks);
                        break;
                    }

                    State = TerminalState.IncorrectPin;
                    _deadline = ticks + IncorrectPinTime;
                    _screens.IncorrectPin(left);
                    Play(Sound.Declined);
                    break;
                case Outcome.PinTriesExceeded:
                    ShowLocked(ticks);
                    break;
                case Outcome.TerminalNotPermitted:
                    GoOutOfService(ServiceFault.NotPermitted);
                    break;
                default:
                    ShowResult(_customer.Errand == Errand.PinChange ? ResultText.OfPinChange(outcome) : ResultText.Of(outcome), ticks);
                    break;
            }
        }

        /// <summary>How the card stands.</summary>
        private void ShowStatus(long ticks)
        {
            if (_authorization.IsLocked)
            {
                long until = _authorization.LockedUntil;
                _screens.CardLocked(until == 0 ? 0 : IsoTime.Local(until, _settings.UtcOffsetMinutes), _settings.PhoneOf(_customer.Card.Brand));
            }
            else if (_authorization.Outcome == Outcome.Approved)
            {
                _screens.CardActive(_authorization.TriesLeft);
            }
            else
            {
                ShowResult(ResultText.Of(_authorization.Outcome), ticks);
                return;
            }

            GoResult(ticks);
        }

        private void OnTime(long ticks)
        {
            switch (State)
            {
                case TerminalState.Idle:
                    if (_screens.Language != _settings.Language && ticks >= _keyDeadline)
                    {
                        GoIdle();
                    }

                    if (ticks >= _nextSelfTest)
                    {
                        TestSelf(ticks);
                    }

                    break;
                case TerminalState.OutOfService:
                    if (_keys.IsErasureOwed && ticks >= _nextErasure)
                    {
                        _nextErasure = ticks + ErasurePause;
                        _keys.EraseUsedKeys();
                    }

                    break;
                case TerminalState.Menu:
                case TerminalState.Languages:
                case TerminalState.Minutes:
                    if (ticks >= _keyDeadline)
                    {
                        GoIdle();
                    }

                    break;
                case TerminalState.Card:
                case TerminalState.CardNumber:
                case TerminalState.CardExpiry:
                    if (ticks >= _keyDeadline)
                    {
                        ShowResult(TextId.TimeOut, TextId.NotCharged, TextId.TryAgain, ticks);
                    }

                    break;
                case TerminalState.Pin:
                case TerminalState.NewPin:
                case TerminalState.NewPinAgain:
                    if (ticks >= _keyDeadline || ticks >= _deadline)
                    {
                        ShowResult(TextId.TimeOut, TextId.NotCharged, TextId.TryAgain, ticks);
                    }

                    break;
                case TerminalState.PinWait:
                    if (_tries.Wait != _waitShown)
                    {
                        GoPin(ticks);
                    }

                    break;
                case TerminalState.IncorrectPin:
                    if (ticks >= _deadline)
                    {
                        GoPin(ticks);
                    }

                    break;
                case TerminalState.CardError:
                    if (ticks >= _deadline)
                    {
                        AskForCard(ticks);
                    }

                    break;
                case TerminalState.Result:
                    if (ticks >= _deadline)
                    {
                        GoIdle();
                    }

                    break;
                default:
                    break;
            }
        }

        private void Cancel(long ticks)
        {
            switch (State)
            {
                case TerminalState.Menu:
                case TerminalState.Languages:
                case TerminalState.Minutes:
                    GoIdle();
                    break;
                case TerminalState.Card:
                case TerminalState.CardError:
                case TerminalState.CardNumber:
                case TerminalState.CardExpiry:
                case TerminalState.PinWait:
                case TerminalState.Pin:
                case TerminalState.NewPin:
                case TerminalState.NewPinAgain:
                case TerminalState.IncorrectPin:
                case TerminalState.Connecting:
                    ShowResult(TextId.Cancelled, TextId.NotCharged, TextId.None, ticks);
                    break;
                default:
                    // A request under way is not called back: its answer decides.
                    break;
            }
        }

        private bool ChangeLanguage()
        {
            if (State != TerminalState.Idle && State != TerminalState.Minutes && State != TerminalState.Card)
            {
                return false;
            }

            _screens.Language = (Language)(((int)_screens.Language + 1) % 4);
            if (State == TerminalState.Idle)
            {
                _screens.Idle(_keys.AreBenchKeys);
            }
            else if (State == TerminalState.Minutes)
            {
                _sale.Draw();
            }
            else
            {
                DrawCard();
            }

            return true;
        }

        private void GoCard(long ticks)
        {
            _cards.Begin();
            AskForCard(ticks);
        }

        private void AskForCard(long ticks)
        {
            State = TerminalState.Card;
            _keyDeadline = ticks + (_settings.KeySeconds * 1000L);
            DrawCard();
        }

        private void DrawCard()
        {
            if (_customer.Errand == Errand.Payment)
            {
                _screens.InsertCard(_sale.Amount);
            }
            else
            {
                _screens.InsertCard(_customer.Errand == Errand.PinChange ? TextId.ChangePin : TextId.CardStatus);
            }
        }

        private void GoPin(long ticks)
        {
            _waitShown = _tries.Wait;
            if (_waitShown > 0)
            {
                State = TerminalState.PinWait;
                _screens.PinWait(_waitShown);
                return;
            }

            State = TerminalState.Pin;
            BeginPinEntry(ticks);
            if (_customer.Errand == Errand.PinChange)
            {
                _screens.CurrentPin(_tries.TriesLeft(_customer.Token));
            }
            else
            {
                _screens.Pin(_sale.Amount, _tries.TriesLeft(_customer.Token));
            }
        }

        /// <summary>The new PIN is asked for, its first time.</summary>
        private void GoNewPin(TextId hint, long ticks)
        {
            State = TerminalState.NewPin;
            _pins.BeginNewPin();
            BeginPinEntry(ticks);
            _screens.NewPin(false, hint);
        }

        private void BeginPinEntry(long ticks)
        {
            _pins.Begin();
            _decoder.Forget();
            _keyDeadline = ticks + (_settings.KeySeconds * 1000L);
            _deadline = ticks + (_settings.PinSeconds * 1000L);
        }

        private void ShowLocked(long ticks)
        {
            ShowResult(TextId.CardLocked, TextId.CallNumber, TextId.NotCharged, ticks);
        }

        private void ShowResult(TextId what, TextId why, TextId advice, long ticks)
        {
            ShowResult(new ResultText(what, why, advice), ticks);
        }

        private void ShowResult(ResultText text, long ticks)
        {
            _screens.Result(text.For(_customer.Errand), _settings.PhoneOf(_customer.Card.Brand));
            if (text.What != TextId.Cancelled && text.What != TextId.TimeOut && text.What != TextId.NoCharge)
            {
                Play(Sound.Declined);
            }

            GoResult(ticks);
        }

        /// <summary>A sound, but none while a connection is being opened: the handshake would hold its tone.</summary>
        private void Play(Sound sound)
        {
            if (_ports.Link.State != LinkState.Opening)
            {
                _sounds.Play(sound);
            }
        }

        private void GoResult(long ticks)
        {
            State = TerminalState.Result;
            _deadline = ticks + (_settings.ResultSeconds * 1000L);
            Forget();
        }

        private void GoIdle()
        {
            Forget();
            if (_keys.State == KeyState.UsedUp)
            {
                GoOutOfService(ServiceFault.KeysUsedUp);
                return;
            }

            if (_reversals.IsApproved)
            {
                // It was shown for its time. The tries that are there again tell that after a power cut.
                _tries.Approve(_approvedToken, Journal.Next);
                Array.Clear(_approvedToken, 0, _approvedToken.Length);
                _reversals.MarkShown();
            }

            if (State != TerminalState.Languages && State != TerminalState.Menu)
            {
                // The next customer begins in the site's language.
                _screens.Language = _settings.Language;
            }

            State = TerminalState.Idle;
            _customer.Errand = Errand.Payment;
            Fault = ServiceFault.None;
            _screens.Idle(_keys.AreBenchKeys);
        }

        private void TestSelf(long ticks)
        {
            _nextSelfTest = ticks + SelfTestPause;
            ServiceFault fault = _selfTest.Run();
            if (fault != ServiceFault.None)
            {
                GoOutOfService(fault);
            }
        }

        private void GoOutOfService(ServiceFault reason)
        {
            Forget();
            State = TerminalState.OutOfService;
            Fault = reason;
            _screens.OutOfService(reason);
        }

        /// <summary>Wipes all that is the customer's (P5).</summary>
        private void Forget()
        {
            _pins.Wipe();
            _customer.Forget();
            _cards.Wipe();
            _sale.Wipe();
        }

        private void Flush(long ticks)
        {
            if (ticks >= _nextFlush && !_frame.Flush(_ports.Screen))
            {
                _nextFlush = ticks + RedrawPause;
            }
        }
    }
}
