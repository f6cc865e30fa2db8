using Kiosk.Core.Crypto;

namespace Kiosk.Unit
{
    /// <summary>No random bytes at all: the same series over and over, so that a test knows them.</summary>
    public sealed class FakeRandom : IRandom
    {
        private readonly byte[] _series;

        private int _next;

        /// <summary>Creates it for a series in hex.</summary>
        public FakeRandom(string series)
        {
            _series = Hex.Bytes(series);
        }

        /// <inheritdoc/>
        public void Fill(byte[] buffer, int offset, int count)
        {
            for (int i = offset; i < offset + count; i++)
            {
                buffer[i] = _series[_next];
                _next = (_next + 1) % _series.Length;
            }
        }
    }
}
