namespace Kiosk.Core.Terminal
{
    /// <summary>The terminal's clock.</summary>
    public interface IClock
    {
        /// <summary>Milliseconds since start; they never go back.</summary>
        long Ticks { get; }

        /// <summary>UTC seconds since 1970, or 0 while the time cannot be trusted: it was never set since start.</summary>
        long Utc { get; }

        /// <summary>Sets the time: a valid answer of the issuer has told it. From then on it is trusted.</summary>
        /// <param name="utc">UTC seconds since 1970.</param>
        void Set(long utc);
    }
}
