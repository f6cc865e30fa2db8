namespace Kiosk.Board;

/// <summary>What is random in the real world, as a pure function of a seed: the same run always meets the same noise.</summary>
internal static class Noise
{
    /// <summary>32 evenly mixed bits.</summary>
    internal static uint Of(int seed, long a, long b, long c)
    {
        ulong x = (uint)seed;
        x = Mix(x ^ ((ulong)a * 0x9E3779B97F4A7C15UL));
        x = Mix(x ^ ((ulong)b * 0xC2B2AE3D27D4EB4FUL));
        x = Mix(x ^ ((ulong)c * 0x165667B19E3779F9UL));
        return (uint)(x >> 32);
    }

    private static ulong Mix(ulong x)
    {
        x += 0x9E3779B97F4A7C15UL;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
        return x ^ (x >> 31);
    }
}
