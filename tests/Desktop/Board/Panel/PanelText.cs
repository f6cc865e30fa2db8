using System.Text;
using Kiosk.Core.Display;

namespace Kiosk.Board;

/// <summary>
/// Reads the text back from a panel's pixels, in the firmware's two fonts, light on dark or dark on light: what a test expects on the
/// display is what an eye could read there.
/// </summary>
public static class PanelText
{
    /// <summary>Stands for lit pixels that no character explains.</summary>
    public const char Unreadable = '\uFFFD';

    private const int Width = OledPanel.Width;
    private const int SpaceFrom = 5;

    /// <summary>The lines of small text, one a page; large text is in the line of its upper half. Blank columns between characters, from five
    /// beyond the usual gap on, are one space.</summary>
    /// <param name="snapshot">What <see cref="OledPanel.Snapshot"/> gave.</param>
    public static string[] Lines(byte[] snapshot)
    {
        (int pages, int left) = Math.DivRem(snapshot.Length, Width);
        if (left != 0)
        {
            throw new ArgumentException("A snapshot has whole pages.", nameof(snapshot));
        }

        byte[] rest = [.. snapshot];
        List<PanelCell>[] found = new List<PanelCell>[pages];
        for (int page = 0; page < pages; page++)
        {
            found[page] = [];
        }

        for (int page = 0; page + 1 < pages; page++)
        {
            found[page].AddRange(LargeTextReader.Take(rest, page));
        }

        string[] lines = new string[pages];
        for (int page = 0; page < pages; page++)
        {
            found[page].AddRange(SmallTextReader.Read(rest.AsSpan(page * Width, Width)));
            lines[page] = Join(found[page]);
        }

        return lines;
    }

    /// <summary>All lines that are not empty, joined by single spaces.</summary>
    /// <param name="snapshot">What <see cref="OledPanel.Snapshot"/> gave.</param>
    public static string Text(byte[] snapshot) => string.Join(' ', Lines(snapshot).Where(line => line.Length > 0));

    private static string Join(List<PanelCell> cells)
    {
        StringBuilder line = new();
        int end = int.MaxValue;
        foreach (PanelCell cell in cells.OrderBy(c => c.Start))
        {
            if (cell.Start - end >= SpaceFrom)
            {
                line.Append(' ');
            }

            line.Append(cell.Character);
            end = cell.End;
        }

        return line.ToString().Trim();
    }
}
