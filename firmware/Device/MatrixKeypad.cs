using System;
using System.Device.Gpio;
using Iot.Device.KeyMatrix;
using Kiosk.Core.Settings;
using Kiosk.Core.Terminal;

namespace Kiosk.Device
{
    /// <summary>
    /// The keypad through <see cref="KeyMatrix"/>, which scans one row every millisecond on a thread of its own. Its events only note which
    /// contacts are closed and since when; <see cref="Feed"/> hands that to the terminal in the loop. There is no queue that could overflow.
    /// </summary>
    public sealed class MatrixKeypad
    {
        private const int ScanMilliseconds = 1;

        private readonly object _lock = new object();
        private readonly SystemClock _clock;
        private readonly KeyMatrix _matrix;
        private readonly long[] _changed;
        private readonly int _columns;
        private int _closed;
        private int _fed;

        /// <summary>Starts the scan.</summary>
        public MatrixKeypad(KioskSettings settings, SystemClock clock)
        {
            _clock = clock;
            _columns = settings.ColumnPins.Length;
            _changed = new long[settings.RowPins.Length * _columns];

            // A controller of our own: the binding opens its inputs floating, and only their controller can pull them down.
            GpioController controller = new GpioController();
            _matrix = new KeyMatrix(settings.RowPins, settings.ColumnPins, TimeSpan.FromMilliseconds(ScanMilliseconds), controller, false);
            for (int i = 0; i < _columns; i++)
            {
                controller.SetPinMode(settings.ColumnPins[i], PinMode.InputPullDown);
            }

            _matrix.KeyEvent += OnKeyEvent;
            _matrix.StartListeningKeyEvent();
        }

        /// <summary>Hands the contacts that have changed to the terminal.</summary>
        public void Feed(Terminal terminal)
        {
            if (_closed == _fed)
            {
                return;
            }

            lock (_lock)
            {
                int differing = _closed ^ _fed;
                for (int index = 0; differing != 0; index++, differing >>= 1)
                {
                    if ((differing & 1) != 0)
                    {
                        terminal.Contact(index / _columns, index % _columns, (_closed & (1 << index)) != 0, _changed[index]);
                    }
                }

                _fed = _closed;
            }
        }

        /// <summary>Runs on the scan thread, which an exception would end: nothing here can throw.</summary>
        private void OnKeyEvent(object sender, KeyMatrixEvent keyEvent)
        {
            int index = (keyEvent.Output * _columns) + keyEvent.Input;
            lock (_lock)
            {
                int bit = 1 << index;
                _closed = keyEvent.EventType == PinEventTypes.Rising ? _closed | bit : _closed & ~bit;
                _changed[index] = _clock.Ticks;
            }
        }
    }
}
