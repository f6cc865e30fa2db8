using System;
using System.IO.Ports;
using Kiosk.Core.Card;
using Kiosk.Core.Settings;
using nanoFramework.Hardware.Esp32;

namespace Kiosk.Device
{
    /// <summary>A card reader that sends track 2 over the second serial port, from start sentinel to end sentinel.</summary>
    public sealed class SerialCardReader : ICardReader
    {
        private const int Longest = 64;

        private readonly SerialPort _port;
        private readonly byte[] _received = new byte[Longest];
        private int _length;

        /// <summary>Opens the port.</summary>
        public SerialCardReader(KioskSettings settings)
        {
            Configuration.SetPinFunction(settings.ReaderReceive, DeviceFunction.COM2_RX);
            Configuration.SetPinFunction(settings.ReaderSend, DeviceFunction.COM2_TX);
            _port = new SerialPort("COM2", settings.ReaderBaud);
            _port.Open();
        }

        /// <inheritdoc/>
        public int Read(byte[] buffer)
        {
            while (_port.BytesToRead > 0)
            {
                int value = _port.ReadByte();
                if (_length == 0 && value != ';')
                {
                    // An LRC after the last card, line ends, noise.
                    continue;
                }

                _received[_length++] = (byte)value;
                if (value == '?' || _length == Longest)
                {
                    int length = _length;
                    int kept = length < buffer.Length ? length : buffer.Length;
                    Array.Copy(_received, 0, buffer, 0, kept);
                    Array.Clear(_received, 0, Longest);
                    _length = 0;
                    return length;
                }
            }

            return 0;
        }
    }
}
