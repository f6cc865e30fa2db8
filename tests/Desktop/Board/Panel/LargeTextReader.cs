using Kiosk.Core.Display;

namespace Kiosk.Board;

/// <summary>Finds the large font's characters, over two pages, and takes them out of the picture. One with an empty half (a point) counts only
/// beside another large one: alone it is the small font's.</summary>
internal static class LargeTextReader
{
    private const int Width = OledPanel.Width;
    private const int Columns = LargeFont.Columns;
    private const int Advance = LargeFont.Advance;

    internal static List<PanelCell> Take(byte[] picture, int page)
    {
        List<PanelCell> found = [];
        foreach (byte ground in new byte[] { 0x00, 0xFF })
        {
            for (int column = 0; column + Columns <= Width; column++)
            {
                if (!IsAllGround(picture, page, column, ground))
                {
                    TakeAt(picture, page, column, ground, weak: false, found);
                }
            }

            // Points and commas, outwards from what has been found: directly beside it, or one space away.
            for (int i = 0; i < found.Count; i++)
            {
                foreach (int step in new[] { Advance, -Advance, 2 * Advance, -2 * Advance })
                {
                    TakeAt(picture, page, found[i].Start + step, ground, weak: true, found);
                }
            }
        }

        return found;
    }

    private static void TakeAt(byte[] picture, int page, int column, byte ground, bool weak, List<PanelCell> found)
    {
        if (column < 0 || column + Columns > Width || (column + Columns < Width && !IsGround(picture, page, column + Columns, ground)))
        {
            return;
        }

        for (int glyph = 0; glyph < LargeFont.Count; glyph++)
        {
            if (IsWeak(glyph) == weak && Matches(picture, page, column, glyph, ground))
            {
                // What is left must look like empty ground to the small font's reader.
                Blank(picture, page, column, ground);
                found.Add(new PanelCell(column, column + Advance, LargeFont.Character(glyph)));
                return;
            }
        }
    }

    private static ReadOnlySpan<byte> Half(int glyph, int half) => LargeFont.Data.AsSpan(((glyph * LargeFont.Pages) + half) * Columns, Columns);

    private static bool IsWeak(int glyph) => !Half(glyph, 0).ContainsAnyExcept((byte)0) || !Half(glyph, 1).ContainsAnyExcept((byte)0);

    private static bool IsGround(byte[] picture, int page, int column, byte ground) =>
        picture[(page * Width) + column] == ground && picture[((page + 1) * Width) + column] == ground;

    private static bool IsAllGround(byte[] picture, int page, int column, byte ground) =>
        !picture.AsSpan((page * Width) + column, Columns).ContainsAnyExcept(ground)
        && !picture.AsSpan(((page + 1) * Width) + column, Columns).ContainsAnyExcept(ground);

    private static bool Matches(byte[] picture, int page, int column, int glyph, byte ground)
    {
        for (int half = 0; half < LargeFont.Pages; half++)
        {
            ReadOnlySpan<byte> expected = Half(glyph, half);
            int at = ((page + half) * Width) + column;
            for (int i = 0; i < Columns; i++)
            {
                if ((picture[at + i] ^ ground) != expected[i])
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static void Blank(byte[] picture, int page, int column, byte ground)
    {
        picture.AsSpan((page * Width) + column, Columns).Fill(ground);
        picture.AsSpan(((page + 1) * Width) + column, Columns).Fill(ground);
    }
}
