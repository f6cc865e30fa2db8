using System;
using Kiosk.Core.Card;

namespace Kiosk.Unit
{
    /// <summary>A card reader that sends what the test gives it, once.</summary>
    public sealed class FakeReader : ICardReader
    {
        private byte[] _track;

        /// <summary>The next read gives this.</summary>
        public void Give(string track)
        {
            _track = Hex.Ascii(track);
        }

        /// <inheritdoc/>
        public int Read(byte[] buffer)
        {
            if (_track == null)
            {
                return 0;
            }

            int length = _track.Length;
            Array.Copy(_track, 0, buffer, 0, length < buffer.Length ? length : buffer.Length);
            _track = null;
            return length;
        }
    }
}
