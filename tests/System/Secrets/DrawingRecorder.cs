using System.Text;
using Kiosk.Board;

namespace Kiosk.EndToEnd.Secrets;

/// <summary>Sits between the bus and the display: notes the bytes that are sent, and what can be read on the glass after each.</summary>
internal sealed class DrawingRecorder(Ssd1306Panel panel, Action<byte[]> note) : II2cSlave
{
    public bool Acknowledges => panel.Acknowledges;

    public void Write(ReadOnlySpan<byte> data)
    {
        note(data.ToArray());
        panel.Write(data);
        note(Encoding.UTF8.GetBytes(PanelText.Text(panel.Snapshot()) + "\n"));
    }

    public void Read(Span<byte> data) => panel.Read(data);
}
