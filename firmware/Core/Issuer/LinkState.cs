namespace Kiosk.Core.Issuer
{
    /// <summary>How a link stands.</summary>
    public enum LinkState
    {
        /// <summary>No connection.</summary>
        Down,

        /// <summary>Connecting.</summary>
        Opening,

        /// <summary>Connected; a request may be sent.</summary>
        Up,

        /// <summary>A request is under way.</summary>
        Waiting,

        /// <summary>The answer is there.</summary>
        Answered,

        /// <summary>The connection broke before one byte of the request was handed to the network: it provably never left.</summary>
        NotSent,

        /// <summary>The connection broke after that: whether the issuer has the request is not known.</summary>
        Broken,
    }
}
