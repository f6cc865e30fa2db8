using Kiosk.Core.Issuer;
using Kiosk.Core.Keypad;
using Kiosk.Core.Tries;

namespace Kiosk.Core.Terminal
{
    /// <summary>What service mode tells of the running terminal.</summary>
    internal sealed class TerminalStatus
    {
        private readonly ReversalStore _reversals;
        private readonly RetryCounter _tries;
        private readonly IssuerSession _session;
        private readonly KeyDecoder _keys;
        private readonly IKeypadState _keypad;
        private readonly IWifiSignal _signal;

        internal TerminalStatus(ReversalStore reversals, RetryCounter tries, IssuerSession session, KeyDecoder keys, IKeypadState keypad, IWifiSignal signal)
        {
            _keys = keys;
            _keypad = keypad;
            _reversals = reversals;
            _tries = tries;
            _session = session;
            _signal = signal;
        }

        /// <summary>Why the terminal took no customers when service mode began.</summary>
        internal ServiceFault Fault { get; set; }

        /// <summary>How often the display was lost since the start and came back.</summary>
        internal int DisplayLosses { get; set; }

        /// <summary>Whether a reversal is owed.</summary>
        internal bool IsReversalOwed
        {
            get { return _reversals.IsPending; }
        }

        /// <summary>Cards that are locked.</summary>
        internal int CardsLocked
        {
            get { return _tries.Locked; }
        }

        /// <summary>Whether there is a connection to the issuer.</summary>
        internal bool IsConnected
        {
            get { return _session.IsConnected; }
        }

        /// <summary>Why there is none.</summary>
        internal LinkFault LinkFault
        {
            get { return _session.Fault; }
        }

        /// <summary>Whether somebody can tell how strong Wi-Fi is.</summary>
        internal bool HasSignal
        {
            get { return _signal != null; }
        }

        /// <summary>As <see cref="IWifiSignal.Strength"/> says.</summary>
        internal int Signal
        {
            get { return _signal == null ? 0 : _signal.Strength; }
        }

        /// <summary>Connections that could not be opened since the start.</summary>
        internal int FailedOpenings
        {
            get { return _session.FailedOpenings; }
        }

        /// <summary>What is wrong with the keypad.</summary>
        internal KeypadFault KeypadFault
        {
            get
            {
                KeypadFault fault = _keypad == null ? KeypadFault.None : _keypad.Fault;
                return fault == KeypadFault.None && _keys.HasStuckKey ? KeypadFault.StuckKey : fault;
            }
        }

        /// <summary>Begins to measure how strong Wi-Fi is.</summary>
        internal void Measure()
        {
            if (_signal != null)
            {
                _signal.Measure();
            }
        }
    }
}
