using Kiosk.Core.Terminal;

namespace Kiosk.Device
{
    /// <summary>
    /// From a keypad's scan thread to the loop: which contact opened or closed, and when, in order. A tap is not lost while the loop draws a
    /// screen or waits for flash. Up to <see cref="Capacity"/> changes wait; of more, which no finger makes, only what they come to is kept.
    /// </summary>
    internal sealed class ContactQueue
    {
        private const int Capacity = 64;
        private const int ClosedBit = 0x80;
        private const int ShortestTap = 10;

        private readonly object _lock = new object();
        private readonly int _columns;
        private readonly byte[] _changes = new byte[Capacity];
        private readonly long[] _times = new long[Capacity];
        private readonly long[] _closedAt;
        private int _first;
        private int _count;
        private int _closed;
        private int _fed;

        /// <summary>Creates it.</summary>
        /// <param name="rows">Rows of the matrix, 1 to 4.</param>
        /// <param name="columns">Columns of the matrix, 1 to 4.</param>
        internal ContactQueue(int rows, int columns)
        {
            _columns = columns;
            _closedAt = new long[rows * columns];
        }

        /// <summary>The contacts that are closed, a bit each, row after row.</summary>
        internal int Closed
        {
            get { return _closed; }
        }

        /// <summary>A contact was found open or closed.</summary>
        /// <param name="index">Row times columns plus column.</param>
        /// <param name="closed">Whether it is closed.</param>
        /// <param name="ticks">When, in milliseconds.</param>
        internal void Put(int index, bool closed, long ticks)
        {
            int bit = 1 << index;
            lock (_lock)
            {
                if (closed == ((_closed & bit) != 0))
                {
                    return;
                }

                _closed ^= bit;
                if (_count < Capacity)
                {
                    int last = (_first + _count) % Capacity;
                    _changes[last] = (byte)(index | (closed ? ClosedBit : 0));
                    _times[last] = ticks;
                    _count++;
                }
            }
        }

        /// <summary>Hands the changes on, but none after the end of a tap: the terminal asks for its key first.</summary>
        /// <param name="terminal">Takes them.</param>
        /// <param name="ticks">Now, in milliseconds.</param>
        internal void Feed(Terminal terminal, long ticks)
        {
            // Without a lock first, as it is nearly always: a change that comes right now is for the next turn.
            if (_count == 0 && _closed == _fed)
            {
                return;
            }

            lock (_lock)
            {
                while (_count > 0)
                {
                    int index = _changes[_first] & ~ClosedBit;
                    bool closed = (_changes[_first] & ClosedBit) != 0;
                    long time = _times[_first];
                    _first = (_first + 1) % Capacity;
                    _count--;
                    Hand(terminal, index, closed, time);
                    if (closed)
                    {
                        _closedAt[index] = time;
                    }
                    else if (time - _closedAt[index] >= ShortestTap)
                    {
                        return;
                    }
                }

                // What did not fit.
                int differing = _closed ^ _fed;
                for (int index = 0; differing != 0; index++, differing >>= 1)
                {
                    if ((differing & 1) != 0)
                    {
                        Hand(terminal, index, (_closed & (1 << index)) != 0, ticks);
                    }
                }
            }
        }

        private void Hand(Terminal terminal, int index, bool closed, long ticks)
        {
            terminal.Contact(index / _columns, index % _columns, closed, ticks);
            _fed = closed ? _fed | (1 << index) : _fed & ~(1 << index);
        }
    }
}
