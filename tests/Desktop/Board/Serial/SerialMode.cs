namespace System.IO.Ports;

/// <summary>Kind of line.</summary>
public enum SerialMode
{
    /// <summary>RS-232.</summary>
    Normal = 0,

    /// <summary>RS-485.</summary>
    RS485 = 1,
}
