using System;
using Kiosk.Core.Card;

namespace Kiosk.Unit
{
    /// <summary>A card reader that sends what the test gives it, once.</summary>
    public sealed class FakeReader : ICardReader
    {
        private byte[] _track;
        private bool _garbled;

        /// <summary>The next read gives this.</summary>
        public void Give(string track)
        {
            _track = Hex.Ascii(track);
        }

        /// <summary>The next read tells that what came is no track.</summary>
        public void GiveGarbled()
        {
            _garbled = true;
        }

        /// <inheritdoc/>
        public int Read(byte[] track, long ticks)
        {
            if (_garbled)
            {
                _garbled = false;
                return TrackReceiver.Garbled;
            }

            if (_track == null)
            {
                return 0;
            }

            int length = _track.Length;
            Array.Copy(_track, 0, track, 0, length < track.Length ? length : track.Length);
            _track = null;
            return length;
        }
    }
}
