using System;
using Kiosk.Core.Terminal;

namespace Kiosk.Unit
{
    /// <summary>A serial terminal that sends what the test gives it.</summary>
    public sealed class FakeServicePort : IServicePort
    {
        /// <summary>Most bytes that one read gives; a line comes in pieces.</summary>
        public int Most = 64;

        private byte[] _bytes = new byte[0];
        private int _next;

        /// <summary>Sends characters after those that were not read yet.</summary>
        public void Send(string text)
        {
            byte[] more = Hex.Ascii(text);
            byte[] all = new byte[_bytes.Length - _next + more.Length];
            Array.Copy(_bytes, _next, all, 0, _bytes.Length - _next);
            Array.Copy(more, 0, all, _bytes.Length - _next, more.Length);
            _bytes = all;
            _next = 0;
        }

        /// <inheritdoc/>
        public int Read(byte[] buffer, int offset, int count)
        {
            int got = _bytes.Length - _next;
            got = got < count ? got : count;
            got = got < Most ? got : Most;
            Array.Copy(_bytes, _next, buffer, offset, got);
            _next += got;
            return got;
        }
    }
}
