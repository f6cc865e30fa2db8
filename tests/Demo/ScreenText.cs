using System;
using Kiosk.Core.Display;

namespace Kiosk.Demo
{
    /// <summary>A display whose text is read back from its pixels, glyph by glyph. It begins with noise, as a real one does.</summary>
    public sealed class ScreenText : IScreen
    {
        private const int MostLarge = FrameBuffer.Width / LargeFont.Advance;

        private readonly byte[] _image = new byte[FrameBuffer.Width * FrameBuffer.MostPages];
        private readonly TextLine _line = new TextLine();
        private readonly TextLine _large = new TextLine();
        private int _largeStart;
        private int _largeEnd;

        /// <summary>Creates it.</summary>
        public ScreenText()
        {
            for (int i = 0; i < _image.Length; i++)
            {
                _image[i] = 0xA5;
            }
        }

        /// <inheritdoc/>
        public bool Write(int page, int column, byte[] data, int offset, int count)
        {
            Array.Copy(data, offset, _image, (page * FrameBuffer.Width) + column, count);
            return true;
        }

        /// <summary>
        /// The text of a page, a blank for each six dark columns before it; empty for a dark page. Large text stands in its lower page, where
        /// its unit is. What is no character is <c>?</c>.
        /// </summary>
        /// <param name="page">Page, 0 to 7.</param>
        public string Line(int page)
        {
            _line.Begin();
            FindLarge(page - 1);
            if (_large.Length > 0)
            {
                Indent(_largeStart);
                Add(_large);
                if (!IsDark(page, _largeEnd, FrameBuffer.Width))
                {
                    _line.Add(' ');
                    AddSmall(page, _largeEnd, false);
                }
            }
            else
            {
                FindLarge(page);
                if (_large.Length == 0 && !IsDark(page, 0, FrameBuffer.Width))
                {
                    AddSmall(page, 0, true);
                }
            }

            return new string(_line.Characters, 0, _line.Length);
        }

        private static bool IsGlyph(byte[] image, int at, byte[] font, int offset, int columns)
        {
            for (int i = 0; i < columns; i++)
            {
                if (image[at + i] != font[offset + i])
                {
                    return false;
                }
            }

            return true;
        }

        /// <summary>Finds the large text over a page and the next: it begins with a character that has dots in both.</summary>
        private void FindLarge(int page)
        {
            _large.Begin();
            if (page < 0 || page == FrameBuffer.MostPages - 1)
            {
                return;
            }

            for (int column = 0; column + LargeFont.Columns <= FrameBuffer.Width && _large.Length == 0; column++)
            {
                _largeStart = column;
                _largeEnd = column;
                while (_large.Length < MostLarge && AddLarge(page, _largeEnd))
                {
                    _largeEnd += LargeFont.Advance;
                }
            }
        }

        private bool AddLarge(int page, int column)
        {
            int at = (page * FrameBuffer.Width) + column;
            if (column + LargeFont.Columns > FrameBuffer.Width
                || (_large.Length == 0 && (IsDark(page, column, column + LargeFont.Columns) || IsDark(page + 1, column, column + LargeFont.Columns))))
            {
                return false;
            }

            for (int glyph = 0; glyph < LargeFont.Count; glyph++)
            {
                int offset = glyph * LargeFont.Columns * LargeFont.Pages;
                if (IsGlyph(_image, at, LargeFont.Data, offset, LargeFont.Columns)
                    && IsGlyph(_image, at + FrameBuffer.Width, LargeFont.Data, offset + LargeFont.Columns, LargeFont.Columns))
                {
                    _large.Add(LargeFont.Character(glyph));
                    return true;
                }
            }

            return false;
        }

        /// <summary>Adds small text: its characters stand six columns apart from the first column on at which all of them are characters.</summary>
        private void AddSmall(int page, int from, bool indented)
        {
            int first = from;
            while (first < from + TextFont.Advance && !IsText(page, first))
            {
                first++;
            }

            int last = FrameBuffer.Width;
            while (IsDark(page, last - 1, last))
            {
                last--;
            }

            bool begun = indented;
            for (int column = first; column < last; column += TextFont.Advance)
            {
                int glyph = GlyphAt(page, column);
                begun |= glyph != 0;
                if (begun)
                {
                    _line.Add(glyph < 0 ? '?' : TextFont.Character(glyph));
                }
            }
        }

        private bool IsText(int page, int first)
        {
            for (int column = first; column < FrameBuffer.Width; column += TextFont.Advance)
            {
                if (GlyphAt(page, column) < 0)
                {
                    return false;
                }
            }

            return true;
        }

        /// <summary>The glyph at a place, 0 for a blank; -1 when there is none. What the edge cuts off is a blank or no glyph.</summary>
        private int GlyphAt(int page, int column)
        {
            int end = column + TextFont.Advance;
            if (IsDark(page, column, end < FrameBuffer.Width ? end : FrameBuffer.Width))
            {
                return 0;
            }

            bool fits = column + TextFont.Columns <= FrameBuffer.Width && (end > FrameBuffer.Width || IsDark(page, end - 1, end));
            for (int glyph = 0; fits && glyph < TextFont.Count; glyph++)
            {
                if (IsGlyph(_image, (page * FrameBuffer.Width) + column, TextFont.Data, glyph * TextFont.Columns, TextFont.Columns))
                {
                    return glyph;
                }
            }

            return -1;
        }

        private bool IsDark(int page, int from, int to)
        {
            for (int i = (page * FrameBuffer.Width) + from; i < (page * FrameBuffer.Width) + to; i++)
            {
                if (_image[i] != 0)
                {
                    return false;
                }
            }

            return true;
        }

        private void Indent(int columns)
        {
            for (; columns >= TextFont.Advance; columns -= TextFont.Advance)
            {
                _line.Add(' ');
            }
        }

        private void Add(TextLine text)
        {
            for (int i = 0; i < text.Length; i++)
            {
                _line.Add(text.Characters[i]);
            }
        }
    }
}
