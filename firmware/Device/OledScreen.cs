using System;
using System.Device.I2c;
using Iot.Device.Ssd13xx;
using Kiosk.Core.Display;
using Kiosk.Core.Settings;
using nanoFramework.Hardware.Esp32;

namespace Kiosk.Device
{
    /// <summary>
    /// An SSD1306 of 128×64 dots on I2C. The binding starts it; then columns are written in page addressing mode, each write its own place
    /// (SSD1306 data sheet, 10.1.1 to 10.1.3), because the binding can only send whole frames.
    /// </summary>
    public sealed class OledScreen : IScreen
    {
        private const int Bus = 1;
        private const byte Commands = 0x00;
        private const byte Data = 0x40;

        private static readonly byte[] PageAddressing = { Commands, 0x20, 0x02 };

        private readonly I2cDevice _device;
        private readonly byte[] _place = new byte[4];
        private readonly byte[] _columns = new byte[FrameBuffer.Width + 1];
        private bool _lost;
        private bool _restarted;

        /// <summary>Starts the display. One that is missing is tried again with each <see cref="Write"/>.</summary>
        public OledScreen(KioskSettings settings)
        {
            Configuration.SetPinFunction(settings.DisplayData, DeviceFunction.I2C1_DATA);
            Configuration.SetPinFunction(settings.DisplayClock, DeviceFunction.I2C1_CLOCK);
            _device = I2cDevice.Create(new I2cConnectionSettings(Bus, settings.DisplayAddress, I2cBusSpeed.FastMode));
            _lost = !Start();
        }

        /// <summary>Whether the display was lost and is there again, dark: everything has to be drawn anew. Asking forgets it.</summary>
        public bool TakeRestarted()
        {
            bool restarted = _restarted;
            _restarted = false;
            return restarted;
        }

        /// <inheritdoc/>
        public bool Write(int page, int column, byte[] data, int offset, int count)
        {
            if (_lost)
            {
                _restarted = Start();
                _lost = !_restarted;
            }

            _lost = _lost || !WriteColumns(page, column, data, offset, count);
            return !_lost;
        }

        /// <summary>Starts the display by the binding, which does not tell whether there is one, and then asks for page addressing.</summary>
        private bool Start()
        {
            // Only for its start-up sequence: every other call of it sends its own, empty frame buffer.
            new Ssd1306(_device, Ssd13xx.DisplayResolution.OLED128x64);
            return Sent(_device.Write(new SpanByte(PageAddressing)));
        }

        private bool WriteColumns(int page, int column, byte[] data, int offset, int count)
        {
            _place[0] = Commands;
            _place[1] = (byte)(0xB0 | page);
            _place[2] = (byte)(column & 0x0F);
            _place[3] = (byte)(0x10 | (column >> 4));
            if (!Sent(_device.Write(new SpanByte(_place))))
            {
                return false;
            }

            _columns[0] = Data;
            Array.Copy(data, offset, _columns, 1, count);
            return Sent(_device.Write(new SpanByte(_columns, 0, count + 1)));
        }

        private static bool Sent(I2cTransferResult result)
        {
            return result.Status == I2cTransferStatus.FullTransfer;
        }
    }
}
