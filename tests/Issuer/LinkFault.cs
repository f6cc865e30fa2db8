namespace Kiosk.Issuer;

/// <summary>How the issuer's side of the link misbehaves.</summary>
public enum LinkFault
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Connections are closed, new ones before the TLS handshake.</summary>
    Off,

    /// <summary>Requests are processed at once and answered later.</summary>
    Slow,

    /// <summary>Requests are read and ignored: neither processed nor answered.</summary>
    DropRequest,

    /// <summary>Requests are processed and not answered.</summary>
    DropAnswer,

    /// <summary>One bit of the answer's MAC is wrong.</summary>
    BadMac,

    /// <summary>The server certificate is of another CA. Open connections are closed, so that the next handshake shows it.</summary>
    BadCertificate,

    /// <summary>
    /// Nothing is read any more on the connections that are open now, which stay open; new ones work. So does a router that has forgotten them.
    /// </summary>
    Deaf,

    /// <summary>Every request with a right MAC, reversals too, is answered with 907: nothing is decided. Echo and sign-on are answered as ever.</summary>
    Inoperative,

    /// <summary>
    /// The issuer's own systems are down, and a stand-in decides purchases by the product's stand-in amount, without a look at funds and limits. Reversals, echo and sign-on
    /// are answered as ever, everything else with 907.
    /// </summary>
    StandIn,
}
