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

        internal TerminalStatus(ReversalStore reversals, RetryCounter tries, IssuerSession session, KeyDecoder keys, IKeypadState keypad)
        {
            _keys = keys;
            _keypad = keypad;
            _reversals = reversals;
            _tries = tries;
            _session = session;
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
    }
}
