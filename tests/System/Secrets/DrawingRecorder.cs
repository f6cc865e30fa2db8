using Kiosk.Board;

namespace Kiosk.EndToEnd.Secrets;

/// <summary>Sits between the bus and the display: notes the bytes that are sent, and what can be read on the glass after each.</summary>
internal sealed class DrawingRecorder(OledPanel panel, Action<byte[]> sent, Action<string> shown) : II2cSlave
{
    public bool Acknowledges => panel.Acknowledges;

    public void Write(ReadOnlySpan<byte> data)
    {
        sent(data.ToArray());
        panel.Write(data);
        shown(PanelText.Text(panel.Snapshot()));
    }

    public void Read(Span<byte> data) => panel.Read(data);
}
