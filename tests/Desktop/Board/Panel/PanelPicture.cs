using BigGustave;

namespace Kiosk.Board;

/// <summary>A picture of the panel: bright pixels with dark gaps on black glass, and a small border.</summary>
public static class PanelPicture
{
    private const int Border = 4;

    private static readonly Pixel Lit = new(0xD6, 0xEC, 0xFF);
    private static readonly Pixel Dark = new(0x05, 0x0A, 0x12);
    private static readonly Pixel Frame = new(0x16, 0x1C, 0x26);

    /// <summary>Writes a PNG.</summary>
    /// <param name="path">Where to; replaced.</param>
    /// <param name="snapshot">What <see cref="OledPanel.Snapshot"/> gave.</param>
    /// <param name="scale">Pixels of the picture for a pixel of the panel, from 1.</param>
    public static void Write(string path, byte[] snapshot, int scale = 4)
    {
        using System.IO.FileStream file = new(path, FileMode.Create, FileAccess.Write);
        Write(file, snapshot, scale);
    }

    /// <summary>Writes a PNG.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="snapshot">What <see cref="OledPanel.Snapshot"/> gave.</param>
    /// <param name="scale">Pixels of the picture for a pixel of the panel, from 1.</param>
    public static void Write(Stream stream, byte[] snapshot, int scale = 4)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(scale, 1);
        int width = (OledPanel.Width + (2 * Border)) * scale;
        int height = ((snapshot.Length / OledPanel.Width * 8) + (2 * Border)) * scale;
        PngBuilder png = PngBuilder.Create(width, height, false);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                png.SetPixel(At(snapshot, x, y, scale), x, y);
            }
        }

        png.Save(stream);
    }

    private static Pixel At(byte[] snapshot, int x, int y, int scale)
    {
        int column = (x / scale) - Border;
        int row = (y / scale) - Border;
        int rows = snapshot.Length / OledPanel.Width * 8;
        if (column is < -2 or >= OledPanel.Width + 2 || row < -2 || row >= rows + 2)
        {
            return Frame;
        }

        if ((uint)column >= OledPanel.Width || (uint)row >= (uint)rows)
        {
            return Dark;
        }

        bool lit = ((snapshot[((row / 8) * OledPanel.Width) + column] >> (row % 8)) & 1) != 0;
        bool gap = scale > 2 && (x % scale == scale - 1 || y % scale == scale - 1);
        return lit && !gap ? Lit : Dark;
    }
}
