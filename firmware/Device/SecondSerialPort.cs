using System;
using System.IO.Ports;
using Kiosk.Core.Card;
using Kiosk.Core.Settings;
using Kiosk.Core.Terminal;
using nanoFramework.Hardware.Esp32;

namespace Kiosk.Device
{
    /// <summary>
    /// The second serial port: a card reader that sends track 2, from start sentinel to end sentinel, and in its place a technician's serial
    /// terminal while the kiosk is in service mode.
    /// </summary>
    public sealed class SecondSerialPort : ICardReader, IServicePort
    {
        private const int Longest = 64;

        private readonly SerialPort _port;
        private readonly byte[] _received = new byte[Longest];
        private int _length;

        /// <summary>Opens the port.</summary>
        public SecondSerialPort(KioskSettings settings)
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
                if (value == ';')
                {
                    // No data has this character, but the LRC after the last card may be it: what came before is no part of this card.
                    _length = 0;
                }
                else if (_length == 0)
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

        /// <inheritdoc/>
        public int Read(byte[] buffer, int offset, int count)
        {
            // What the reader had begun to send is not the beginning of the next card.
            Array.Clear(_received, 0, _length);
            _length = 0;
            int waiting = _port.BytesToRead;
            return waiting == 0 ? 0 : _port.Read(buffer, offset, waiting < count ? waiting : count);
        }
    }
}
