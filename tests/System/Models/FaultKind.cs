namespace Kiosk.EndToEnd.Models;

/// <summary>What goes wrong with flash during one operation.</summary>
internal enum FaultKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Writes report that they failed, and change nothing.</summary>
    WritesFail,

    /// <summary>Writes report success, and change nothing.</summary>
    WritesLie,

    /// <summary>Writes report success, and one bit is wrong.</summary>
    WritesRot,

    /// <summary>Some reads fail.</summary>
    ReadsFail,

    /// <summary>The power fails in a write; the file holds the beginning of the new content.</summary>
    CutTorn,

    /// <summary>The power fails in a write; the file holds the former content until the new one is whole.</summary>
    CutKept,
}
