using System;

namespace Kiosk.Core.Display
{
    /// <summary>
    /// Lines of text that may be more than the display has. Where they fit they stand as they are placed, with free lines between them; otherwise the first
    /// stays, and the others that are not free take turns below it, some seconds each. A line that changes is shown at once.
    /// </summary>
    public sealed class LongPage
    {
        /// <summary>Most lines.</summary>
        public const int MostLines = 16;

        private const int PartTime = 3000;
        private const byte Centred = 255;
        private const byte Stars = 254;
        private const int StarsEdge = 4;
        private const int Nothing = -1;

        private readonly FrameBuffer _frame;
        private readonly string[] _text = new string[MostLines];
        private readonly byte[] _column = new byte[MostLines];
        private bool _isNew;
        private int _changed = Nothing;
        private int _part;
        private long _partSince;

        /// <summary>Creates it, without lines.</summary>
        /// <param name="frame">Where it is drawn.</param>
        public LongPage(FrameBuffer frame)
        {
            _frame = frame;
        }

        /// <summary>Another page begins: no lines.</summary>
        public void Clear()
        {
            Array.Clear(_text, 0, MostLines);
            _isNew = true;
        }

        /// <summary>Empties a line.</summary>
        /// <param name="line">0 to <see cref="MostLines"/> - 1, as in all that follows.</param>
        public void ClearLine(int line)
        {
            Set(line, null, Centred);
        }

        /// <summary>Text in the middle of a line, in place of what was there.</summary>
        public void Centre(int line, string text)
        {
            Set(line, text, Centred);
        }

        /// <summary>Text in a line, in place of what was there.</summary>
        /// <param name="line">The line.</param>
        /// <param name="column">Its first column, 0 to 127.</param>
        /// <param name="text">The text.</param>
        public void Text(int line, int column, string text)
        {
            Set(line, text, (byte)column);
        }

        /// <summary>Stars in place of digits: two lines high where the page fits on the display.</summary>
        /// <param name="line">The upper line.</param>
        /// <param name="count">How many.</param>
        public void Star(int line, int count)
        {
            Set(line, count == 0 ? null : new string('*', count), Stars);
        }

        /// <summary>Draws what has changed, and the next lines when their time has come.</summary>
        /// <param name="ticks">Milliseconds.</param>
        public void Turn(long ticks)
        {
            int parts = Parts();
            bool isDue = parts > 1 && ticks - _partSince >= PartTime;
            if (!_isNew && _changed == Nothing && !isDue)
            {
                return;
            }

            if (_isNew || parts == 1)
            {
                _part = 0;
            }
            else
            {
                _part = _changed > 0 ? (Place(_changed) - 1) / (_frame.Pages - 1) : (_part + 1) % parts;
            }

            _isNew = false;
            _changed = Nothing;
            _partSince = ticks;
            Draw();
        }

        private void Set(int line, string text, byte column)
        {
            _text[line] = text;
            _column[line] = column;

            // Of several changes at once a text is shown, not the line that it took the place of.
            _changed = text == null && _changed != Nothing ? _changed : line;
        }

        /// <summary>How many lines before this one are not free.</summary>
        private int Place(int line)
        {
            int place = 0;
            for (int i = 0; i < line; i++)
            {
                place += _text[i] == null ? 0 : 1;
            }

            return place;
        }

        private bool FitsAsPlaced()
        {
            for (int line = 0; line < MostLines; line++)
            {
                if (_text[line] != null && line + (_column[line] == Stars ? LargeFont.Pages : 1) > _frame.Pages)
                {
                    return false;
                }
            }

            return true;
        }

        /// <summary>How many parts take turns; 1 when all fits.</summary>
        private int Parts()
        {
            int lines = Place(MostLines);
            int below = _frame.Pages - 1;
            return lines <= _frame.Pages || FitsAsPlaced() ? 1 : (lines - 1 + below - 1) / below;
        }

        private void Draw()
        {
            _frame.Clear();
            bool asPlaced = FitsAsPlaced();
            int below = _frame.Pages - 1;
            for (int line = 0; line < MostLines; line++)
            {
                if (_text[line] != null)
                {
                    int page = asPlaced ? line : Place(line);
                    page = asPlaced || page == 0 ? page : page - (_part * below);
                    if (page > 0 || line == 0)
                    {
                        DrawLine(page, line, asPlaced);
                    }
                }
            }
        }

        private void DrawLine(int page, int line, bool large)
        {
            string text = _text[line];
            if (_column[line] == Centred)
            {
                _frame.Centre(page, text);
            }
            else if (_column[line] != Stars)
            {
                _frame.Text(page, _column[line], text);
            }
            else
            {
                for (int i = 0; i < text.Length; i++)
                {
                    int column = StarsEdge + (i * LargeFont.Advance);
                    if (large)
                    {
                        _frame.Large(page, column, text[i]);
                    }
                    else
                    {
                        _frame.Text(page, column, text.Substring(i, 1));
                    }
                }
            }
        }
    }
}
