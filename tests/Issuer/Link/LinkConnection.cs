using Microsoft.AspNetCore.Connections;

namespace Kiosk.Issuer.Link;

/// <summary>One TCP connection from a kiosk. Its members are guarded by its <see cref="LinkState"/>.</summary>
internal sealed class LinkConnection(ConnectionContext context)
{
    /// <summary>Kestrel's side of it.</summary>
    public ConnectionContext Context { get; } = context;

    /// <summary>The TLS handshake is done.</summary>
    public bool Secured { get; set; }

    /// <summary>Nobody hears what comes on it (<see cref="LinkFault.Deaf"/>).</summary>
    public bool Deaf { get; set; }

    /// <summary>Timestamp of its opening or latest request.</summary>
    public long Used { get; set; }

    /// <summary>The connection's latest request is deliberately unanswered.</summary>
    public bool Held { get; set; }

    /// <summary>Timestamp from which a delayed answer is no longer held back; null for one that never comes.</summary>
    public long? HeldUntil { get; set; }
}
