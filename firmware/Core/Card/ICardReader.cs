namespace Kiosk.Core.Card
{
    /// <summary>A reader that sends track 2 of a card.</summary>
    public interface ICardReader
    {
        /// <summary>Takes what the reader has sent, up to and with the end sentinel. Never blocks.</summary>
        /// <param name="buffer">Takes the characters; what does not fit is lost, and the length says so.</param>
        /// <returns>How many characters a card gave; 0 when there is none.</returns>
        int Read(byte[] buffer);
    }
}
