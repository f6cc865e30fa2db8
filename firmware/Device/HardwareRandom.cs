using System;
using Kiosk.Core.Crypto;

namespace Kiosk.Device
{
    /// <summary>Random bytes of the ESP32's hardware generator, which is what <see cref="System.Random"/> is there while Wi-Fi is on.</summary>
    public sealed class HardwareRandom : IRandom
    {
        private readonly Random _random = new Random();
        private readonly byte[] _bytes = new byte[1];

        /// <inheritdoc/>
        public void Fill(byte[] buffer, int offset, int count)
        {
            for (int i = 0; i < count; i++)
            {
                _random.NextBytes(_bytes);
                buffer[offset + i] = _bytes[0];
            }

            _bytes[0] = 0;
        }
    }
}
