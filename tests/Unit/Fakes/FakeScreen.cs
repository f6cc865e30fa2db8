using System;
using Kiosk.Core.Display;

namespace Kiosk.Unit
{
    /// <summary>A display that keeps its picture and can tell what is written on it. It begins with noise, as a real one does.</summary>
    public sealed class FakeScreen : IScreen
    {
        /// <summary>What it shows, pages of 128 columns.</summary>
        public readonly byte[] Image;

        private readonly int _pages;

        /// <summary>Writes that it will still take; -1 for ever.</summary>
        public int FailsAfter = -1;

        /// <summary>Whether <see cref="Log"/> is kept.</summary>
        public bool Logs;

        /// <summary>Creates one of 64 rows.</summary>
        public FakeScreen()
            : this(FrameBuffer.MostPages)
        {
        }

        /// <summary>Creates it.</summary>
        /// <param name="pages">Its pages.</param>
        public FakeScreen(int pages)
        {
            _pages = pages;
            Image = new byte[FrameBuffer.Width * pages];
            for (int i = 0; i < Image.Length; i++)
            {
                Image[i] = 0xA5;
            }
        }

        /// <summary>The writes, each as page:column+count.</summary>
        public string Log { get; private set; } = "";

        /// <summary>Columns written so far.</summary>
        public int Columns { get; private set; }

        /// <inheritdoc/>
        public bool Write(int page, int column, byte[] data, int offset, int count)
        {
            if (FailsAfter == 0)
            {
                return false;
            }

            FailsAfter = FailsAfter > 0 ? FailsAfter - 1 : FailsAfter;
            Array.Copy(data, offset, Image, (page * FrameBuffer.Width) + column, count);
            Columns += count;
            if (Logs)
            {
                Log += page.ToString() + ":" + column.ToString() + "+" + count.ToString() + " ";
            }

            return true;
        }

        /// <summary>Forgets the writes so far.</summary>
        public void ClearLog()
        {
            Log = "";
            Columns = 0;
        }

        /// <summary>Whether a text stands somewhere, in the small font.</summary>
        public bool Shows(string text)
        {
            for (int page = 0; page < _pages; page++)
            {
                for (int column = 0; column + (text.Length * TextFont.Advance) <= FrameBuffer.Width + 1; column++)
                {
                    if (IsText(text, (page * FrameBuffer.Width) + column))
                    {
                        return true;
                    }
                }
            }

            return false;
        }

        /// <summary>Whether a text stands at this place, in the small font.</summary>
        public bool ShowsIn(int page, int column, string text)
        {
            return IsText(text, (page * FrameBuffer.Width) + column);
        }

        /// <summary>How often a character stands somewhere, in the small font.</summary>
        public int Count(char character)
        {
            string text = character.ToString();
            int count = 0;
            for (int at = 0; at + TextFont.Columns <= Image.Length; at++)
            {
                count += IsText(text, at) ? 1 : 0;
            }

            return count;
        }

        /// <summary>Whether a text stands somewhere, in the large font.</summary>
        public bool ShowsLarge(string text)
        {
            for (int page = 0; page < _pages - 1; page++)
            {
                for (int column = 0; column + (text.Length * LargeFont.Advance) <= FrameBuffer.Width + 1; column++)
                {
                    if (IsLarge(text, (page * FrameBuffer.Width) + column))
                    {
                        return true;
                    }
                }
            }

            return false;
        }

        /// <summary>
        /// Whether every line fits: 21 characters centred leave the first column and the last two dark, and a longer text is cut off at the last one.
        /// </summary>
        public bool HasDarkEdges()
        {
            for (int at = 0; at < Image.Length; at += FrameBuffer.Width)
            {
                if ((Image[at] | Image[at + 126] | Image[at + 127]) != 0)
                {
                    return false;
                }
            }

            return true;
        }

        private bool IsText(string text, int at)
        {
            for (int i = 0; i < text.Length; i++, at += TextFont.Advance)
            {
                if (!IsGlyph(TextFont.Data, TextFont.Glyph(text[i]) * TextFont.Columns, TextFont.Columns, at))
                {
                    return false;
                }
            }

            return true;
        }

        private bool IsLarge(string text, int at)
        {
            for (int i = 0; i < text.Length; i++, at += LargeFont.Advance)
            {
                int glyph = LargeFont.Glyph(text[i]) * LargeFont.Columns * LargeFont.Pages;
                if (!IsGlyph(LargeFont.Data, glyph, LargeFont.Columns, at)
                    || !IsGlyph(LargeFont.Data, glyph + LargeFont.Columns, LargeFont.Columns, at + FrameBuffer.Width))
                {
                    return false;
                }
            }

            return true;
        }

        private bool IsGlyph(byte[] font, int offset, int columns, int at)
        {
            for (int i = 0; i < columns; i++)
            {
                if (Image[at + i] != font[offset + i])
                {
                    return false;
                }
            }

            return true;
        }
    }
}
