using Kiosk.Issuer.Messages;
using Kiosk.Issuer.Trace;

namespace Kiosk.Issuer.Link;

/// <summary>Tells whoever listens what happens.</summary>
internal sealed class Tracer(TimeProvider time, Action<TraceEntry> sink)
{
    /// <summary>A message, masked.</summary>
    public void Message(TraceDirection direction, IsoMessage message, string? remark) =>
        sink(new TraceEntry(time.GetUtcNow(), direction, message.Type, TraceText.Fields(message), remark));

    /// <summary>An event without a message.</summary>
    public void Note(string remark) => sink(new TraceEntry(time.GetUtcNow(), TraceDirection.Note, "", [], remark));
}
