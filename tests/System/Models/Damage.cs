namespace Kiosk.EndToEnd.Models;

/// <summary>What happens to a record while the power is off.</summary>
internal enum Damage
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Slot a is removed.</summary>
    RemoveA,

    /// <summary>Slot b is removed.</summary>
    RemoveB,

    /// <summary>A bit of slot a is wrong.</summary>
    FlipA,

    /// <summary>A bit of slot b is wrong.</summary>
    FlipB,

    /// <summary>Both slots are removed.</summary>
    RemoveBoth,

    /// <summary>A bit of each slot is wrong.</summary>
    FlipBoth,

    /// <summary>It is put back as it was copied, or all of flash.</summary>
    OldImage,
}
