namespace Kiosk.Core.Card
{
    /// <summary>A reader that sends track 2 of a card.</summary>
    public interface ICardReader
    {
        /// <summary>Takes what the reader has sent. Never blocks.</summary>
        /// <param name="track">Takes a track, from start sentinel to end sentinel; what does not fit is lost, and the length says so.</param>
        /// <param name="ticks">Milliseconds.</param>
        /// <returns>Characters of the track; 0 when there is none; <see cref="TrackReceiver.Garbled"/> when the reader has sent something that is none.</returns>
        int Read(byte[] track, long ticks);
    }
}
