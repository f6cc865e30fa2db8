using Kiosk.Core.Crypto;

namespace Kiosk.Bench.Rig;

/// <summary>Random bytes that are the same for the same seed.</summary>
internal sealed class SeededRandom(int seed) : IRandom
{
    private readonly Random _random = new(seed);

    /// <inheritdoc/>
    public void Fill(byte[] buffer, int offset, int count) => _random.NextBytes(buffer.AsSpan(offset, count));
}
