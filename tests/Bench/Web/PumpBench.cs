using Kiosk.Issuer.Web;

namespace Kiosk.Bench.Web;

/// <summary>The kiosk and the clock that it shares with the issuer, for the issuer's pages.</summary>
internal sealed class PumpBench(Task<BenchPump> pump) : IBench
{
    /// <inheritdoc/>
    public bool HasKiosk => true;

    /// <inheritdoc/>
    public async Task<bool> PassAsync(TimeSpan time, CancellationToken cancellation) =>
        await (await pump.WaitAsync(cancellation)).DoAsync(rig =>
        {
            rig.MoveClock(time);
            return rig;
        }, cancellation) is not null;
}
