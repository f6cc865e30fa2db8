namespace Kiosk.Core.Issuer
{
    /// <summary>A connection to the issuer, TLS on the ESP32. No call blocks: what takes time is done by a worker, and <see cref="State"/> tells.</summary>
    public interface IIssuerLink
    {
        /// <summary>How it stands now.</summary>
        LinkState State { get; }

        /// <summary>
        /// Why the last connection could not be opened, or was lost. Only when <see cref="LinkState.Down"/>, and not after <see cref="Close"/>.
        /// </summary>
        LinkFault Fault { get; }

        /// <summary>Begins to connect. Only when <see cref="LinkState.Down"/>.</summary>
        void Open();

        /// <summary>Hands over a request. Only when <see cref="LinkState.Up"/>. The message is taken before the call returns.</summary>
        /// <param name="message">The message, without its length prefix.</param>
        /// <param name="length">Its length in bytes.</param>
        void Send(byte[] message, int length);

        /// <summary>Takes the answer. Only when <see cref="LinkState.Answered"/>; the link is up again afterwards.</summary>
        /// <returns>Its length; what is longer than the buffer is cut off.</returns>
        int TakeAnswer(byte[] buffer);

        /// <summary>Ends the connection and whatever is under way. An answer that is still on its way is lost.</summary>
        void Close();
    }
}
