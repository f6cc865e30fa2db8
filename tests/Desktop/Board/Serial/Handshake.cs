namespace System.IO.Ports;

/// <summary>Flow control.</summary>
public enum Handshake
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>In band.</summary>
    XOnXOff = 1,

    /// <summary>By wire.</summary>
    RequestToSend = 2,

    /// <summary>Both.</summary>
    RequestToSendXOnXOff = 3,
}
