namespace nanoFramework.Runtime.Native;

/// <summary>Plays the garbage collector's controls.</summary>
public static class GC
{
    /// <summary>Collects nothing; gives the heap to plan with on an ESP32 without PSRAM.</summary>
    public static uint Run(bool compactHeap) => 90_000;

    /// <summary>Nothing.</summary>
    public static void EnableGCMessages(bool enable)
    {
    }
}
