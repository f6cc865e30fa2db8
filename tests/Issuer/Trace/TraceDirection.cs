namespace Kiosk.Issuer;

/// <summary>What a line of the trace is about.</summary>
public enum TraceDirection
{
    /// <summary>The kiosk sent it to the issuer.</summary>
    Received,

    /// <summary>The issuer sent it to the kiosk.</summary>
    Sent,

    /// <summary>Nothing went over the wire: a connection came or went, or a fault kept an answer back.</summary>
    Note,
}
