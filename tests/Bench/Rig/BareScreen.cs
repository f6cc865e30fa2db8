using Kiosk.Board;
using Kiosk.Core.Display;
using Kiosk.Core.Settings;

namespace Kiosk.Bench.Rig;

/// <summary>A display that keeps its picture, and can be read.</summary>
public sealed class BareScreen : IScreen
{
    private readonly byte[] _image = new byte[FrameBuffer.Width * FrameBuffer.MostPages];

    /// <summary>Whether anything was written since this was set back.</summary>
    internal bool IsTouched { get; set; }

    /// <summary>The text on it, its lines joined by single spaces.</summary>
    public string Text => PanelText.Text(_image);

    /// <inheritdoc/>
    public bool Write(int page, int column, byte[] data, int offset, int count)
    {
        Array.Copy(data, offset, _image, (page * FrameBuffer.Width) + column, count);
        IsTouched = true;
        return true;
    }

    /// <summary>A page that has this text, centred, and nothing else: to be compared with <see cref="Shows"/>.</summary>
    internal static byte[] Centred(string text)
    {
        var frame = new FrameBuffer(DisplayType.Ssd1306Tall);
        var screen = new BareScreen();
        frame.Centre(0, text);
        frame.Flush(screen);
        return screen._image[..FrameBuffer.Width];
    }

    /// <summary>Whether a page is like this one.</summary>
    internal bool Shows(int page, byte[] content) => _image.AsSpan(page * FrameBuffer.Width, FrameBuffer.Width).SequenceEqual(content);

    /// <summary>Without power it is dark.</summary>
    internal void Darken() => Array.Clear(_image);
}
