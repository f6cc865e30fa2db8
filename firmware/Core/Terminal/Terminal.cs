using Kiosk.Core.Crypto;
using Kiosk.Core.Display;
using Kiosk.Core.Issuer;
using Kiosk.Core.Keypad;
using Kiosk.Core.Settings;
using Kiosk.Core.Storage;
using Kiosk.Core.Tries;

namespace Kiosk.Core.Terminal
{
    /// <summary>
    /// The kiosk: puts its parts together, is fed contacts of the keypad and turns of the loop, and hands them on: to the customer's dialog, to the session with
    /// the issuer, or to service mode. It starts, tests itself, and sees to service switch and tamper loop. It never blocks or sleeps.
    /// </summary>
    public sealed class Terminal
    {
        private const int ErasurePause = 60000;
        private const int MostClockError = 10;
        private const long SelfTestPause = 24 * 3600 * 1000L;

        private readonly KioskSettings _settings;
        private readonly TerminalPorts _ports;
        private readonly KeyDecoder _decoder;
        private readonly FrameSender _sender;
        private readonly TerminalKeys _keys;
        private readonly ReversalStore _reversals;
        private readonly RetryCounter _tries;
        private readonly IssuerSession _session;
        private readonly Authorization _authorization;
        private readonly CustomerDialog _dialog;
        private readonly KeyLoader _loader;
        private readonly Recovery _recovery;
        private readonly SelfTest _selfTest;
        private readonly TerminalStatus _status;
        private readonly ServiceMode _service;
        private readonly Sounder _sounds;
        private long _nextErasure;
        private long _nextSelfTest;
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
            _sender = new FrameSender(frame, ports.Screen);
            _decoder = new KeyDecoder(settings.KeyLegend, settings.ColumnPins.Length);
            _sounds = new Sounder(ports.Buzzer, ports.Clock, ports.Link);
            DesCipher des = settings.Profile == MessageProfile.Tdes ? new DesCipher() : null;
            RecordStore store = new RecordStore(ports.Flash);
            Cmac cmac = new Cmac(ports.Cipher);
            _keys = new TerminalKeys(store, settings.Profile, ports.Cipher, des, ports.Random);
            Journal = new Journal(store);
            _reversals = new ReversalStore(store, Journal, ports.Cipher, _keys.SealKey);
            _tries = new RetryCounter(store, cmac, _keys.HashKey, settings.PinTries, settings.LockHours * 3600L);
            _session = new IssuerSession(settings, _keys, _reversals, ports.Link, ports.Random, des == null ? (IMac)cmac : new RetailMac(des));
            _session.Reset();

            Screens screens = new Screens(frame, settings);
            Customer customer = new Customer();
            CardInput cards = new CardInput(settings, ports.Reader, screens, customer.Card);
            PinInput pins = new PinInput(settings, screens, customer.Card, _keys, des == null ? ports.Cipher : des, ports.Random);
            ResultScreens results = new ResultScreens(settings, screens, _sounds, customer);
            _authorization = new Authorization(_session, _tries, _reversals, Journal, customer, pins);
            _dialog = new CustomerDialog(settings, screens, _sender, _decoder, _keys, _tries, customer, cards, pins, _authorization, results);

            KeyBlock keyBlock = new KeyBlock(ports.Cipher, des);
            _loader = new KeyLoader(settings.Profile, _keys, _tries, _reversals, keyBlock);
            _recovery = new Recovery(_keys, _tries, _reversals);
            _selfTest = new SelfTest(ports, des, cmac, _keys, _tries, _reversals);
            _status = new TerminalStatus(_reversals, _tries, _session, _decoder, ports.Keypad, ports.Signal);
            _service = new ServiceMode(settings, ports, new ServiceScreens(frame), _keys, _loader, keyBlock, Journal, _status);
            Start();
        }

        /// <summary>What the kiosk is doing.</summary>
        public TerminalState State
        {
            get { return _dialog.State; }
        }

        /// <summary>Why it takes no customers; <see cref="ServiceFault.None"/> when it does.</summary>
        public ServiceFault Fault
        {
            get { return _dialog.Fault; }
        }

        /// <summary>The last purchases.</summary>
        public Journal Journal { get; private set; }

        /// <summary>Whether nothing is under way and nothing is timed: no customer, no request, no reversal owed.</summary>
        public bool IsQuiet
        {
            get { return (State == TerminalState.Idle || State == TerminalState.OutOfService) && !_reversals.IsPending; }
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
            _sender.SendAll();
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
                _sounds.Play(Sound.Key);
            }

            if (State == TerminalState.Service)
            {
                Serve(ticks);
            }
            else
            {
                _dialog.ReadCard(ticks, utc);
            }

            OnTime(ticks);

            // A handshake stops the whole runtime: not while a customer types, nor in the middle of a tone.
            TerminalState state = State;
            _session.MayOpen = !_sounds.IsOn && (state == TerminalState.Idle || state == TerminalState.Connecting || state == TerminalState.Result
                || (state == TerminalState.Service && _service.WantsLink));
            _session.MayEcho = state == TerminalState.Idle;
            _session.Step(ticks, utc);
            CorrectClock(utc);
            if (state == TerminalState.Connecting && !_sounds.IsOn)
            {
                _dialog.Authorize(ticks, utc);
            }

            if (_session.IsDone)
            {
                _dialog.OnAnswer(ticks);
            }

            if (state == TerminalState.Idle && !_sounds.IsOn)
            {
                _keys.EraseUsedKeys();
            }

            _sender.Turn(ticks);
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
                _dialog.GoOutOfService(fault);
            }
            else if (_recovery.IsApprovalUnseen(_authorization.ApprovedToken))
            {
                _dialog.ShowApproved(_reversals.Amount, _ports.Clock.Ticks);
            }
            else
            {
                _reversals.MarkShown();
                _dialog.GoIdle();
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
                _dialog.GoService();
                _decoder.Forget();
                _service.Begin(ticks, Fault);
            }
        }

        /// <summary>The case is open, or was: keys and PIN go, whatever is under way. A reversal that is owed stays owed.</summary>
        private void OnTamper()
        {
            // What is in memory goes before flash is written, which takes its time.
            _dialog.Forget();
            _service.End();
            _session.Abort();
            _decoder.Forget();
            _nextErasure = _ports.Clock.Ticks + ErasurePause;
            _loopOpen = _keys.State == KeyState.None;
            if (_loopOpen)
            {
                // Nothing to erase: a terminal that is being put together.
                _dialog.GoOutOfService(ServiceFault.LoopOpen);
                return;
            }

            if (_keys.State != KeyState.Tampered)
            {
                _keys.Erase(KeyState.Tampered);
            }

            _dialog.GoOutOfService(ServiceFault.Tampered);
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
            _dialog.Forget();
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
            }
            else
            {
                _dialog.OnKey(key, ticks, utc);
            }
        }

        private void OnTime(long ticks)
        {
            TerminalState state = State;
            if (state == TerminalState.Idle && ticks >= _nextSelfTest)
            {
                TestSelf(ticks);
            }
            else if (state == TerminalState.OutOfService && _keys.IsErasureOwed && ticks >= _nextErasure)
            {
                _nextErasure = ticks + ErasurePause;
                _keys.EraseUsedKeys();
            }

            _dialog.OnTime(ticks);
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

        private void TestSelf(long ticks)
        {
            _nextSelfTest = ticks + SelfTestPause;
            ServiceFault fault = _selfTest.Run();
            if (fault != ServiceFault.None)
            {
                _dialog.GoOutOfService(fault);
            }
        }
    }
}
