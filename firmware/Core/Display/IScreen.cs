namespace Kiosk.Core.Display
{
    /// <summary>A display of 128×64 or 128×32 dots in the page layout of the SSD1306.</summary>
    public interface IScreen
    {
        /// <summary>Writes columns of one page: a byte is 8 dots below each other, the lowest bit on top.</summary>
        /// <param name="page">Page, from 0 at the top to 3 or 7.</param>
        /// <param name="column">First column, 0 to 127.</param>
        /// <param name="data">Holds the columns.</param>
        /// <param name="offset">Where they begin in <paramref name="data"/>.</param>
        /// <param name="count">How many, 1 to 128.</param>
        /// <returns>Whether the display took them all.</returns>
        bool Write(int page, int column, byte[] data, int offset, int count);
    }
}
