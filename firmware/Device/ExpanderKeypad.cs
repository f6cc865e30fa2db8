using System;
using System.Device.I2c;
using System.Threading;
using Kiosk.Core.Settings;
using Kiosk.Core.Terminal;
using nanoFramework.Hardware.Esp32;

namespace Kiosk.Device
{
    /// <summary>
    /// The keypad on an MCP23017 (data sheet DS20001952) on the display's bus. A row is driven low at a time, the others are inputs, so that two
    /// pressed keys of a column never connect two outputs; the columns have the expander's pull-ups. Scanned on a thread of its own, all rows at once
    /// every 10 ms; <see cref="Feed"/> hands what has changed to the terminal in the loop.
    /// </summary>
    /// <remarks>
    /// While a transfer is under way the whole runtime waits for it: 0.1 ms to select a row, 0.1 ms to read it, up to 3 ms for a page of the
    /// display, and on a bus that somebody holds down a second (the driver's time-out). So after a failed transfer the expander is left alone for
    /// ten times as long as that took, and at least half a second. A contact is never closed by a failing bus: a sweep that fails counts as no
    /// change, and when the next attempt fails, too, every contact counts as open.
    /// <para>An expander that has lost its power comes back with its registers at reset; each sweep begins with a look at one of them.</para>
    /// </remarks>
    public sealed class ExpanderKeypad : IKeypad
    {
        private const int Bus = 1;
        private const int SweepPause = 1;
        private const int ShortestLeave = 500;

        // Addresses with IOCON.BANK = 0, port A; port B's is the next one (table 3-5).
        private const byte Iodir = 0x00;
        private const byte Ipol = 0x02;
        private const byte Iocon = 0x0A;
        private const byte Gppu = 0x0C;
        private const byte Gpio = 0x12;
        private const byte Olat = 0x14;

        private const byte IoconOfBank1 = 0x05;

        private const int AllInputs = 0xFFFF;

        private readonly IClock _clock;
        private readonly I2cDevice _device;
        private readonly ContactQueue _contacts;
        private readonly int[] _rows;
        private readonly int[] _columns;
        private readonly int _pulled;
        private readonly byte[] _write = new byte[3];
        private readonly byte[] _address = new byte[1];
        private readonly byte[] _read = new byte[2];
        private bool _ready;
        private bool _scanned;
        private int _failures;
        private long _nextTry;

        /// <summary>Starts the scan. An expander that is missing is looked for again and again.</summary>
        /// <param name="settings">The bus, the expander's address, and which of its pins are rows and columns.</param>
        /// <param name="clock">Milliseconds.</param>
        public ExpanderKeypad(KioskSettings settings, IClock clock)
        {
            _clock = clock;
            _rows = settings.RowPins;
            _columns = settings.ColumnPins;
            for (int i = 0; i < _columns.Length; i++)
            {
                _pulled |= 1 << _columns[i];
            }

            _contacts = new ContactQueue(_rows.Length, _columns.Length);
            Configuration.SetPinFunction(settings.DisplayData, DeviceFunction.I2C1_DATA);
            Configuration.SetPinFunction(settings.DisplayClock, DeviceFunction.I2C1_CLOCK);
            _device = I2cDevice.Create(new I2cConnectionSettings(Bus, settings.KeypadExpander, I2cBusSpeed.FastMode));
            new Thread(Scan).Start();
        }

        /// <inheritdoc/>
        public KeypadFault Fault { get; private set; }

        /// <inheritdoc/>
        public void Feed(Terminal terminal)
        {
            _contacts.Feed(terminal, _clock.Ticks);
        }

        /// <inheritdoc/>
        public bool TakeScanned()
        {
            bool scanned = _scanned;
            _scanned = false;
            return scanned;
        }

        private void Scan()
        {
            while (true)
            {
                Thread.Sleep(SweepPause);
                try
                {
                    Sweep();
                }
                catch (Exception)
                {
                    // It would end the thread.
                    Fault = KeypadFault.ScanErrors;
                }

                // Also without an expander: to start anew would not bring it back.
                _scanned = true;
            }
        }

        private void Sweep()
        {
            long began = _clock.Ticks;
            if (began < _nextTry)
            {
                return;
            }

            if (TrySweep())
            {
                _failures = 0;
                if (Fault == KeypadFault.NoExpander)
                {
                    Fault = KeypadFault.None;
                }

                return;
            }

            _ready = false;
            _failures++;
            if (_failures > 1)
            {
                Fault = KeypadFault.NoExpander;
                Take(0);
            }

            long leave = (_clock.Ticks - began) * 10;
            _nextTry = _clock.Ticks + (_failures == 1 ? 0 : leave < ShortestLeave ? ShortestLeave : leave);
        }

        /// <summary>Reads all rows; nothing changes unless all of them could be read.</summary>
        private bool TrySweep()
        {
            int levels;
            if (!_ready || !Read(Gppu, out levels) || levels != _pulled)
            {
                _ready = SetUp();
                if (!_ready)
                {
                    return false;
                }
            }

            int closed = 0;
            for (int row = 0; row < _rows.Length; row++)
            {
                // The column settles while the address of the read is on the bus: 70 µs, against some 10 µs of the pull-ups' 100 kΩ (3.5.7) and 100 pF.
                if (!Write(Iodir, AllInputs & ~(1 << _rows[row])) || !Read(Gpio, out levels))
                {
                    return false;
                }

                for (int column = 0; column < _columns.Length; column++)
                {
                    if ((levels & (1 << _columns[column])) == 0)
                    {
                        closed |= 1 << ((row * _columns.Length) + column);
                    }
                }
            }

            if (!Write(Iodir, AllInputs))
            {
                return false;
            }

            Take(closed);
            return true;
        }

        /// <summary>
        /// From whatever state: where BANK is 1, IOCON has the address that is GPINTENB otherwise (3.2.1, 3.5.6); 0 is right for both. All pins are
        /// inputs until the latches are low.
        /// </summary>
        private bool SetUp()
        {
            return Write(IoconOfBank1, 0) && Write(Iocon, 0) && Write(Iodir, AllInputs) && Write(Ipol, 0) && Write(Olat, 0) && Write(Gppu, _pulled);
        }

        private void Take(int closed)
        {
            int differing = closed ^ _contacts.Closed;
            for (int index = 0; differing != 0; index++, differing >>= 1)
            {
                if ((differing & 1) != 0)
                {
                    _contacts.Put(index, (closed & (1 << index)) != 0, _clock.Ticks);
                }
            }
        }

        private bool Write(byte register, int value)
        {
            _write[0] = register;
            _write[1] = (byte)value;
            _write[2] = (byte)(value >> 8);
            return IsWhole(_device.Write(new SpanByte(_write)));
        }

        private bool Read(byte register, out int value)
        {
            _address[0] = register;
            bool whole = IsWhole(_device.WriteRead(new SpanByte(_address), new SpanByte(_read)));
            value = _read[0] | (_read[1] << 8);
            return whole;
        }

        private static bool IsWhole(I2cTransferResult result)
        {
            return result.Status == I2cTransferStatus.FullTransfer;
        }
    }
}
