using System;
using Kiosk.Core.Settings;

namespace Kiosk.Core.Display
{
    /// <summary>
    /// What the screen shows, 128×64 or 128×32 dots, in the page layout of the SSD1306. <see cref="Flush"/> sends only the columns that changed
    /// since the last one.
    /// </summary>
    public sealed class FrameBuffer
    {
        /// <summary>Columns.</summary>
        public const int Width = 128;

        /// <summary>Pages of 8 rows of a display with 64 rows: no display here has more.</summary>
        public const int MostPages = 8;

        /// <summary>Pages of a display with 32 rows.</summary>
        public const int FlatPages = 4;

        // Fewer equal columns than this between two changes are sent along: a new place costs 5 bytes on the bus.
        private const int Gap = 6;

        /// <summary>Pages of this display: <see cref="MostPages"/> or <see cref="FlatPages"/>.</summary>
        public readonly int Pages;

        private readonly byte[] _frame;
        private readonly byte[] _shown;
        private readonly byte[] _first;
        private readonly byte[] _end;
        private bool _touched;
        private int _unknown;

        /// <summary>Creates it dark. What the display shows is not known, so the first flush sends everything.</summary>
        /// <param name="display">The display, for its height.</param>
        public FrameBuffer(DisplayType display)
        {
            Pages = display == DisplayType.Ssd1306Flat ? FlatPages : MostPages;
            _frame = new byte[Width * Pages];
            _shown = new byte[Width * Pages];
            _first = new byte[Pages];
            _end = new byte[Pages];
            Invalidate();
        }

        /// <summary>The next <see cref="Flush"/> sends everything: the display was started anew.</summary>
        public void Invalidate()
        {
            _unknown = (1 << Pages) - 1;
            TouchAll();
        }

        /// <summary>Makes all dark.</summary>
        public void Clear()
        {
            Array.Clear(_frame, 0, _frame.Length);
            TouchAll();
        }

        /// <summary>Makes a page dark from a column on.</summary>
        public void ClearPage(int page, int column)
        {
            if (column < Width)
            {
                Array.Clear(_frame, (page * Width) + column, Width - column);
                Touch(page, column, Width);
            }
        }

        /// <summary>Draws text in a page; what does not fit is cut off at the edge.</summary>
        /// <param name="page">Page from 0; what lies on none is not drawn.</param>
        /// <param name="column">First column; may be negative or beyond the edge.</param>
        /// <param name="text">The text; see <see cref="TextFont"/>.</param>
        public void Text(int page, int column, string text)
        {
            for (int i = 0; i < text.Length && column < Width; i++, column += TextFont.Advance)
            {
                Draw(page, column, TextFont.Data, TextFont.Glyph(text[i]) * TextFont.Columns, TextFont.Columns);
            }
        }

        /// <summary>Draws a line in a page; what does not fit is cut off at the edge.</summary>
        /// <param name="page">Page from 0; what lies on none is not drawn.</param>
        /// <param name="column">First column; may be negative or beyond the edge.</param>
        /// <param name="line">The line.</param>
        public void Text(int page, int column, TextLine line)
        {
            for (int i = 0; i < line.Length && column < Width; i++, column += TextFont.Advance)
            {
                Draw(page, column, TextFont.Data, TextFont.Glyph(line.Characters[i]) * TextFont.Columns, TextFont.Columns);
            }
        }

        /// <summary>Draws text in the middle of a page.</summary>
        public void Centre(int page, string text)
        {
            Text(page, MiddleColumn(text.Length), text);
        }

        /// <summary>Draws a line in the middle of a page.</summary>
        public void Centre(int page, TextLine line)
        {
            Text(page, MiddleColumn(line.Length), line);
        }

        /// <summary>Draws large characters over two pages; a character that the large font lacks leaves its place free.</summary>
        public void Large(int page, int column, TextLine line)
        {
            for (int i = 0; i < line.Length && column < Width; i++, column += LargeFont.Advance)
            {
                Large(page, column, line.Characters[i]);
            }
        }

        /// <summary>Draws one large character over two pages.</summary>
        public void Large(int page, int column, char character)
        {
            int glyph = LargeFont.Glyph(character);
            if (glyph >= 0)
            {
                int offset = glyph * LargeFont.Columns * LargeFont.Pages;
                Draw(page, column, LargeFont.Data, offset, LargeFont.Columns);
                Draw(page + 1, column, LargeFont.Data, offset + LargeFont.Columns, LargeFont.Columns);
            }
        }

        /// <summary>Sends what has changed.</summary>
        /// <returns>False when the display did not take it; the same columns are sent again by the next call.</returns>
        public bool Flush(IScreen screen)
        {
            if (!_touched)
            {
                return true;
            }

            for (int page = 0; page < Pages; page++)
            {
                if (_end[page] != 0 && !FlushPage(screen, page))
                {
                    return false;
                }
            }

            _touched = false;
            return true;
        }

        private static int MiddleColumn(int characters)
        {
            int width = (characters * TextFont.Advance) - 1;
            return width > Width ? 0 : (Width - width) / 2;
        }

        private bool FlushPage(IScreen screen, int page)
        {
            byte[] frame = _frame;
            byte[] shown = _shown;
            int start = page * Width;
            int end = start + _end[page];
            int position = start + _first[page];
            if ((_unknown & (1 << page)) != 0)
            {
                // What the display shows here is not known: nothing can be left out.
                if (!screen.Write(page, 0, frame, start, Width))
                {
                    return false;
                }

                Array.Copy(frame, start, shown, start, Width);
                _unknown &= ~(1 << page);
                position = end;
            }

            while (position < end)
            {
                while (position + 8 <= end && BitConverter.ToInt64(frame, position) == BitConverter.ToInt64(shown, position))
                {
                    position += 8;
                }

                while (position < end && frame[position] == shown[position])
                {
                    position++;
                }

                if (position == end)
                {
                    break;
                }

                int last = position;
                for (int next = position + 1; next < end && next - last <= Gap; next++)
                {
                    if (frame[next] != shown[next])
                    {
                        last = next;
                    }
                }

                int count = last + 1 - position;
                if (!screen.Write(page, position - start, _frame, position, count))
                {
                    return false;
                }

                Array.Copy(_frame, position, _shown, position, count);
                position = last + 1;
            }

            _end[page] = 0;
            return true;
        }

        private void Draw(int page, int column, byte[] font, int offset, int count)
        {
            int skip = column < 0 ? -column : 0;
            int end = column + count > Width ? Width - column : count;
            if (skip >= end || page < 0 || page >= Pages)
            {
                return;
            }

            Array.Copy(font, offset + skip, _frame, (page * Width) + column + skip, end - skip);
            Touch(page, column + skip, column + end);
        }

        private void TouchAll()
        {
            _touched = true;
            for (int page = 0; page < Pages; page++)
            {
                _first[page] = 0;
                _end[page] = Width;
            }
        }

        private void Touch(int page, int first, int end)
        {
            _touched = true;
            if (_end[page] == 0)
            {
                _first[page] = (byte)first;
                _end[page] = (byte)end;
                return;
            }

            if (first < _first[page])
            {
                _first[page] = (byte)first;
            }

            if (end > _end[page])
            {
                _end[page] = (byte)end;
            }
        }
    }
}
