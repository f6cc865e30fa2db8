using System;

namespace Kiosk.Core.Card
{
    /// <summary>
    /// Finds tracks in the bytes that a card reader sends: from the start sentinel <c>;</c> to the end sentinel <c>?</c> of track 2 and, where the
    /// reader sends one, the LRC behind it.
    /// </summary>
    /// <remarks>
    /// The LRC (ISO/IEC 7811-2) makes the sum of each of the four data bits over all characters even, sentinels and itself included. Readers that
    /// send it turn it into ASCII as they do with all characters of track 2: 0x30 and the four bits, <c>0</c> to <c>?</c>.
    /// What a reader sends before a track and behind it without a pause is nothing: tracks 1 and 3, STX and ETX, line ends, whether a card is in. A few
    /// characters alone are noise. More than that, and no track among them before the line falls silent, is a card that could not be read.
    /// </remarks>
    public sealed class TrackReceiver
    {
        /// <summary>In place of a track: what came is none.</summary>
        public const int Garbled = -1;

        /// <summary>Most characters of a track; what is longer is garbled. ISO/IEC 7813 allows 39 with both sentinels.</summary>
        public const int Longest = 64;

        /// <summary>Characters, not counting control characters, from which on they are no noise any more.</summary>
        public const int FewestGarbled = 4;

        /// <summary>Characters without a track from which on they are garbled, silence or not: more than tracks 1, 2 and 3 have together.</summary>
        public const int MostCharacters = 256;

        /// <summary>Milliseconds without a byte that end what came before: over 20 characters at 1200 bits a second.</summary>
        public const int Silence = 200;

        private const char Start = ';';
        private const char End = '?';

        private readonly byte[] _received = new byte[Longest];
        private readonly bool _hasLrc;
        private int _length;
        private int _sum;
        private int _characters;
        private bool _isRead;
        private bool _isRefused;
        private long _lastByte;

        /// <summary>Creates it.</summary>
        /// <param name="hasLrc">Whether the reader sends the LRC behind the end sentinel; a track whose LRC is missing or wrong is garbled then.</param>
        public TrackReceiver(bool hasLrc)
        {
            _hasLrc = hasLrc;
        }

        private bool IsEnded
        {
            get { return _length > 0 && _received[_length - 1] == End; }
        }

        /// <summary>Takes a byte.</summary>
        /// <param name="value">The byte.</param>
        /// <param name="track">Takes the track that it ends, sentinels included, without the LRC; what does not fit is lost, and the length says so.</param>
        /// <param name="ticks">Milliseconds.</param>
        /// <returns>Characters of the track, 0 when it is not at its end, or <see cref="Garbled"/>.</returns>
        public int Take(byte value, byte[] track, long ticks)
        {
            _lastByte = ticks;
            if (_isRead)
            {
                return 0;
            }

            if (IsEnded)
            {
                return Finish(value == ('0' | _sum), track);
            }

            _characters += value < ' ' ? 0 : 1;
            if (value == Start)
            {
                // No data has this character: what came before is no part of this track.
                WipeTrack();
            }

            if (_length > 0 || value == Start)
            {
                _received[_length++] = value;
                _sum ^= value & 0xF;
                if (value == End && !_hasLrc)
                {
                    return Finish(true, track);
                }
            }

            return _length == Longest || _characters == MostCharacters ? Finish(false, track) : 0;
        }

        /// <summary>Time passes without a byte.</summary>
        /// <param name="ticks">Milliseconds.</param>
        /// <returns><see cref="Garbled"/> when the line has fallen silent after something that was no track; otherwise 0.</returns>
        public int Turn(long ticks)
        {
            if (ticks - _lastByte < Silence || (_characters == 0 && !_isRead && !_isRefused))
            {
                return 0;
            }

            bool garbled = !_isRefused && (_characters >= FewestGarbled || IsEnded);
            Clear();
            return garbled ? Garbled : 0;
        }

        /// <summary>Forgets what has come.</summary>
        public void Clear()
        {
            WipeTrack();
            _characters = 0;
            _isRead = false;
            _isRefused = false;
        }

        private void WipeTrack()
        {
            Array.Clear(_received, 0, _length);
            _length = 0;
            _sum = 0;
        }

        private int Finish(bool good, byte[] track)
        {
            int length = _length;
            if (good)
            {
                Array.Copy(_received, 0, track, 0, length < track.Length ? length : track.Length);
            }

            // Until the line falls silent: one card is read once, and is refused once.
            bool refused = _isRefused;
            WipeTrack();
            _characters = 0;
            _isRead = good;
            _isRefused = !good;
            return good ? length : refused ? 0 : Garbled;
        }
    }
}
