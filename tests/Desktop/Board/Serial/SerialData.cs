namespace System.IO.Ports;

/// <summary>What arrived.</summary>
public enum SerialData
{
    /// <summary>Bytes.</summary>
    Chars = 1,

    /// <summary>The watched one.</summary>
    WatchChar = 2,
}
