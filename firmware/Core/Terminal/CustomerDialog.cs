using Kiosk.Core.Card;
using Kiosk.Core.Issuer;
using Kiosk.Core.Keypad;
using Kiosk.Core.Settings;
using Kiosk.Core.Tries;

namespace Kiosk.Core.Terminal
{
    /// <summary>
    /// The dialog with one customer, from the first key to the result: a state machine. <see cref="OnKey"/>, <see cref="ReadCard"/>, <see cref="OnTime"/>,
    /// <see cref="Authorize"/> and <see cref="OnAnswer"/> move it on; what begins with Go enters a state.
    /// </summary>
    internal sealed class CustomerDialog
    {
        private const int IncorrectPinTime = 3000;
        private const int CardErrorTime = 3000;

        private readonly KioskSettings _settings;
        private readonly Screens _screens;
        private readonly FrameSender _sender;
        private readonly KeyDecoder _decoder;
        private readonly TerminalKeys _keys;
        private readonly RetryCounter _tries;
        private readonly Customer _customer;
        private readonly Sale _sale;
        private readonly Choice _choice;
        private readonly CardInput _cards;
        private readonly PinInput _pins;
        private readonly Authorization _authorization;
        private readonly ResultScreens _results;
        private long _keyDeadline;
        private long _deadline;
        private int _waitShown;

        internal CustomerDialog(
            KioskSettings settings,
            Screens screens,
            FrameSender sender,
            KeyDecoder decoder,
            TerminalKeys keys,
            RetryCounter tries,
            Customer customer,
            CardInput cards,
            PinInput pins,
            Authorization authorization,
            ResultScreens results)
        {
            _settings = settings;
            _screens = screens;
            _sender = sender;
            _decoder = decoder;
            _keys = keys;
            _tries = tries;
            _customer = customer;
            _sale = new Sale(settings, screens);
            _choice = new Choice(settings, screens, customer, _sale);
            _cards = cards;
            _pins = pins;
            _authorization = authorization;
            _results = results;
        }

        /// <summary>Where it is.</summary>
        internal TerminalState State { get; private set; }

        /// <summary>Why there are no customers; <see cref="ServiceFault.None"/> when there may be.</summary>
        internal ServiceFault Fault { get; private set; }

        /// <summary>A key was pressed.</summary>
        internal void OnKey(Key key, long ticks, long utc)
        {
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
                case TerminalState.Menu:
                case TerminalState.Languages:
                case TerminalState.Minutes:
                    GoOn(_choice.OnKey(key, State), ticks);
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

        /// <summary>Looks at the card reader.</summary>
        internal void ReadCard(long ticks, long utc)
        {
            if (_cards.Read(ticks, State == TerminalState.Card || State == TerminalState.CardError, out CardResult result))
            {
                OnCard(result, ticks, utc);
            }
        }

        /// <summary>Ends what has lasted its time.</summary>
        internal void OnTime(long ticks)
        {
            bool noKey = ticks >= _keyDeadline;
            bool isOver = ticks >= _deadline;
            switch (State)
            {
                case TerminalState.Idle when _screens.Language != _settings.Language && noKey:
                case TerminalState.Menu when noKey:
                case TerminalState.Languages when noKey:
                case TerminalState.Minutes when noKey:
                case TerminalState.Result when isOver:
                    GoIdle();
                    break;
                case TerminalState.Card when noKey:
                case TerminalState.CardNumber when noKey:
                case TerminalState.CardExpiry when noKey:
                case TerminalState.Pin when noKey || isOver:
                case TerminalState.NewPin when noKey || isOver:
                case TerminalState.NewPinAgain when noKey || isOver:
                    ShowResult(TextId.TimeOut, TextId.NotCharged, TextId.TryAgain, ticks);
                    break;
                case TerminalState.PinWait when _tries.Wait != _waitShown:
                case TerminalState.IncorrectPin when isOver:
                    GoPin(ticks);
                    break;
                case TerminalState.CardError when isOver:
                    AskForCard(ticks);
                    break;
                default:
                    break;
            }
        }

        /// <summary>Sends the request as soon as there is a connection.</summary>
        internal void Authorize(long ticks, long utc)
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

        /// <summary>The issuer has answered, or will not.</summary>
        internal void OnAnswer(long ticks)
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

        /// <summary>Waits for a customer.</summary>
        internal void GoIdle()
        {
            Forget();
            if (_keys.State == KeyState.UsedUp)
            {
                GoOutOfService(ServiceFault.KeysUsedUp);
                return;
            }

            _authorization.ApprovalWasShown();
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

        /// <summary>Takes no customers.</summary>
        internal void GoOutOfService(ServiceFault reason)
        {
            Forget();
            State = TerminalState.OutOfService;
            Fault = reason;
            _screens.OutOfService(reason);
        }

        /// <summary>Somebody services the kiosk: no customers, and the screen is not for them.</summary>
        internal void GoService()
        {
            Forget();
            State = TerminalState.Service;
        }

        /// <summary>A payment is approved: the customer's, or that of one who did not see it because the power failed.</summary>
        /// <param name="amount">Minor units.</param>
        /// <param name="ticks">Milliseconds.</param>
        internal void ShowApproved(long amount, long ticks)
        {
            _results.Approved(amount);
            GoResult(ticks);
        }

        /// <summary>Wipes all that is the customer's (P5).</summary>
        internal void Forget()
        {
            _pins.Wipe();
            _customer.Forget();
            _cards.Wipe();
            _sale.Wipe();
        }

        /// <summary>Goes on to what the customer's choice leads to.</summary>
        private void GoOn(TerminalState next, long ticks)
        {
            switch (next)
            {
                case TerminalState.Card:
                    GoCard(ticks);
                    break;
                case TerminalState.Result:
                    ShowResult(TextId.NoCharge, TextId.None, TextId.None, ticks);
                    break;
                case TerminalState.Idle when State != TerminalState.Idle:
                    GoIdle();
                    break;
                default:
                    State = next;
                    break;
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
                State = TerminalState.Connecting;
                _screens.PleaseWait();
                _authorization.Connect(ticks);
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
            switch (_pins.OnKey(key, State))
            {
                case PinStep.Entered:
                    GoConnecting(false, ticks);
                    break;
                case PinStep.Repeat:
                    State = TerminalState.NewPinAgain;
                    BeginPinEntry(ticks);
                    _screens.NewPin(true, TextId.None);
                    break;
                case PinStep.Chosen:
                    GoConnecting(true, ticks);
                    break;
                case PinStep.Refused:
                    GoNewPin(_pins.Refusal, ticks);
                    break;
                case PinStep.GivenUp:
                    ShowResult(TextId.PinNotChanged, _pins.Refusal, TextId.TryAgain, ticks);
                    break;
                default:
                    break;
            }
        }

        /// <summary>Enciphers the PIN, or the new one, at once (P5); what follows waits for a connection without it.</summary>
        private void GoConnecting(bool isNew, long ticks)
        {
            State = TerminalState.Connecting;
            _screens.PleaseWait();
            _sender.Turn(ticks);
            Outcome outcome = isNew ? _authorization.EncipherNewPin() : _authorization.EncipherPin();
            if (outcome != Outcome.None)
            {
                ShowResult(ResultText.Of(outcome), ticks);
            }
            else if (_customer.Errand == Errand.PinChange && !isNew)
            {
                GoNewPin(TextId.None, ticks);
            }
            else
            {
                _authorization.Connect(ticks);
            }
        }

        private void ShowOutcome(Outcome outcome, long ticks)
        {
            int left = outcome == Outcome.IncorrectPin ? _tries.TriesLeft(_customer.Token) : 0;
            if (outcome == Outcome.TerminalNotPermitted)
            {
                GoOutOfService(ServiceFault.NotPermitted);
            }
            else if (outcome == Outcome.PinTriesExceeded || (outcome == Outcome.IncorrectPin && left == 0))
            {
                ShowLocked(ticks);
            }
            else if (outcome == Outcome.IncorrectPin)
            {
                _results.IncorrectPin(left);
                State = TerminalState.IncorrectPin;
                _deadline = ticks + IncorrectPinTime;
            }
            else if (outcome != Outcome.Approved)
            {
                ShowResult(_customer.Errand == Errand.PinChange ? ResultText.OfPinChange(outcome) : ResultText.Of(outcome), ticks);
            }
            else if (_customer.Errand == Errand.PinChange)
            {
                _results.PinChanged();
                GoResult(ticks);
            }
            else
            {
                ShowApproved(_sale.Amount, ticks);
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

        private void ShowStatus(long ticks)
        {
            _results.Status(_authorization);
            GoResult(ticks);
        }

        private void ShowResult(TextId what, TextId why, TextId advice, long ticks)
        {
            ShowResult(new ResultText(what, why, advice), ticks);
        }

        private void ShowResult(ResultText text, long ticks)
        {
            _results.Show(text);
            GoResult(ticks);
        }

        private void GoResult(long ticks)
        {
            State = TerminalState.Result;
            _deadline = ticks + (_results.Seconds * 1000L);
            Forget();
        }
    }
}
