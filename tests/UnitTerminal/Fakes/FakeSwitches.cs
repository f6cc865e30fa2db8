using Kiosk.Core.Terminal;

namespace Kiosk.Unit
{
    /// <summary>A service switch and a tamper loop that a test moves.</summary>
    public sealed class FakeSwitches : ISwitches
    {
        /// <summary>Whether the loop is open.</summary>
        public bool IsOpen;

        /// <summary>Whether the loop was open since it was asked for last.</summary>
        public bool WasOpen;

        /// <inheritdoc/>
        public bool IsServiceOn { get; set; }

        /// <inheritdoc/>
        public bool TakeTampered()
        {
            bool tampered = IsOpen || WasOpen;
            WasOpen = false;
            return tampered;
        }
    }
}
