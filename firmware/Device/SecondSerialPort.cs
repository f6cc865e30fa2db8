using System.IO.Ports;
using Kiosk.Core.Card;
using Kiosk.Core.Settings;
using Kiosk.Core.Terminal;
using nanoFramework.Hardware.Esp32;

namespace Kiosk.Device
{
    /// <summary>
    /// The second serial port: a card reader that sends track 2, and in its place a technician's serial terminal while the kiosk is in service mode.
    /// </summary>
    /// <remarks>
    /// The driver tells of no framing error and of no byte that was lost. Such a track has a wrong length, a wrong character, a wrong check digit or, where
    /// the reader sends one, a wrong LRC.
    /// </remarks>
    public sealed class SecondSerialPort : ICardReader, IServicePort
    {
        private readonly SerialPort _port;
        private readonly TrackReceiver _receiver;

        /// <summary>Opens the port.</summary>
        public SecondSerialPort(KioskSettings settings)
        {
            Configuration.SetPinFunction(settings.ReaderReceive, DeviceFunction.COM2_RX);
            Configuration.SetPinFunction(settings.ReaderSend, DeviceFunction.COM2_TX);
            _port = new SerialPort("COM2", settings.ReaderBaud);
            _port.Open();
            _receiver = new TrackReceiver(settings.ReaderHasLrc);
        }

        /// <inheritdoc/>
        public int Read(byte[] track, long ticks)
        {
            // Bytes that have waited, while a TLS handshake stopped everything, came before the silence that the clock tells of.
            int waiting = _port.BytesToRead;
            for (; waiting > 0; waiting--)
            {
                int length = _receiver.Take((byte)_port.ReadByte(), track, ticks);
                if (length != 0)
                {
                    return length;
                }
            }

            return _receiver.Turn(ticks);
        }

        /// <inheritdoc/>
        public int Read(byte[] buffer, int offset, int count)
        {
            // What the reader had begun to send is not the beginning of the next card.
            _receiver.Clear();
            int waiting = _port.BytesToRead;
            return waiting == 0 ? 0 : _port.Read(buffer, offset, waiting < count ? waiting : count);
        }
    }
}
