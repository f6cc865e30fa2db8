using System;
using System.Device.I2c;
using Iot.Device.Ssd13xx;
using Kiosk.Core.Display;
using Kiosk.Core.Settings;
using nanoFramework.Hardware.Esp32;

namespace Kiosk.Device
{
    /// <summary>
    /// An SSD1306 of 128×64 or 128×32 dots, or an SH1106 of 128×64, on I2C. Columns are written in page addressing mode, each write its own place
    /// (SSD1306 data sheet, 10.1.1 to 10.1.3), because the binding can only send whole frames.
    /// </summary>
    /// <remarks>
    /// The binding starts an SSD1306. An SH1106 has a start-up of its own here: 20 and 8D, which the binding sends, are no commands of it, and its high voltage
    /// is another command. It knows page addressing alone, and the glass shows the middle 128 of its 132 columns (SH1106 data sheet, "Commands").
    /// </remarks>
    public sealed class OledScreen : IScreen
    {
        private const int Bus = 1;
        private const byte Commands = 0x00;
        private const byte Data = 0x40;
        private const byte StatusOff = 0x40;
        private const int Sh1106LeftEdge = 2;
        private const int LookPause = 1000;

        // A transfer on a bus that hangs lasts as long as the driver waits, and stops the loop: not every second.
        private const int HungPause = 10000;

        private static readonly byte[] NoOperation = { Commands, 0xE3 };
        private static readonly byte[] PageAddressing = { Commands, 0x20, 0x02 };

        // Off, and all that a reset would set, clock to deselect level; DC-DC converter on; picture the right way up and not inverted; on.
        private static readonly byte[] Sh1106Start =
        {
            Commands, 0xAE, 0xD5, 0x50, 0xA8, 0x3F, 0xD3, 0x00, 0x40, 0xAD, 0x8B, 0x32, 0xA1, 0xC8, 0xDA, 0x12, 0x81, 0xCF, 0xD9, 0x22, 0xDB, 0x35, 0xA4, 0xA6, 0xAF,
        };

        private readonly I2cDevice _device;
        private readonly SystemClock _clock;
        private readonly DisplayType _type;
        private readonly int _leftEdge;
        private readonly byte[] _place = new byte[4];
        private readonly byte[] _columns = new byte[FrameBuffer.Width + 1];
        private readonly byte[] _status = new byte[1];
        private bool _lost;
        private bool _hung;
        private bool _tellsState;
        private long _nextLook;

        /// <summary>Starts the display. One that is missing is looked for by <see cref="Look"/>.</summary>
        /// <param name="settings">Pins, address and type.</param>
        /// <param name="clock">Milliseconds.</param>
        public OledScreen(KioskSettings settings, SystemClock clock)
        {
            _clock = clock;
            _type = settings.Display;
            _leftEdge = _type == DisplayType.Sh1106 ? Sh1106LeftEdge : 0;
            Configuration.SetPinFunction(settings.DisplayData, DeviceFunction.I2C1_DATA);
            Configuration.SetPinFunction(settings.DisplayClock, DeviceFunction.I2C1_CLOCK);
            _device = I2cDevice.Create(new I2cConnectionSettings(Bus, settings.DisplayAddress, I2cBusSpeed.FastMode));
            _lost = !Start();
        }

        /// <summary>
        /// Looks once a second whether the display is there and has not been without power meanwhile, and starts one that was lost. Every ten seconds
        /// only while the bus hangs. Call it in the loop.
        /// </summary>
        /// <returns>Whether it was just started: everything has to be drawn anew.</returns>
        public bool Look()
        {
            long now = _clock.Ticks;
            if (now < _nextLook)
            {
                return false;
            }

            _hung = false;
            bool started = false;
            if (_lost || !IsThere())
            {
                started = Start();
                _lost = !started;
            }

            _nextLook = now + (_hung ? HungPause : LookPause);
            return started;
        }

        /// <inheritdoc/>
        public bool Write(int page, int column, byte[] data, int offset, int count)
        {
            _lost = _lost || !WriteColumns(page, column + _leftEdge, data, offset, count);
            return !_lost;
        }

        /// <summary>Starts the display if there is one; the binding would not tell.</summary>
        private bool Start()
        {
            if (!Send(NoOperation))
            {
                return false;
            }

            if (_type == DisplayType.Sh1106)
            {
                Send(Sh1106Start);
            }
            else
            {
                // Only for its start-up sequence: every other call of it sends its own, empty frame buffer.
                new Ssd1306(_device, _type == DisplayType.Ssd1306Flat ? Ssd13xx.DisplayResolution.OLED128x32 : Ssd13xx.DisplayResolution.OLED128x64);
                Send(PageAddressing);
            }

            // A module that does not tell that it is on now does not tell when it is off.
            _tellsState = SaysOn();
            return Send(NoOperation);
        }

        /// <summary>Whether it answers, and is on: after a moment without power it would be off.</summary>
        private bool IsThere()
        {
            return Send(NoOperation) && (!_tellsState || SaysOn());
        }

        private bool SaysOn()
        {
            return Sent(_device.Read(new SpanByte(_status))) && (_status[0] & StatusOff) == 0;
        }

        private bool WriteColumns(int page, int column, byte[] data, int offset, int count)
        {
            _place[0] = Commands;
            _place[1] = (byte)(0xB0 | page);
            _place[2] = (byte)(column & 0x0F);
            _place[3] = (byte)(0x10 | (column >> 4));
            if (!Send(_place))
            {
                return false;
            }

            _columns[0] = Data;
            Array.Copy(data, offset, _columns, 1, count);
            return Sent(_device.Write(new SpanByte(_columns, 0, count + 1)));
        }

        private bool Send(byte[] bytes)
        {
            return Sent(_device.Write(new SpanByte(bytes)));
        }

        private bool Sent(I2cTransferResult result)
        {
            _hung = _hung || (result.Status != I2cTransferStatus.FullTransfer && result.Status != I2cTransferStatus.SlaveAddressNotAcknowledged);
            return result.Status == I2cTransferStatus.FullTransfer;
        }
    }
}
