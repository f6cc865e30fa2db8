using Kiosk.Issuer.Storage;

namespace Kiosk.Issuer;

/// <summary>Cards, ledger and counters of an issuer at one moment.</summary>
public sealed class IssuerImage : IDisposable
{
    internal IssuerImage(Database data) => Data = data;

    internal Database Data { get; }

    /// <inheritdoc/>
    public void Dispose() => Data.Dispose();
}
