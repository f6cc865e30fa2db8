using Kiosk.Core.Issuer;
using Kiosk.Core.Tries;

namespace Kiosk.Core.Terminal
{
    /// <summary>What service mode tells of the running terminal.</summary>
    internal sealed class TerminalStatus
    {
        private readonly ReversalStore _reversals;
        private readonly RetryCounter _tries;
        private readonly IssuerSession _session;
        private readonly IWifiSignal _signal;

        internal TerminalStatus(ReversalStore reversals, RetryCounter tries, IssuerSession session, IWifiSignal signal)
        {
            _reversals = reversals;
            _tries = tries;
            _session = session;
            _signal = signal;
        }

        /// <summary>Why the terminal took no customers when service mode began.</summary>
        internal ServiceFault Fault { get; set; }

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
