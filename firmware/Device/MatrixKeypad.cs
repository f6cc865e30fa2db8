using System;
using System.Device.Gpio;
using Iot.Device.KeyMatrix;
using Kiosk.Core.Settings;
using Kiosk.Core.Terminal;

namespace Kiosk.Device
{
    /// <summary>
    /// The keypad through <see cref="KeyMatrix"/>, which scans one row after another on a thread of its own. Its events only note which
    /// contact has opened or closed and when; <see cref="Feed"/> hands that to the terminal in the loop.
    /// </summary>
    /// <remarks>
    /// The pause between two rows is 0, which lets the other threads have their turn. Any other pause, 1 ms too, lasts until the next tick of the
    /// ESP32's system, which comes every 10 ms (nanoframework/Home#331): four rows would take 40 ms and more, and a tap of 40 ms be lost.
    /// <para>
    /// Whether the thread is alive cannot be asked; it tells nothing while no key moves. So it reads one input more than there are columns. The
    /// binding keeps the array of its inputs, and what is written into it is read from then on: now the first column, which is low, now the pin of
    /// the service switch, which is high while it is off. Each exchange makes events that only a running scan gives.
    /// </para>
    /// </remarks>
    public sealed class MatrixKeypad : IKeypad
    {
        private readonly IClock _clock;
        private readonly GpioController _controller;
        private readonly KeyMatrix _matrix;
        private readonly ContactQueue _contacts;
        private readonly int _columns;
        private readonly int _column;
        private readonly int _high;
        private bool _scanned = true;

        /// <summary>Starts the scan.</summary>
        /// <param name="settings">Rows, columns and the service switch; the latter is not open yet, or there is none.</param>
        /// <param name="clock">Milliseconds.</param>
        public MatrixKeypad(KioskSettings settings, IClock clock)
        {
            _clock = clock;
            _columns = settings.ColumnPins.Length;
            _column = settings.ColumnPins[0];
            _high = settings.ServiceSwitch;
            _contacts = new ContactQueue(settings.RowPins.Length, _columns);
            int[] inputs = new int[_high == KioskSettings.NoPin ? _columns : _columns + 1];
            Array.Copy(settings.ColumnPins, 0, inputs, 0, _columns);
            if (_high != KioskSettings.NoPin)
            {
                inputs[_columns] = _high;
            }

            // A controller of our own: the binding opens its inputs floating, and only their controller can pull them down.
            _controller = new GpioController();
            _matrix = new KeyMatrix(settings.RowPins, inputs, TimeSpan.Zero, _controller, false);
            for (int i = 0; i < _columns; i++)
            {
                _controller.SetPinMode(inputs[i], PinMode.InputPullDown);
            }

            if (_high != KioskSettings.NoPin)
            {
                // It is opened by those who need it for more.
                _controller.ClosePin(_high);
                inputs[_columns] = _column;
            }

            _matrix.KeyEvent += OnKeyEvent;
            _matrix.StartListeningKeyEvent();
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
            if (_high == KioskSettings.NoPin || _controller.Read(_high) == PinValue.Low)
            {
                // Nobody to ask: there is no switch, or it is on, and a technician before the keypad.
                return true;
            }

            bool scanned = _scanned;
            if (scanned)
            {
                _scanned = false;
                int[] inputs = _matrix.InputPins;
                inputs[_columns] = inputs[_columns] == _high ? _column : _high;
            }

            return scanned;
        }

        /// <summary>Runs on the scan thread, which an exception would end.</summary>
        private void OnKeyEvent(object sender, KeyMatrixEvent keyEvent)
        {
            try
            {
                _scanned = true;
                if (keyEvent.Input < _columns)
                {
                    _contacts.Put((keyEvent.Output * _columns) + keyEvent.Input, keyEvent.EventType == PinEventTypes.Rising, _clock.Ticks);
                }
            }
            catch (Exception)
            {
                Fault = KeypadFault.ScanErrors;
            }
        }
    }
}
