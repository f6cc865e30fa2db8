namespace Kiosk.Core.Terminal
{
    /// <summary>The switches of the case.</summary>
    public interface ISwitches
    {
        /// <summary>Whether the service switch is on.</summary>
        bool IsServiceOn { get; }

        /// <summary>Whether the tamper loop is open, or was open for however short a time since this was asked last.</summary>
        bool TakeTampered();
    }
}
