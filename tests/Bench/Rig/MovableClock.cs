using Kiosk.Issuer.Web;

namespace Kiosk.Bench.Rig;

/// <summary>This computer's clock, which may be moved forward: days of bench time pass at once. Safe to use from any thread.</summary>
/// <param name="start">What time it is now, if that is later than this computer's.</param>
internal sealed class MovableClock(DateTimeOffset start) : TimeProvider, IBenchTime
{
    private long _ahead = Math.Max(0, (start - DateTimeOffset.UtcNow).Ticks);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _ahead));

    /// <inheritdoc/>
    public Task<bool> PassAsync(TimeSpan time, CancellationToken cancellation)
    {
        Interlocked.Add(ref _ahead, time.Ticks);
        return Task.FromResult(true);
    }
}
