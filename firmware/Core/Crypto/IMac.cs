namespace Kiosk.Core.Crypto
{
    /// <summary>A MAC over a message: CMAC, or the retail MAC.</summary>
    public interface IMac
    {
        /// <summary>Computes the MAC of the first <paramref name="count"/> bytes of a message.</summary>
        /// <param name="key">The key.</param>
        /// <param name="message">The message.</param>
        /// <param name="count">Its length in bytes.</param>
        /// <param name="mac">Takes the MAC, 8 or 16 bytes; a shorter MAC is their left part.</param>
        void Compute(byte[] key, byte[] message, int count, byte[] mac);
    }
}
