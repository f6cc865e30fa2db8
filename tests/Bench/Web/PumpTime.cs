using Kiosk.Issuer.Web;

namespace Kiosk.Bench.Web;

/// <summary>The bench's clock, for the issuer's pages.</summary>
internal sealed class PumpTime(Task<BenchPump> pump) : IBenchTime
{
    /// <inheritdoc/>
    public async Task<bool> PassAsync(TimeSpan time, CancellationToken cancellation) =>
        await (await pump.WaitAsync(cancellation)).DoAsync(rig =>
        {
            rig.MoveClock(time);
            return rig;
        }, cancellation) is not null;
}
