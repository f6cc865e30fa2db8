namespace Kiosk.Core.Terminal
{
    /// <summary>Where a technician's serial terminal is connected: on the ESP32 the port of the card reader.</summary>
    public interface IServicePort
    {
        /// <summary>Takes bytes that have arrived. Never blocks.</summary>
        /// <param name="buffer">Takes them.</param>
        /// <param name="offset">Where they begin.</param>
        /// <param name="count">How many at the most.</param>
        /// <returns>How many there were.</returns>
        int Read(byte[] buffer, int offset, int count);
    }
}
