namespace Kiosk.Core.Storage
{
    /// <summary>Small named files that survive a power cut; on the ESP32 the littlefs volume <c>I:\</c>.</summary>
    public interface IFlash
    {
        /// <summary>Reads a whole file.</summary>
        /// <param name="name">File name without a folder, at most 16 characters.</param>
        /// <param name="buffer">Takes the content. A longer file fills it and its true length is returned.</param>
        /// <returns>The length of the file in bytes, <see cref="FlashRead.Missing"/> or <see cref="FlashRead.Failed"/>.</returns>
        int Read(string name, byte[] buffer);

        /// <summary>Replaces a file by the first bytes of a buffer and closes it. What the file holds if this fails is not known.</summary>
        /// <returns>Whether the file system reported success. The caller reads back: this alone proves nothing.</returns>
        bool Write(string name, byte[] buffer, int length);
    }
}
