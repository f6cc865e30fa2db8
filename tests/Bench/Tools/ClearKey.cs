using System.Runtime.CompilerServices;
using Kiosk.Core.Crypto;

namespace Kiosk.Bench.Tools;

/// <summary>
/// The key in a key block, for tools and tests on this machine. The firmware has no public call that gives a clear key out, so this goes
/// round the one that is Core's own.
/// </summary>
public static class ClearKey
{
    /// <summary>The clear key; an empty array when there is none.</summary>
    public static byte[] Of(KeyBlock block)
    {
        byte[] key = new byte[block.KeyLength];
        CopyClearKey(block, key);
        return key;
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    private static extern void CopyClearKey(KeyBlock block, byte[] key);
}
