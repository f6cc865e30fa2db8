using System.Data.Common;
using Kiosk.Issuer.Storage;
using Kiosk.Issuer.Web;

namespace Kiosk.Bench.Rig;

/// <summary>This computer's clock, which may be moved forward: days of bench time pass at once. Safe to use from any thread.</summary>
/// <param name="start">What time it is now, if that is later than this computer's.</param>
internal sealed class MovableClock(DateTimeOffset start) : TimeProvider, IBench
{
    private readonly Lock _gate = new();
    private TimeSpan _ahead = start > DateTimeOffset.UtcNow ? start - DateTimeOffset.UtcNow : TimeSpan.Zero;
    private BenchTime? _shared;

    /// <inheritdoc/>
    public bool HasKiosk => false;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return base.GetUtcNow() + _ahead;
        }
    }

    /// <inheritdoc/>
    public Task<bool> PassAsync(TimeSpan time, CancellationToken cancellation)
    {
        lock (_gate)
        {
            _ahead += time;
        }

        Follow();
        return Task.FromResult(true);
    }

    /// <summary>Lives at the time of all issuers on a database from now on: the latest counts.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public void Share(BenchTime shared)
    {
        _shared = shared;
        Follow();
    }

    /// <summary>Looks whether time has passed at another issuer.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public void Follow()
    {
        TimeSpan all = _shared?.Ahead ?? TimeSpan.Zero;
        TimeSpan mine;
        lock (_gate)
        {
            _ahead = all > _ahead ? all : _ahead;
            mine = _ahead;
        }

        if (mine > all)
        {
            _shared?.Reach(mine);
        }
    }
}
