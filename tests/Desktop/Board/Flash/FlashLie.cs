namespace Kiosk.Board;

/// <summary>What a flash chip that lies does with the next file it commits, while it reports success.</summary>
public enum FlashLie
{
    /// <summary>It tells the truth.</summary>
    None,

    /// <summary>It keeps the old content.</summary>
    Dropped,

    /// <summary>It stores the new content with one bit flipped.</summary>
    FlippedBit,
}
