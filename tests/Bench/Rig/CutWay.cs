namespace Kiosk.Bench.Rig;

/// <summary>What a power cut leaves of the file that is being written.</summary>
public enum CutWay
{
    /// <summary>Its old content, as littlefs promises until a file is closed; a new file is empty.</summary>
    OldContent,

    /// <summary>The new bytes up to the cut.</summary>
    Torn,

    /// <summary>The new length, written from its end: before the bytes that were written are still the old ones, or erased flash beyond these.</summary>
    TailFirst,

    /// <summary>The new length, written from its beginning: after the bytes that were written are still the old ones, or erased flash beyond these.</summary>
    HeadFirst,
}
