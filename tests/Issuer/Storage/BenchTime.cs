namespace Kiosk.Issuer.Storage;

/// <summary>
/// By how much the bench's time is ahead of its computers'. It stands in the database as locks, limits and letters do, so that all issuers on it live at the same time, and
/// again after a failure. Safe to use from any thread.
/// </summary>
internal sealed class BenchTime(Database database)
{
    /// <summary>How far it is ahead, 0 or more.</summary>
    public TimeSpan Ahead => TimeSpan.FromMilliseconds(database.Scalar<long>("SELECT ahead FROM bench_time"));

    /// <summary>Makes it at least this; time never goes back.</summary>
    public void Reach(TimeSpan ahead) =>
        database.Execute("UPDATE bench_time SET ahead = @ahead WHERE ahead < @ahead", ("@ahead", (long)ahead.TotalMilliseconds));
}
