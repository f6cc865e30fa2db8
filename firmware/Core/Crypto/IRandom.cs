namespace Kiosk.Core.Crypto
{
    /// <summary>Random bytes fit for keys and PIN blocks; on the ESP32 the hardware generator.</summary>
    public interface IRandom
    {
        /// <summary>Fills part of a buffer.</summary>
        void Fill(byte[] buffer, int offset, int count);
    }
}
