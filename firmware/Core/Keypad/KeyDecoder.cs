namespace Kiosk.Core.Keypad
{
    /// <summary>
    /// From raw contacts of a key matrix to keys: debounced (10 ms closed, 20 ms open), without ghosts, one key at a time, no repeat.
    /// </summary>
    /// <remarks>
    /// Where the legend has no key of their own for Cancel and Menu (a 4×3), <c>*</c> and <c>#</c> held for a second are those, and so they
    /// report when they are released or held long enough; every other key reports when it is pressed.
    /// A matrix without diodes shows a fourth closed corner when three are pressed: while a rectangle is closed, nothing new is reported.
    /// A key pressed while another is held reports when that other one is released. One that has been closed for <see cref="StuckTime"/> is
    /// stuck: until it opens the others work without it.
    /// </remarks>
    public sealed class KeyDecoder
    {
        /// <summary>Milliseconds that a contact must stay closed.</summary>
        public const int DebounceDown = 10;

        /// <summary>Milliseconds that a contact must stay open.</summary>
        public const int DebounceUp = 20;

        /// <summary>Milliseconds after which a held key has its second meaning.</summary>
        public const int HoldTime = 1000;

        /// <summary>Milliseconds after which a closed contact is no finger any more.</summary>
        public const int StuckTime = 15000;

        private const int MostKeys = 16;

        private readonly int _columns;
        private readonly int _rows;
        private readonly Key[] _keys = new Key[MostKeys];
        private readonly long[] _changed = new long[MostKeys];
        private readonly bool _holds;
        private int _raw;
        private int _stable;
        private int _handled;
        private int _stuck;
        private int _held = -1;
        private long _heldSince;

        /// <summary>Creates it for a legend.</summary>
        /// <param name="legend">The keys row by row: digits, <c>*</c>, <c>#</c>, <c>A</c> to <c>D</c>.</param>
        /// <param name="columns">Columns of the matrix: 3 or 4.</param>
        public KeyDecoder(string legend, int columns)
        {
            _columns = columns;
            _rows = legend.Length / columns;
            _holds = legend.IndexOf('A') < 0 || legend.IndexOf('D') < 0;
            for (int i = 0; i < legend.Length; i++)
            {
                _keys[i] = Meaning(legend[i]);
            }
        }

        /// <summary>Whether a key is stuck.</summary>
        public bool HasStuckKey
        {
            get { return _stuck != 0; }
        }

        /// <summary>A contact opened or closed. What it was before counts if it was so for long enough, even if nobody has polled meanwhile.</summary>
        /// <param name="row">Row of the matrix, from 0.</param>
        /// <param name="column">Column, from 0.</param>
        /// <param name="closed">Whether it is closed now.</param>
        /// <param name="ticks">When, in milliseconds.</param>
        public void Change(int row, int column, bool closed, long ticks)
        {
            if (_raw != _stable)
            {
                Settle(ticks);
            }

            int index = (row * _columns) + column;
            int bit = 1 << index;
            _raw = closed ? _raw | bit : _raw & ~bit;
            _changed[index] = ticks;
        }

        /// <summary>The next key, if there is one. Call it at least every 10 ms, and again until it gives <see cref="Key.None"/>.</summary>
        public Key Poll(long ticks)
        {
            // First what was closed for long enough and may be open again by now: the loop was busy elsewhere.
            Key key = Report(ticks);
            if (key != Key.None)
            {
                return key;
            }

            if (_raw != _stable)
            {
                Settle(ticks);
            }
            else
            {
                _handled &= _stable;
            }

            if ((_stable | _stuck) != 0)
            {
                FindStuck(ticks);
            }

            return Report(ticks);
        }

        /// <summary>Forgets what is pressed: a key that is down now reports nothing until it was released.</summary>
        public void Forget()
        {
            _handled = _stable | _raw;
            _held = -1;
        }

        private Key Report(long ticks)
        {
            if (_held >= 0)
            {
                return PollHeld(ticks);
            }

            int pressed = _stable & ~_handled;
            if (pressed == 0 || (_stable & _handled & ~_stuck) != 0)
            {
                return Key.None;
            }

            if (HasRectangle(_raw | _stable))
            {
                return Key.None;
            }

            int index = 0;
            while ((pressed & (1 << index)) == 0)
            {
                index++;
            }

            _handled |= 1 << index;
            Key key = _keys[index];
            if (_holds && (key == Key.Clear || key == Key.Enter))
            {
                _held = index;
                _heldSince = ticks;
                return Key.None;
            }

            return key;
        }

        private void Settle(long ticks)
        {
            int differing = _raw ^ _stable;
            for (int index = 0; differing != 0; index++, differing >>= 1)
            {
                if ((differing & 1) != 0)
                {
                    int bit = 1 << index;
                    bool closed = (_raw & bit) != 0;
                    if (ticks - _changed[index] >= (closed ? DebounceDown : DebounceUp))
                    {
                        _stable ^= bit;
                    }
                }
            }

            _handled &= _stable | _raw;
            if (HasRectangle(_stable))
            {
                // Which of its corners are pressed cannot be told: none of the new ones will ever report.
                _handled |= _stable;
            }
        }

        private void FindStuck(long ticks)
        {
            _stuck &= _stable;
            int rest = _stable & ~_stuck;
            for (int index = 0; rest != 0; index++, rest >>= 1)
            {
                if ((rest & 1) != 0 && ticks - _changed[index] >= StuckTime)
                {
                    _stuck |= 1 << index;
                    _handled |= 1 << index;
                }
            }
        }

        private Key PollHeld(long ticks)
        {
            Key key = _keys[_held];
            if (ticks - _heldSince >= HoldTime)
            {
                _held = -1;
                return key == Key.Clear ? Key.Cancel : Key.Menu;
            }

            if ((_stable & (1 << _held)) == 0)
            {
                _held = -1;
                return key;
            }

            return Key.None;
        }

        /// <summary>Whether two rows share two closed columns: three pressed corners look like this, and so do four.</summary>
        private bool HasRectangle(int contacts)
        {
            int rowMask = (1 << _columns) - 1;
            for (int upper = 0; upper < _rows - 1; upper++)
            {
                int upperContacts = (contacts >> (upper * _columns)) & rowMask;
                if ((upperContacts & (upperContacts - 1)) == 0)
                {
                    continue;
                }

                for (int lower = upper + 1; lower < _rows; lower++)
                {
                    int shared = upperContacts & (contacts >> (lower * _columns));
                    if ((shared & (shared - 1)) != 0)
                    {
                        return true;
                    }
                }
            }

            return false;
        }

        private static Key Meaning(char legend)
        {
            switch (legend)
            {
                case '#': return Key.Enter;
                case '*': return Key.Clear;
                case 'A': return Key.Menu;
                case 'B': return Key.Clear;
                case 'C': return Key.Language;
                case 'D': return Key.Cancel;
                default: return (Key)(legend - '0');
            }
        }
    }
}
