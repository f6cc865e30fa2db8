using Kiosk.Core.Display;

namespace Kiosk.EndToEnd.Board;

/// <summary>Draws text into a picture in the panel's layout, the plainest way.</summary>
internal sealed class Drawing
{
    public byte[] Picture { get; } = new byte[1024];

    public static int WidthOf(string text) => (text.Length * TextFont.Advance) - 1;

    public Drawing Small(int page, int x, string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            int at = x + (i * TextFont.Advance);
            Array.Copy(TextFont.Data, TextFont.Glyph(text[i]) * TextFont.Columns, Picture, (page * 128) + at, TextFont.Columns);
        }

        return this;
    }

    public Drawing Right(int page, string text) => Small(page, 128 - WidthOf(text), text);

    public Drawing Centred(int page, string text) => Small(page, (128 - WidthOf(text)) / 2, text);

    public Drawing Large(int page, int x, string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            int glyph = LargeFont.Glyph(text[i]);
            if (glyph < 0)
            {
                continue;
            }

            for (int half = 0; half < LargeFont.Pages; half++)
            {
                Array.Copy(
                    LargeFont.Data,
                    ((glyph * LargeFont.Pages) + half) * LargeFont.Columns,
                    Picture,
                    ((page + half) * 128) + x + (i * LargeFont.Advance),
                    LargeFont.Columns);
            }
        }

        return this;
    }

    public Drawing Invert(int page, int x = 0, int width = 128)
    {
        for (int column = x; column < x + width; column++)
        {
            Picture[(page * 128) + column] ^= 0xFF;
        }

        return this;
    }
}
