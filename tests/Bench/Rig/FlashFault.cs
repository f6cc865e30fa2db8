namespace Kiosk.Bench.Rig;

/// <summary>How flash can fail while the power stays on.</summary>
public enum FlashFault
{
    /// <summary>A write reports that it failed. Half of the new content is there then.</summary>
    FailingWrite,

    /// <summary>A write reports success and stores nothing.</summary>
    LyingWrite,

    /// <summary>A read fails.</summary>
    FailingRead,
}
