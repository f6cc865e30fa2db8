using Microsoft.AspNetCore.Connections;

namespace Kiosk.Issuer.Link;

/// <summary>
/// The fault in force and the open connections: at most so many at once. For one more the longest idle one is closed, for a kiosk that lost its power closed none of its
/// own; while all are in use, the new one is.
/// </summary>
internal sealed class LinkState(TimeProvider time, int maxConnections)
{
    /// <summary>From when on a connection is idle.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly HashSet<LinkConnection> _connections = [];
    private LinkFault _fault;
    private TimeSpan _slowBy;
    private bool _stopped;

    /// <summary>The fault in force.</summary>
    public LinkFault Fault
    {
        get
        {
            lock (_gate)
            {
                return _fault;
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
        LinkConnection? idle;
        LinkConnection connection;
        lock (_gate)
        {
            bool isOff = _stopped || _fault == LinkFault.Off;
            bool isFull = _connections.Count >= maxConnections;
            idle = isFull ? _connections.Where(c => !c.Held && time.GetElapsedTime(c.Used) >= Idle).MinBy(c => c.Used) : null;
            refusal = isOff ? "issuer off" : isFull && idle is null ? "too many connections" : null;
            if (refusal is not null)
            {
                return null;
            }

            connection = new LinkConnection(context) { Used = time.GetTimestamp() };
            _connections.Add(connection);
            if (idle is not null)
            {
                _connections.Remove(idle);
            }
        }

        idle?.Context.Abort(new ConnectionAbortedException("idle, and others wait"));
        return connection;
    }

    /// <summary>A request has come on a connection. The fault that is in force for it.</summary>
    public (LinkFault Fault, TimeSpan SlowBy) Use(LinkConnection connection)
    {
        lock (_gate)
        {
            connection.Used = time.GetTimestamp();
            return (_fault, _slowBy);
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
