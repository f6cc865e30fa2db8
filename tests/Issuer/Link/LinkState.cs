using Microsoft.AspNetCore.Connections;

namespace Kiosk.Issuer.Link;

/// <summary>The fault in force and the open connections: at most so many at once; one more is closed at once.</summary>
internal sealed class LinkState(TimeProvider time, int maxConnections)
{
    private readonly Lock _gate = new();
    private readonly HashSet<LinkConnection> _connections = [];
    private LinkFault _fault;
    private TimeSpan _slowBy;
    private bool _stopped;

    /// <summary>The fault in force.</summary>
    public (LinkFault Fault, TimeSpan SlowBy) Current
    {
        get
        {
            lock (_gate)
            {
                return (_fault, _slowBy);
            }
        }
    }

    /// <summary>True while an open connection's latest request is deliberately unanswered.</summary>
    public bool Holding
    {
        get
        {
            lock (_gate)
            {
                return _connections.Any(c => c.Held && !(c.HeldUntil <= time.GetTimestamp()));
            }
        }
    }

    /// <summary>Puts a fault in force. <see cref="LinkFault.Off"/> and <see cref="LinkFault.BadCertificate"/> close what is open.</summary>
    public void Set(LinkFault fault, TimeSpan slowBy)
    {
        lock (_gate)
        {
            _fault = fault;
            _slowBy = slowBy;
            if (fault == LinkFault.Deaf)
            {
                foreach (LinkConnection connection in _connections)
                {
                    connection.Deaf = true;
                }
            }
        }

        if (fault is LinkFault.Off or LinkFault.BadCertificate)
        {
            CloseAll(fault == LinkFault.Off ? "issuer off" : "certificate changed");
        }
    }

    /// <summary>Closes everything for good.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _stopped = true;
        }

        CloseAll("issuer stopped");
    }

    /// <summary>Takes a new connection in, or says why not.</summary>
    public LinkConnection? Admit(ConnectionContext context, out string? refusal)
    {
        lock (_gate)
        {
            refusal = _stopped || _fault == LinkFault.Off ? "issuer off"
                : _connections.Count >= maxConnections ? "too many connections"
                : null;
            if (refusal is not null)
            {
                return null;
            }

            var connection = new LinkConnection(context);
            _connections.Add(connection);
            return connection;
        }
    }

    /// <summary>Forgets a connection that is closed.</summary>
    public void Leave(LinkConnection connection)
    {
        lock (_gate)
        {
            connection.Held = false;
            _connections.Remove(connection);
        }
    }

    /// <summary>The connection's latest request stays unanswered: for good, or for this long from now.</summary>
    public void Hold(LinkConnection connection, TimeSpan? delay)
    {
        lock (_gate)
        {
            connection.Held = _connections.Contains(connection);
            connection.HeldUntil = delay is TimeSpan length
                ? time.GetTimestamp() + (long)(length.TotalSeconds * time.TimestampFrequency)
                : null;
        }
    }

    /// <summary>The connection's latest request is being answered, or a newer one has come.</summary>
    public void Release(LinkConnection connection)
    {
        lock (_gate)
        {
            connection.Held = false;
        }
    }

    private void CloseAll(string reason)
    {
        LinkConnection[] open;
        lock (_gate)
        {
            open = [.. _connections];
            _connections.Clear();
        }

        foreach (LinkConnection connection in open)
        {
            connection.Context.Abort(new ConnectionAbortedException(reason));
        }
    }
}
