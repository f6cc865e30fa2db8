using Kiosk.Issuer;

namespace Kiosk.Bench.Rig;

/// <summary>What a <see cref="BareKiosk"/> is without power: its flash, its issuer, the time.</summary>
/// <param name="Files">The flash.</param>
/// <param name="Issuer">Cards and ledger.</param>
/// <param name="Time">Milliseconds since 1970, UTC.</param>
/// <param name="Ksns">The KSNs that have left.</param>
public sealed record BareImage(IReadOnlyDictionary<string, byte[]> Files, IssuerImage Issuer, long Time, KsnWatch Ksns) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Issuer.Dispose();
}
