namespace Kiosk.Bench.Rig;

/// <summary>True time, set by hand: the issuer's clock.</summary>
internal sealed class BareTime : TimeProvider
{
    /// <summary>Milliseconds since 1970, UTC.</summary>
    public long Now { get; set; }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(Now);
}
